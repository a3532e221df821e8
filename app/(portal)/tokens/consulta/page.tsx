import { tokenList } from "@/app/(portal)/administracion/token-list";
import { companyPage } from "@/lib/web/company-doors";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("access.menu.tokenList");

/** The other address of Consulta de Token. */
export default companyPage({ asks: "token.consult" }, tokenList);

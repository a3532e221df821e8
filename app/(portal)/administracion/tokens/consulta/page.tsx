import { companyPage } from "@/lib/web/company-doors";
import { titled } from "@/lib/web/preferences";
import { tokenList } from "../../token-list";

export const generateMetadata = titled("access.menu.tokenList");

export default companyPage({ asks: "token.consult" }, tokenList);

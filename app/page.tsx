import { redirect } from "next/navigation";
import { ownPage } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export default ownPage(async () => redirect(paths.home));

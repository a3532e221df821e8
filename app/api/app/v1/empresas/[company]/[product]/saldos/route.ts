import { readBalance } from "@/lib/app/queries";
import { appRead } from "@/lib/web/app-doors";

export const GET = appRead("readBalance", readBalance);

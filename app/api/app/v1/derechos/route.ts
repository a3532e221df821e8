import { readRights } from "@/lib/app/queries";
import { appOwn } from "@/lib/web/app-doors";

export const GET = appOwn("readRights", readRights);

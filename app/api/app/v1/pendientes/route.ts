import { listWaitingToSign } from "@/lib/app/queries";
import { appOwn } from "@/lib/web/app-doors";

export const GET = appOwn("listWaiting", listWaitingToSign);

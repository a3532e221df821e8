import { readOrders } from "@/lib/app/queries";
import { appRead } from "@/lib/web/app-doors";
import { pageWanted } from "@/lib/web/paging";

export const GET = appRead("listOrders", (ctx, { query }) => readOrders(ctx, query, pageWanted(query, 25)));

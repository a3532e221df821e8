import { readLines } from "@/lib/app/queries";
import { appRead } from "@/lib/web/app-doors";
import { pageWanted } from "@/lib/web/paging";

export const GET = appRead("listLines", (ctx, { place, query }) =>
  readLines(ctx, place.lot ?? "", pageWanted(query, 25)),
);

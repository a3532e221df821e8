import { search } from "@/lib/home/search";
import { ownDownload } from "@/lib/web/doors";

const typedMax = 80;

/** ⌘K: lots, orders and cards of all companies of this person, and the people of their brokers. */
export const GET = ownDownload({ asks: "self" }, async (ctx, query) =>
  Response.json(await search(ctx, (query.get("q") ?? "").slice(0, typedMax))),
);

import { seeNews } from "@/lib/home/commands";
import { newsSeenSchema } from "@/lib/home/schema";
import { readPulse } from "@/lib/home/shell";
import { ownDownload, ownPost } from "@/lib/web/doors";

/** How much waits and what is new, for pages that stay open: asked on each arrival and on coming back to the window. */
export const GET = ownDownload({ asks: "self", background: true }, async (ctx) => Response.json(await readPulse(ctx)));

/** The bell was opened. */
export const POST = ownPost({ asks: "self", input: newsSeenSchema, bytesMax: 1024 }, seeNews);

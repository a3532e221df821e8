import { z } from "zod";
import { ownDownload, ownPost } from "@/lib/web/doors";

/** Whose session this is, for a page that wonders whether it still is one; does not keep it alive. */
export const GET = ownDownload({ asks: "self", background: true }, async (ctx) =>
  Response.json({ usuario: ctx.user.username }),
);

/** "Seguir aquí": the idle limit starts anew. */
export const POST = ownPost({ asks: "self", input: z.strictObject({}), bytesMax: 1024 }, async () => undefined);

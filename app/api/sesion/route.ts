import { z } from "zod";
import { ownDownload, ownPost } from "@/lib/web/doors";

/** Whose session this is and how many seconds it may live at most, for a page that wonders; does not keep it alive. */
export const GET = ownDownload({ asks: "self", background: true }, async (ctx) =>
  Response.json({ usuario: ctx.user.username, restan: secondsUntil(ctx.session.endsAt, ctx.now) }),
);

const secondsUntil = (end: Date, now: Date): number => Math.max(0, Math.floor((end.getTime() - now.getTime()) / 1_000));

/** "Seguir aquí": the idle limit starts anew. */
export const POST = ownPost({ asks: "self", input: z.strictObject({}), bytesMax: 1024 }, async () => undefined);

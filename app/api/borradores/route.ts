import { keepDraft } from "@/lib/drafts/commands";
import { draftSchema } from "@/lib/drafts/schema";
import { ownPost } from "@/lib/web/doors";

/** What somebody types is kept by the page itself: it does not keep the session alive. */
export const POST = ownPost({ asks: "self", input: draftSchema, bytesMax: 64 * 1024, background: true }, keepDraft);

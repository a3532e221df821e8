import { keepDraft } from "@/lib/drafts/commands";
import { draftSchema } from "@/lib/drafts/schema";
import { ownPost } from "@/lib/web/doors";

export const POST = ownPost({ asks: "self", input: draftSchema, bytesMax: 64 * 1024 }, keepDraft);

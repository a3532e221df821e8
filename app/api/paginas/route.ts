import { keepPage } from "@/lib/home/commands";
import { keptPageSchema } from "@/lib/home/schema";
import { ownPost } from "@/lib/web/doors";

export const POST = ownPost({ asks: "self", input: keptPageSchema, bytesMax: 4 * 1024 }, keepPage);

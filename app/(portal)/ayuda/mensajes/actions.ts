"use server";
import { writeMessage } from "@/lib/support/commands";
import { writeSchema } from "@/lib/support/schema";
import { arrive } from "@/lib/web/doors";
import { ownAction } from "@/lib/web/own-action";
import { paths } from "@/lib/web/paths";

export const writeMessageAction = ownAction({ asks: "self", input: writeSchema }, async (ctx, input) => {
  await writeMessage(ctx, input);
  return arrive(paths.messages, "messageSent");
});

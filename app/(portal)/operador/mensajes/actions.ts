"use server";
import { answerMessage } from "@/lib/support/commands";
import { answerSchema } from "@/lib/support/schema";
import { arrive } from "@/lib/web/doors";
import { operatorAction } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";

export const answerMessageAction = operatorAction(
  { asks: "message.answer", input: answerSchema },
  async (ctx, input) => {
    await answerMessage(ctx, input);
    return arrive(paths.inquiries, "messageAnswered");
  },
);

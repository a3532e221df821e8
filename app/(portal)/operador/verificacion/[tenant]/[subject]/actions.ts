"use server";
import { askDoubtSchema } from "@/lib/operator/doubt-schema";
import { askAgain } from "@/lib/operator/doubts";
import { operatorAction } from "@/lib/web/operator-doors";

export const askAgainAction = operatorAction({ asks: "doubt.ask", input: askDoubtSchema }, async (ctx, input) => {
  await askAgain(ctx, input);
  return {};
});

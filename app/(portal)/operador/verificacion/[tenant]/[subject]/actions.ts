"use server";
import type { OperatorContext } from "@/lib/context";
import { changeShown, proposeChange } from "@/lib/operator/changes";
import { askDoubtSchema, type ResolveDoubt, resolveDoubtSchema } from "@/lib/operator/doubt-schema";
import { askAgain, doubtAsked } from "@/lib/operator/doubts";
import { arrive } from "@/lib/web/doors";
import { operatorAction, operatorReview } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";

export const askAgainAction = operatorAction({ asks: "doubt.ask", input: askDoubtSchema }, async (ctx, input) => {
  await askAgain(ctx, input);
  return {};
});

const shown = async (ctx: OperatorContext, input: ResolveDoubt) => changeShown(ctx, await doubtAsked(ctx, input));

export const reviewDoubtAction = operatorReview({ asks: "change.ask", input: resolveDoubtSchema }, shown);

export const proposeDoubtAction = operatorAction(
  { asks: "change.ask", input: resolveDoubtSchema, verb: "change.propose", shows: shown },
  async (ctx, input) => {
    const change = await proposeChange(ctx, await doubtAsked(ctx, input));
    return arrive(paths.change(ctx.tenant.code, String(change)), "changeProposed");
  },
);

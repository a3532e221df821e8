"use server";
import { changeShown, decideChange, decisionShown, proposeChange, withdrawChange } from "@/lib/operator/changes";
import { changeIdSchema, changeSchema, decideSchema } from "@/lib/operator/schema";
import { arrive } from "@/lib/web/doors";
import { operatorAction, operatorReview } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";

export const reviewChangeAction = operatorReview({ asks: "change.ask", input: changeSchema }, changeShown);

export const proposeChangeAction = operatorAction(
  { asks: "change.ask", input: changeSchema, verb: "change.propose", shows: changeShown },
  async (ctx, asked) =>
    arrive(paths.change(ctx.tenant.code, String(await proposeChange(ctx, asked))), "changeProposed"),
);

const outcomes = { APPLIED: "changeApplied", REFUSED: "changeRefused", OVERTAKEN: "changeOvertaken" } as const;

export const decideChangeAction = operatorAction(
  { asks: "change.decide", input: decideSchema, verb: "change.decide", shows: decisionShown },
  async (ctx, input) => {
    const status = await decideChange(ctx, input);
    return arrive(paths.change(ctx.tenant.code, String(input.cambio)), outcomes[status]);
  },
);

export const withdrawChangeAction = operatorAction(
  { asks: "change.ask", input: changeIdSchema },
  async (ctx, input) => {
    await withdrawChange(ctx, input);
    return arrive(paths.changes, "changeWithdrawn");
  },
);

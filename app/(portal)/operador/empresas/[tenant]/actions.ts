"use server";
import {
  dataShown,
  invitationShown,
  inviteAgain,
  liftShown,
  liftSuspension,
  modifyCompany,
  suspendCompany,
  suspensionShown,
} from "@/lib/operator/company";
import { companyDataSchema, inviteSchema, standingSchema } from "@/lib/operator/company-schema";
import { arrive } from "@/lib/web/doors";
import { operatorAction, operatorReview } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";

export const reviewDataAction = operatorReview({ asks: "registry.write", input: companyDataSchema }, dataShown);

export const modifyCompanyAction = operatorAction(
  { asks: "registry.write", input: companyDataSchema, verb: "registry.modify", shows: dataShown },
  async (ctx, input) => {
    await modifyCompany(ctx, input);
    return arrive(paths.registered(ctx.tenant.code), "companyModified");
  },
);

export const reviewSuspensionAction = operatorReview(
  { asks: "registry.suspend", input: standingSchema },
  suspensionShown,
);

export const suspendCompanyAction = operatorAction(
  { asks: "registry.suspend", input: standingSchema, verb: "registry.suspend", shows: suspensionShown },
  async (ctx, input) => {
    await suspendCompany(ctx, input);
    return arrive(paths.registered(ctx.tenant.code), "companySuspended");
  },
);

export const reviewLiftAction = operatorReview({ asks: "registry.suspend", input: standingSchema }, liftShown);

export const liftSuspensionAction = operatorAction(
  { asks: "registry.suspend", input: standingSchema, verb: "registry.suspend", shows: liftShown },
  async (ctx, input) => {
    await liftSuspension(ctx, input);
    return arrive(paths.registered(ctx.tenant.code), "suspensionLifted");
  },
);

export const inviteAgainAction = operatorAction(
  { asks: "registry.write", input: inviteSchema, verb: "registry.modify", shows: invitationShown },
  async (ctx, input) => {
    await inviteAgain(ctx, input);
    return arrive(paths.registered(ctx.tenant.code), "invitedAgain");
  },
);

"use server";
import { brokerDataSchema, roleSchema } from "@/lib/operator/broker-schema";
import {
  brokerDataShown,
  brokerLiftShown,
  brokerSuspensionShown,
  liftBroker,
  modifyBroker,
  suspendBroker,
} from "@/lib/operator/brokers";
import { invitationShown, inviteAgain } from "@/lib/operator/company";
import { inviteSchema, standingSchema } from "@/lib/operator/company-schema";
import { changeRole, roleShown } from "@/lib/operator/superusers";
import { arrive } from "@/lib/web/doors";
import { operatorAction, operatorReview } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";

export const reviewBrokerDataAction = operatorReview(
  { asks: "registry.write", input: brokerDataSchema },
  brokerDataShown,
);

export const modifyBrokerAction = operatorAction(
  { asks: "registry.write", input: brokerDataSchema, verb: "registry.modify", shows: brokerDataShown },
  async (ctx, input) => {
    await modifyBroker(ctx, input);
    return arrive(paths.broker(ctx.tenant.code), "brokerModified");
  },
);

export const reviewBrokerSuspensionAction = operatorReview(
  { asks: "registry.suspend", input: standingSchema },
  brokerSuspensionShown,
);

export const suspendBrokerAction = operatorAction(
  { asks: "registry.suspend", input: standingSchema, verb: "registry.suspend", shows: brokerSuspensionShown },
  async (ctx, input) => {
    await suspendBroker(ctx, input);
    return arrive(paths.broker(ctx.tenant.code), "brokerSuspended");
  },
);

export const reviewBrokerLiftAction = operatorReview(
  { asks: "registry.suspend", input: standingSchema },
  brokerLiftShown,
);

export const liftBrokerAction = operatorAction(
  { asks: "registry.suspend", input: standingSchema, verb: "registry.suspend", shows: brokerLiftShown },
  async (ctx, input) => {
    await liftBroker(ctx, input);
    return arrive(paths.broker(ctx.tenant.code), "brokerLifted");
  },
);

export const inviteBrokerAgainAction = operatorAction(
  { asks: "registry.write", input: inviteSchema, verb: "registry.modify", shows: invitationShown },
  async (ctx, input) => {
    await inviteAgain(ctx, input);
    return arrive(paths.broker(ctx.tenant.code), "invitedAgain");
  },
);

export const reviewRoleAction = operatorReview({ asks: "registry.write", input: roleSchema }, roleShown);

export const changeRoleAction = operatorAction(
  { asks: "registry.write", input: roleSchema, verb: "registry.modify", shows: roleShown },
  async (ctx, input) => {
    await changeRole(ctx, input);
    return arrive(paths.brokerSuperusers(ctx.tenant.code), "roleChanged");
  },
);

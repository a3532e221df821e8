"use server";
import { leaveTeam } from "@/lib/brokers/departures";
import { disableMember, enableMember, inviteMemberAgain, resetMember } from "@/lib/brokers/member-acts";
import { additionShown, addMember, modificationShown, modifyMember, typedFaults } from "@/lib/brokers/member-commands";
import { addMemberSchema, leaveSchema, memberSchema, modifyMemberSchema } from "@/lib/brokers/schema";
import { departureReference } from "@/lib/brokers/shown";
import { brokerAction, brokerReview } from "@/lib/web/broker-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const reviewMemberAction = brokerReview(
  {
    asks: "brokeruser.create",
    input: addMemberSchema,
    faults: (ctx, texts) => typedFaults(ctx, { brokers: [], ...texts }),
  },
  additionShown,
);

export const addMemberAction = brokerAction(
  { asks: "brokeruser.create", input: addMemberSchema },
  async (ctx, input) => {
    const { username, code } = await addMember(ctx, input);
    return arrive(paths.member(code, username), "memberAdded");
  },
);

export const reviewMemberChangeAction = brokerReview(
  { asks: "brokeruser.modify", input: modifyMemberSchema, faults: typedFaults },
  modificationShown,
);

export const modifyMemberAction = brokerAction(
  { asks: "brokeruser.modify", input: modifyMemberSchema },
  async (ctx, input) => {
    await modifyMember(ctx, input);
    return arrive(paths.member(ctx.broker.code, input.persona), "memberModified");
  },
);

export const disableMemberAction = brokerAction(
  { asks: "brokeruser.disable", input: memberSchema },
  async (ctx, input) => {
    await disableMember(ctx, input);
    return arrive(paths.member(ctx.broker.code, input.persona), "memberDisabled");
  },
);

export const enableMemberAction = brokerAction(
  { asks: "brokeruser.enable", input: memberSchema },
  async (ctx, input) => {
    await enableMember(ctx, input);
    return arrive(paths.member(ctx.broker.code, input.persona), "memberEnabled");
  },
);

export const resetMemberAction = brokerAction({ asks: "brokeruser.reset", input: memberSchema }, async (ctx, input) => {
  await resetMember(ctx, input);
  return arrive(paths.member(ctx.broker.code, input.persona), "memberReset");
});

export const inviteMemberAgainAction = brokerAction(
  { asks: "brokeruser.create", input: memberSchema },
  async (ctx, input) => {
    await inviteMemberAgain(ctx, input);
    return arrive(paths.member(ctx.broker.code, input.persona), "memberInvitedAgain");
  },
);

export const leaveTeamAction = brokerAction({ asks: "brokeruser.leave", input: leaveSchema }, async (ctx, input) => {
  const reference = departureReference(await leaveTeam(ctx, input));
  return arrive(paths.departureReceipt(ctx.broker.code, input.persona, reference), "memberLeft");
});

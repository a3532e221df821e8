"use server";
import type { CompanyContext } from "@/lib/context";
import { actShown, invitePersonAgain } from "@/lib/people/acts";
import { invitationShown, invitePerson, modificationShown, modifyPerson } from "@/lib/people/commands";
import { invitePersonSchema, modifyPersonSchema, personSchema } from "@/lib/people/schema";
import { companyAction, companyReview } from "@/lib/web/company-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

/** Where somebody who may not look at users is led instead. */
const readable = ({ actor, company }: CompanyContext, path: string) =>
  actor.permissions.has("user.read") ? path : paths.house(company.code);

export const reviewInvitationAction = companyReview(
  { asks: "user.create", input: invitePersonSchema },
  invitationShown,
);

export const invitePersonAction = companyAction(
  { asks: "user.create", input: invitePersonSchema, shows: invitationShown },
  async (ctx, input) => {
    await invitePerson(ctx, input);
    return arrive(readable(ctx, paths.people(ctx.company.code)), "userInvited");
  },
);

export const invitePersonAgainAction = companyAction(
  { asks: "user.create", input: personSchema, shows: (ctx, { persona }) => actShown(ctx, "invite", persona) },
  async (ctx, { persona }) => {
    await invitePersonAgain(ctx, persona);
    return arrive(readable(ctx, paths.person(ctx.company.code, persona)), "userInvitedAgain");
  },
);

export const reviewPersonAction = companyReview({ asks: "user.modify", input: modifyPersonSchema }, modificationShown);

export const modifyPersonAction = companyAction(
  { asks: "user.modify", input: modifyPersonSchema, shows: modificationShown },
  async (ctx, input) => {
    await modifyPerson(ctx, input);
    return arrive(readable(ctx, paths.person(ctx.company.code, input.persona)), "userModified");
  },
);

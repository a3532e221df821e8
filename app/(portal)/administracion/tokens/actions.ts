"use server";
import { actShown, assignToken, blockToken, replaceToken } from "@/lib/people/acts";
import { type BlockToken, blockSchema, personSchema } from "@/lib/people/schema";
import { companyAction } from "@/lib/web/company-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const assignTokenAction = companyAction(
  { asks: "token.assign", input: personSchema, shows: (ctx, { persona }) => actShown(ctx, "assign", persona) },
  async (ctx, { persona }) => {
    await assignToken(ctx, persona);
    return arrive(paths.tokens(ctx.company.code, persona), "tokenAssigned");
  },
);

const blocking = ({ hace }: BlockToken) => (hace === "bloquear" ? "block" : "unblock");

export const blockTokenAction = companyAction(
  { asks: "token.block", input: blockSchema, shows: (ctx, input) => actShown(ctx, blocking(input), input.persona) },
  async (ctx, input) => {
    await blockToken(ctx, blocking(input), input.persona);
    const notice = input.hace === "bloquear" ? "tokenBlocked" : "tokenUnblocked";
    return arrive(paths.tokens(ctx.company.code, input.persona), notice);
  },
);

export const replaceTokenAction = companyAction(
  { asks: "token.replace", input: personSchema, shows: (ctx, { persona }) => actShown(ctx, "replace", persona) },
  async (ctx, { persona }) => {
    await replaceToken(ctx, persona);
    return arrive(paths.tokens(ctx.company.code, persona), "tokenReplaced");
  },
);

"use server";
import { createAffiliate, createBranch, modifyAffiliate, modifyBranch } from "@/lib/registers/commands";
import {
  createAffiliateSchema,
  createBranchSchema,
  modifyAffiliateSchema,
  modifyBranchSchema,
} from "@/lib/registers/schema";
import { companyAction } from "@/lib/web/company-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const createBranchAction = companyAction(
  {
    asks: "affiliate.create",
    input: createBranchSchema,
    shows: async (_, { codigo, nombre }) => ({ subject: codigo, shown: { name: nombre } }),
  },
  async (ctx, input) => {
    await createBranch(ctx, input);
    return arrive(paths.affiliates(ctx.company.code), "branchCreated");
  },
);

export const modifyBranchAction = companyAction(
  {
    asks: "affiliate.modify",
    input: modifyBranchSchema,
    shows: async (_, { codigo, ...shown }) => ({ subject: codigo, shown }),
  },
  async (ctx, input) => {
    await modifyBranch(ctx, input);
    return arrive(paths.affiliates(ctx.company.code), "branchModified");
  },
);

export const createAffiliateAction = companyAction(
  {
    asks: "affiliate.create",
    input: createAffiliateSchema,
    shows: async (_, { tipo, numero, nombre }) => ({ subject: `${tipo} ${numero}`, shown: { name: nombre } }),
  },
  async (ctx, input) => {
    await createAffiliate(ctx, input);
    return arrive(paths.affiliates(ctx.company.code, "terceros"), "affiliateCreated");
  },
);

export const modifyAffiliateAction = companyAction(
  {
    asks: "affiliate.modify",
    input: modifyAffiliateSchema,
    shows: async (_, { documento, ...shown }) => ({ subject: documento, shown }),
  },
  async (ctx, input) => {
    await modifyAffiliate(ctx, input);
    return arrive(paths.affiliates(ctx.company.code, "terceros"), "affiliateModified");
  },
);

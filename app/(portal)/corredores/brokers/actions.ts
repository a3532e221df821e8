"use server";
import { createBranch, modifyBranch, turnBranch } from "@/lib/brokers/branches";
import { createBranchSchema, modifyBranchSchema, turnBranchSchema } from "@/lib/brokers/house-schema";
import { companyEdit, editCompany } from "@/lib/companies/commands";
import { houseOfBroker } from "@/lib/companies/data";
import { companyDataSchema } from "@/lib/companies/schema";
import { brokerAction, brokerReview } from "@/lib/web/broker-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const reviewBrokerHouseAction = brokerReview({ asks: "broker.modify", input: companyDataSchema }, (ctx, input) =>
  companyEdit(houseOfBroker(ctx), input),
);

export const editBrokerDataAction = brokerAction(
  { asks: "broker.modify", input: companyDataSchema },
  async (ctx, input) => {
    await editCompany(houseOfBroker(ctx), input);
    return arrive(paths.ownBroker(ctx.broker.code), "ownBrokerModified");
  },
);

export const createBrokerBranchAction = brokerAction(
  { asks: "broker.modify", input: createBranchSchema },
  async (ctx, input) => {
    await createBranch(ctx, input);
    return arrive(paths.ownBroker(ctx.broker.code), "branchMade");
  },
);

export const modifyBrokerBranchAction = brokerAction(
  { asks: "broker.modify", input: modifyBranchSchema },
  async (ctx, input) => {
    await modifyBranch(ctx, input);
    return arrive(paths.ownBroker(ctx.broker.code), "branchModified");
  },
);

export const turnBrokerBranchAction = brokerAction(
  { asks: "broker.modify", input: turnBranchSchema },
  async (ctx, input) => {
    await turnBranch(ctx, input);
    return arrive(paths.ownBroker(ctx.broker.code), input.estado === "INACTIVE" ? "branchClosed" : "branchOpened");
  },
);

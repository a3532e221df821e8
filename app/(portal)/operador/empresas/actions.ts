"use server";
import { companyShown, registerCompany } from "@/lib/operator/commands";
import { companySchema } from "@/lib/operator/schema";
import { arrive } from "@/lib/web/doors";
import { operatorAction, operatorReview } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";

export const reviewCompanyAction = operatorReview({ asks: "registry.write", input: companySchema }, companyShown);

export const registerCompanyAction = operatorAction(
  { asks: "registry.write", input: companySchema, verb: "registry.register", shows: companyShown },
  async (ctx, input) => {
    await registerCompany(ctx, input);
    return arrive(paths.registry, "companyRegistered");
  },
);

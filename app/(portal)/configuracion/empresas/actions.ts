"use server";
import { companyEdit, editCompany } from "@/lib/companies/commands";
import { companyDataSchema } from "@/lib/companies/schema";
import { companyAction, companyReview } from "@/lib/web/company-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const reviewCompanyDataAction = companyReview({ asks: "company.edit", input: companyDataSchema }, companyEdit);

export const editCompanyDataAction = companyAction(
  {
    asks: "company.edit",
    input: companyDataSchema,
    shows: async (ctx, input) => {
      const { subject, shown } = await companyEdit(ctx, input);
      return { subject, shown };
    },
  },
  async (ctx, input) => {
    await editCompany(ctx, input);
    return arrive(paths.ownData(ctx.company.code), "companyDataModified");
  },
);

"use server";
import { companyEdit, editCompany } from "@/lib/companies/commands";
import { houseOfCompany } from "@/lib/companies/data";
import { companyDataSchema } from "@/lib/companies/schema";
import { companyAction, companyReview } from "@/lib/web/company-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const reviewCompanyDataAction = companyReview({ asks: "company.edit", input: companyDataSchema }, (ctx, input) =>
  companyEdit(houseOfCompany(ctx), input),
);

export const editCompanyDataAction = companyAction(
  {
    asks: "company.edit",
    input: companyDataSchema,
    shows: async (ctx, input) => {
      const { subject, shown } = await companyEdit(houseOfCompany(ctx), input);
      return { subject, shown };
    },
  },
  async (ctx, input) => {
    await editCompany(houseOfCompany(ctx), input);
    return arrive(paths.ownData(ctx.company.code), "companyDataModified");
  },
);

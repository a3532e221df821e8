"use server";
import { giveName } from "@/lib/registers/names";
import { nameSchema } from "@/lib/registers/schema";
import { companyAction } from "@/lib/web/company-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const giveNameAction = companyAction(
  {
    asks: "name.modify",
    input: nameSchema,
    shows: async (_, { codigo, antes, nombre }) => ({ subject: codigo, shown: { before: antes, after: nombre } }),
  },
  async (ctx, input) => {
    await giveName(ctx, input);
    return arrive(paths.names(ctx.company.code), "nameModified");
  },
);

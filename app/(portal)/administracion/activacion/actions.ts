"use server";
import { standPerson, standShown } from "@/lib/people/acts";
import { standSchema } from "@/lib/people/schema";
import { companyAction, companyReview } from "@/lib/web/company-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const reviewStandingAction = companyReview({ asks: "user.activate", input: standSchema }, standShown);

export const standPersonAction = companyAction(
  { asks: "user.activate", input: standSchema, shows: standShown },
  async (ctx, input) => {
    await standPerson(ctx, input);
    const notice = input.hace === "activar" ? "userActivated" : "userInactivated";
    return arrive(paths.activation(ctx.company.code), notice);
  },
);

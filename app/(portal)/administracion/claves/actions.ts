"use server";
import { actShown, resetPerson, unlockPerson } from "@/lib/people/acts";
import { personSchema } from "@/lib/people/schema";
import { companyAction } from "@/lib/web/company-doors";
import { arrive } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

export const resetPersonAction = companyAction(
  { asks: "user.reset", input: personSchema, shows: (ctx, { persona }) => actShown(ctx, "reset", persona) },
  async (ctx, { persona }) => {
    await resetPerson(ctx, persona);
    return arrive(paths.peopleKeys(ctx.company.code, persona), "userReset");
  },
);

export const unlockPersonAction = companyAction(
  { asks: "user.unlock", input: personSchema, shows: (ctx, { persona }) => actShown(ctx, "unlock", persona) },
  async (ctx, { persona }) => {
    await unlockPerson(ctx, persona);
    const { company, actor } = ctx;
    const resets = actor.permissions.has("user.reset");
    return arrive(
      resets ? paths.peopleKeys(company.code, persona) : paths.person(company.code, persona),
      "userUnlocked",
    );
  },
);

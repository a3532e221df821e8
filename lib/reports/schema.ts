import { z } from "zod";
import type { RefusalCode } from "@/lib/errors";
import { characters } from "@/lib/input";
import { amountProposal, parseSumCents } from "@/lib/money";
import type { Criteria, Report } from "@/lib/reports/report";

// The pieces of which a report's criteria are made. What is not asked is null; what is asked wrongly is an issue whose message names one
// refusal (`report.…`), and then nothing is looked for.

const blank = (value: unknown) => (value === undefined || value === "" ? null : value);
const maybe = <Schema extends z.ZodType>(schema: Schema) => z.preprocess(blank, schema.nullable());

/** A day, AAAA-MM-DD, of years that PostgreSQL and paper can hold. */
export const askedDay = maybe(
  z.iso.date({ error: "report.day" }).refine((text) => text >= "1900-01-01" && text <= "9999-12-30", "report.day"),
);

export const askedChoice = <const Codes extends readonly [string, ...string[]]>(codes: Codes) =>
  maybe(z.enum(codes, { error: "report.choice" }));

/** Characters of a search. */
export const searchMax = 60;
const invisible = /\p{Cc}/u;
export const askedWords = maybe(
  z
    .string({ error: "report.words" })
    .trim()
    .refine((text) => characters(text) <= searchMax && !invisible.test(text) && text.isWellFormed(), "report.words")
    .transform((text) => text || null),
);

/** Whole cents of an amount as the amounts' grammar has it, or as it was surely meant. */
export const askedAmount = maybe(
  z.string({ error: "report.amount" }).transform((text, issues) => {
    const cents = text.length > 30 ? null : (parseSumCents(text) ?? parseSumCents(amountProposal(text) ?? ""));
    if (cents !== null && cents <= 10n ** 17n) return cents;
    issues.addIssue("report.amount");
    return z.NEVER;
  }),
);

const faults = [
  "report.day",
  "report.backwards",
  "report.choice",
  "report.words",
  "report.amount",
  "report.amounts",
] as const satisfies RefusalCode[];

/** What an address asks of a report, or what is wrong with it. */
export function criteriaOf<Asked extends Criteria>(
  { criteria }: Pick<Report<Asked>, "criteria">,
  search: Record<string, string | string[] | undefined>,
): { asked: Asked; fault: null } | { asked: null; fault: (typeof faults)[number] } {
  const { data, error } = criteria.safeParse(search);
  if (data) return { asked: data, fault: null };
  const message = error?.issues[0]?.message;
  return { asked: null, fault: faults.find((fault) => fault === message) ?? "report.words" };
}

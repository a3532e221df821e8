import type { Country } from "@/lib/generated/prisma/enums";
import { amountCapCents, parseSumCents, plainAmount } from "@/lib/money";

/** What holds for the whole installation, by the names under which it is kept; each with what holds until it is set. */
export const parameterDefaults = {
  supportMail: "",
  supportPhone: "",
  invitationHours: "72",
  fixedColombia: "0",
  basisColombia: "0",
  taxColombia: "1900",
  fixedPeru: "0",
  basisPeru: "0",
  taxPeru: "1800",
} as const;

export type ParameterName = keyof typeof parameterDefaults;
export const parameterNames = Object.keys(parameterDefaults) as ParameterName[];

/** The values in force, as they are kept: money in cents, shares in basis points. */
export type Parameters = Record<ParameterName, string>;

/** An invitation lives between one day and seven (security.md 12). */
export const invitationLimits = { least: 24, most: 168 } as const;

/** What a new product of a country is proposed: cents per line, basis points of the amount, basis points of the commission as tax. */
export type FeeProposal = { fixedCents: bigint; basisPoints: number; taxBasisPoints: number };

const named = { CO: "Colombia", PE: "Peru" } as const satisfies Record<Country, string>;

export function proposalOf(parameters: Parameters, country: Country): FeeProposal {
  const of = named[country];
  return {
    fixedCents: BigInt(parameters[`fixed${of}`]),
    basisPoints: Number(parameters[`basis${of}`]),
    taxBasisPoints: Number(parameters[`tax${of}`]),
  };
}

/** Basis points of a share written as a percentage, `1,25` or `19`: 0 to 100 with two decimals at most; null for anything else. */
export function basisPointsOf(text: string): number | null {
  const [, whole, decimals = ""] = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const points = Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
  return points <= 10_000 ? points : null;
}

/** The same share as people write it: `1,25`. */
export function percentOf(points: number): string {
  const decimals = String(points % 100).padStart(2, "0");
  return points % 100 === 0 ? String(points / 100) : `${Math.floor(points / 100)},${decimals}`;
}

/** Whole cents of an amount that may be nothing; null for what is no amount. */
export function centsOf(text: string): bigint | null {
  const cents = parseSumCents(text);
  return cents !== null && cents <= amountCapCents ? cents : null;
}

/** A kept value as its form shows and takes it: cents as an amount, basis points as a percentage. */
export function asTyped(name: ParameterName, value: string): string {
  if (name.startsWith("fixed")) return plainAmount(BigInt(value));
  return /^(?:basis|tax)/.test(name) ? percentOf(Number(value)) : value;
}

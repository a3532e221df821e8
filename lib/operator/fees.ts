import type { BatchType } from "@/lib/batches/layouts";
import type { Country } from "@/lib/generated/prisma/enums";
import { amountCapCents, type Currency, formatMoney, parseSumCents } from "@/lib/money";

/** What a lot of one type costs: a sum, a part of its total, and the tax on both; parts in hundredths of a percent. */
export type Fee = { fixedCents: bigint; basisPoints: number; taxBasisPoints: number };

export const currencies: Record<Country, Currency> = { CO: "COP", PE: "PEN" };
/** The general tax on services of a country, as a form proposes it. */
export const usualTax: Record<Country, string> = { CO: "19,00", PE: "18.00" };

/** The names under which a form asks the fee of a type. */
export const feeFields = (type: BatchType) => ({
  fixed: `fija-${type}`,
  part: `porcentaje-${type}`,
  tax: `impuesto-${type}`,
});

/** Hundredths of a percent of what was typed, `1,25` or `19`: 0 to 10000. Null for anything else, more than two decimals included. */
export function basisPointsOf(text: string): number | null {
  const [, whole, decimals = ""] = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const points = Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
  return points <= 10_000 ? points : null;
}

/** A part as its country writes it: `1,25`. */
export function percentText(basisPoints: number, currency: Currency): string {
  const mark = currency === "COP" ? "," : ".";
  return `${Math.trunc(basisPoints / 100)}${mark}${String(basisPoints % 100).padStart(2, "0")}`;
}

/** A fee in one line, without words: `$ 800,00 + 1,25 % (19,00 %)`, the tax in brackets. */
export function feeText({ fixedCents, basisPoints, taxBasisPoints }: Fee, currency: Currency): string {
  const percent = (points: number) => `${percentText(points, currency)} %`;
  return `${formatMoney(fixedCents, currency)} + ${percent(basisPoints)} (${percent(taxBasisPoints)})`;
}

/** The fee that a form's fields say, or the name of the first that says none. */
export function feeTyped(type: BatchType, typed: Readonly<Record<string, string>>): Fee | { wrong: string } {
  const names = feeFields(type);
  const fixedCents = parseSumCents(typed[names.fixed] ?? "");
  const [basisPoints, taxBasisPoints] = [basisPointsOf(typed[names.part] ?? ""), basisPointsOf(typed[names.tax] ?? "")];
  if (fixedCents === null || fixedCents > amountCapCents) return { wrong: names.fixed };
  if (basisPoints === null) return { wrong: names.part };
  if (taxBasisPoints === null) return { wrong: names.tax };
  return { fixedCents, basisPoints, taxBasisPoints };
}

import type { BatchType } from "@/lib/batches/layouts";
import type { Country } from "@/lib/generated/prisma/enums";
import { amountCapCents, type Currency, formatMoney, parseSumCents, plainAmount } from "@/lib/money";

/** What a lot of one type costs: a sum a line, a part of its total, and the tax on that commission; parts in hundredths of a percent. */
export type Fee = { fixedCents: bigint; basisPoints: number; taxBasisPoints: number };

export const currencies: Record<Country, Currency> = { CO: "COP", PE: "PEN" };

/** The names under which a form asks the fee of a type. */
export const feeFields = (type: BatchType) => ({
  fixed: `${type}.fijo`,
  part: `${type}.porcentaje`,
  tax: `${type}.impuesto`,
});

/** Hundredths of a percent of what was typed, `1,25` or `19`: 0 to 10000. Null for anything else, more than two decimals included. */
export function basisPointsOf(text: string): number | null {
  const [, whole, decimals = ""] = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(text.trim()) ?? [];
  if (whole === undefined) return null;
  const points = Number(whole) * 100 + Number(decimals.padEnd(2, "0"));
  return points <= 10_000 ? points : null;
}

/** A part as it is written: `1,25`. */
export const percentText = (basisPoints: number): string => plainAmount(BigInt(basisPoints));

/** A fee in its three parts as they are written. */
export const feeParts = ({ fixedCents, basisPoints, taxBasisPoints }: Fee, currency: Currency) => ({
  fixed: formatMoney(fixedCents, currency),
  part: percentText(basisPoints),
  tax: percentText(taxBasisPoints),
});

/** A fee as its fields are typed. */
export const feeAsTyped = ({ fixedCents, basisPoints, taxBasisPoints }: Fee) => ({
  fixed: plainAmount(fixedCents),
  part: percentText(basisPoints),
  tax: percentText(taxBasisPoints),
});

/** A fee in one line, without words: `$ 800,00 + 1,25 % (19,00 %)`, a line and of the total, the tax on both in brackets. */
export function feeText(fee: Fee, currency: Currency): string {
  const { fixed, part, tax } = feeParts(fee, currency);
  return `${fixed} + ${part} % (${tax} %)`;
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

import type { BatchType } from "@/lib/batches/layouts";
import type { Country } from "@/lib/generated/prisma/enums";
import { amountCapCents, type Currency, formatMoney, parseSumCents, plainAmount } from "@/lib/money";
import { basisPointsOf, percentOf } from "@/lib/parameters/rules";

/** What a lot of one type costs: a sum a line, a part of its total, and the tax on that commission; parts in hundredths of a percent. */
export type Fee = { fixedCents: bigint; basisPoints: number; taxBasisPoints: number };

export const currencies: Record<Country, Currency> = { CO: "COP", PE: "PEN" };

/** The names under which a form asks the fee of a type. */
export const feeFields = (type: BatchType) => ({
  fixed: `${type}.fijo`,
  part: `${type}.porcentaje`,
  tax: `${type}.impuesto`,
});

/** A fee in its three parts as they are written. */
export const feeParts = ({ fixedCents, basisPoints, taxBasisPoints }: Fee, currency: Currency) => ({
  fixed: formatMoney(fixedCents, currency),
  part: percentOf(basisPoints),
  tax: percentOf(taxBasisPoints),
});

/** A fee as its fields are typed. */
export const feeAsTyped = ({ fixedCents, basisPoints, taxBasisPoints }: Fee) => ({
  fixed: plainAmount(fixedCents),
  part: percentOf(basisPoints),
  tax: percentOf(taxBasisPoints),
});

/** A fee in one line, without words: `$ 800,00 + 1,25 % (19 %)`, a line and of the total, the tax on both in brackets. */
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

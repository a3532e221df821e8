import { all, type CodeMutant } from "@/tests/mutants/mutant";

const files = ["tests/batches/file.test.ts", "tests/files/cells.test.ts"];

/** The grammar of amounts, sums and fees, and the ledger's entries. */
export const moneyMutants: readonly CodeMutant[] = [
  ...all(
    { kind: "amount", file: "lib/money.ts", suite: ["tests/money.test.ts"] },
    ["one decimal is enough", "(?:[.,]\\d{2})?$/;", "(?:[.,]\\d{1,2})?$/;"],
    ["three decimals", "(?:[.,]\\d{2})?$/;", "(?:[.,]\\d{2,3})?$/;"],
    ["text before an amount", "/^\\d+(?:[.,]\\d{2})?$/", "/\\d+(?:[.,]\\d{2})?$/"],
    ["text after an amount", "(?:[.,]\\d{2})?$/;", "(?:[.,]\\d{2})?/;"],
    ["a sign before an amount", "/^\\d+(?:[.,]\\d{2})?$/", "/^-?\\d+(?:[.,]\\d{2})?$/"],
    ["zero is an amount", "cents > 0n && cents <= amountCapCents", "cents <= amountCapCents"],
    ["no cap", "cents > 0n && cents <= amountCapCents", "cents > 0n"],
    ["a higher cap", "999_999_999_999n", "9_999_999_999_999n"],
    ["a proposal for what may be two amounts", "return isAmbiguousAmount(text) ? null : digits;", "return digits;"],
    ["a proposal that rounds", "!/^\\d{0,2}0*$/.test(decimals)", "false"],
    ["a proposal not read again", "proposal !== text && parseAmountCents(proposal) !== null", "proposal !== text"],
  ),
  ...all(
    { kind: "money", file: "lib/money.ts", suite: ["tests/money.test.ts"] },
    ["ties go up", "(twice === denominator && quotient % 2n === 1n)", "twice === denominator"],
    ["a fee rounded down", "return up ? quotient + 1n : quotient;", "return quotient;"],
    ["a tax of the amount", "commissionCents * BigInt(taxBasisPoints)", "totalCents * BigInt(taxBasisPoints)"],
    ["a part of more than all", "of > 0n && done <= of", "of > 0n"],
  ),
  ...all(
    { kind: "amount", file: "lib/files/cells.ts", suite: files },
    ["below the product's least", "cents >= limits.minCents && cents", "cents"],
    ["above the product's most", " && cents <= limits.maxCents) return cents", ") return cents"],
  ),
  ...all(
    {
      kind: "money",
      file: "lib/batches/rules.ts",
      suite: ["tests/batches/rules.test.ts", "tests/batches/commands.test.ts"],
    },
    ["an order without its tax", "ordered + commissionCents + taxCents", "ordered + commissionCents"],
    ["a CARGO paid by the company", 'lot.type === "CARGO" ? 0n : lot.totalCents', "lot.totalCents"],
    ["lots of two accounts in one order", `\`\${lot.type} \${lot.bankAccount}\``, `\`\${lot.type}\``],
  ),
  ...all({ kind: "idempotency", file: "lib/ledger/store.ts", suite: ["tests/ledger/ledger.test.ts"] }, [
    "an entry posted again under its key",
    "if (!row) return null;",
    "if (!row) throw new Error(entry.key);",
  ]),
  ...all({ kind: "scope", file: "lib/ledger/store.ts", suite: ["tests/batches/payment.test.ts"] }, [
    "accounts of any product",
    ` AND product_id = \${productId} AND kind <> 'CARD'\``,
    " AND kind <> 'CARD'`",
  ]),
  ...all(
    { kind: "money", file: "lib/batches/page.ts", suite: ["tests/batches/payment.test.ts"] },
    ["a rejected line keeps its fee", "cents: amountCents + fee + tax", "cents: amountCents"],
    ["a rejected line pays its card", "if (rejected.has(line)) {", "if (false) {"],
    ["rejections not written down", "await insertRejections(ctx, held, rejections);", ""],
    ["a line the core did not name is accepted", "return reason === null\n", "return !reason\n"],
  ),
];

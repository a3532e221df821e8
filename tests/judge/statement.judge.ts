import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { read, runCommand } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { formatMoney } from "@/lib/money";
import { beginStatement } from "@/lib/statements/export";
import { statementPdf } from "@/lib/statements/pdf";
import { asOwner, demonstration, signedIn } from "@/tests/support/make";

// What a monthly statement's paper says to others than us: qpdf finds it sound, pdftotext reads every movement and adds them up.
const folder = mkdtempSync(join(tmpdir(), "statement-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const account = "0012-3456-7890";
const count = 75;
const opening = 1_000_000n;
/** Some go, some come; a thousand and more among them, so that figures are grouped. */
const centsOf = (index: number) => BigInt(index % 3 === 0 ? -(index * 1_111 + 7) : index * 100_003 + 1);
const sums = Array.from({ length: count }, (_, index) => centsOf(index + 1));
const closing = sums.reduce((sum, cents) => sum + cents, opening);
const now = new Date();
const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1, 17));

let cm1: Caller;
beforeAll(async () => {
  await demonstration();
  let balance = opening;
  const rows = sums.map((cents, index) => {
    balance += cents;
    const at = new Date(month.getTime() + (index + 1) * 3_600_000).toISOString();
    return `(${index + 1}, '${at}', '${cents < 0n ? "DEBIT" : "CREDIT"}', ${cents}, ${balance}, 'REF-${1000 + index}', 'Ñandú «${index}» =1+1')`;
  });
  await asOwner(
    `INSERT INTO bank_movement (tenant_id, account, number, at, kind, cents, balance_cents, reference, description)
     SELECT t.id, '${account}', n, at::timestamptz, k, c, b, r, d FROM tenant t, (VALUES ${rows.join(", ")}) AS x (n, at, k, c, b, r, d) WHERE t.code = 'E1'`,
  );
  await asOwner(
    `INSERT INTO bank_balance (tenant_id, account, answered_at, kind, currency, available_cents, held_cents, current_cents)
     SELECT id, '${account}', now(), 'CHECKING', 'COP', ${closing}, 0, ${closing} FROM tenant WHERE code = 'E1'`,
  );
  cm1 = await signedIn("cm1");
});

test("a statement of several pages is sound, and the movements read from it add up to what it says", async () => {
  const asked = new URLSearchParams({ mes: month.toISOString().slice(0, 7), cuenta: account });
  const begun = await runCommand(cm1, "statement.pdf", (ctx) => beginStatement(ctx, asked, "statement.printed"));
  const parts: Buffer[] = [];
  for await (const part of statementPdf(begun, (work) => read(cm1, "statement.pdf", work))) parts.push(part);
  const file = join(folder, "extracto.pdf");
  writeFileSync(file, Buffer.concat(parts));
  expect(execFileSync("qpdf", ["--check", file], { encoding: "utf8" })).toContain(
    "No syntax or stream encoding errors",
  );
  const text = execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
  const rows = text.split("\n").filter((line) => /REF-\d{4}/.test(line));
  expect(rows.map((row) => /REF-(\d{4})/.exec(row)?.[1])).toEqual(sums.map((_, index) => String(1000 + index)));
  // Debit or credit and the balance after it, as two figures of each row.
  let balance = opening;
  for (const [index, row] of rows.entries()) {
    balance += sums[index] ?? 0n;
    const figures = [...row.matchAll(/\d{1,3}(?:\.\d{3})*,\d\d/g)].map(([figure]) => BigInt(figure.replace(/\D/g, "")));
    const cents = sums[index] ?? 0n;
    expect(figures, row).toEqual([cents < 0n ? -cents : cents, balance]);
  }
  for (const said of [
    "Comercial Andina S.A.S.",
    "900512347-2",
    "Camila Ortiz Arango",
    formatMoney(opening, "COP"),
    formatMoney(closing, "COP"),
    "Página 1 de",
  ])
    expect(text).toContain(said);
  const pages = Number(execFileSync("qpdf", ["--show-npages", file], { encoding: "utf8" }));
  expect(pages).toBeGreaterThan(2);
  expect(text.match(new RegExp(`Página \\d+ de ${pages}`, "g"))).toHaveLength(pages);
});

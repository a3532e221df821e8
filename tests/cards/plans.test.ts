import { beforeAll, expect, test } from "vitest";
import { listCards, referenceOf } from "@/lib/cards/list";
import { listCardMovements } from "@/lib/cards/movements";
import { findCard } from "@/lib/cards/queries";
import { noCriteria } from "@/lib/cards/schema";
import { read } from "@/lib/command";
import type { Context } from "@/lib/context";
import { findMasterToday } from "@/lib/ledger/queries";
import { asOwner, demonstration, loaded, recharge, signedIn } from "@/tests/support/make";
import { planning } from "@/tests/support/plans";

// How PostgreSQL reads the product's own queries among many cards, lines and transfers: by an index, never a table from end to end.

const many = 40_000;
let lot: string;

beforeAll(async () => {
  await demonstration();
  const maker = await signedIn("maker1");
  lot = await loaded(maker, recharge(3));
  const other = await loaded(maker, recharge(4));
  await asOwner(
    `WITH made AS (
       INSERT INTO card (tenant_id, product_id, reference, bin, last4, token, fingerprint, document, holder, status)
       SELECT p.tenant_id, p.id, (5000000000 + n)::text, '450799', lpad((n % 10000)::text, 4, '0'), 'tok_plan' || n,
              encode(sha256(convert_to('plan:' || n, 'UTF8')), 'hex'), 'CC-' || (50000000 + n), 'Persona ' || n, 'ACTIVE'
         FROM product p, generate_series(1, $1::int) n WHERE p.code = 'P1' RETURNING tenant_id, product_id, id)
     INSERT INTO account (tenant_id, product_id, kind, card_id, floor_cents) SELECT tenant_id, product_id, 'CARD', id, 0 FROM made`,
    [many],
  );
  for (const [number, lines] of [
    [lot, 11_000],
    [other, 3 * many],
  ] as const)
    await asOwner(
      `INSERT INTO batch_line (tenant_id, batch_id, line, document, amount_cents)
       SELECT b.tenant_id, b.id, 10 + n, 'CC-' || (50000000 + n), 100 FROM batch b, generate_series(1, $2::int) n WHERE b.number = $1`,
      [number, lines],
    );
  await asOwner(
    `WITH entry AS (INSERT INTO ledger_entry (tenant_id, kind, key) SELECT id, 'opening', 'plans' FROM tenant WHERE code = 'E1' RETURNING id, tenant_id)
     INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents)
     SELECT e.tenant_id, e.id, b.id, a.id, 100 FROM entry e JOIN product p ON p.code = 'P1'
       JOIN account b ON b.product_id = p.id AND b.kind = 'BANK_CLEARING' JOIN account a ON a.product_id = p.id AND a.kind = 'CARD'`,
  );
  for (const table of ["card", "account", "batch_line", "transfer", "ledger_entry", "instruction"])
    await asOwner(`VACUUM ANALYZE ${table}`);
}, 120_000);

/** The plans of the queries that a work asks, as the portal's role asks them. */
async function plansOf(work: (ctx: Context) => Promise<unknown>): Promise<string> {
  return read(await signedIn("cm1"), "card.read", async (ctx) => {
    const { tx, plans } = planning(ctx.tx);
    await work({ ...ctx, tx });
    return plans();
  });
}

const page = { page: 1, size: 25 };
const deep = { page: 400, size: 25 };

test.each<[string, (ctx: Context) => Promise<unknown>]>([
  ["all cards", (ctx) => listCards(ctx, noCriteria, page)],
  ["all cards, page 400", (ctx) => listCards(ctx, noCriteria, deep)],
  ["by document", (ctx) => listCards(ctx, { ...noCriteria, document: "50000007" }, page)],
  ["by the last four digits", (ctx) => listCards(ctx, { ...noCriteria, card: "0007" }, page)],
  ["by reference", (ctx) => listCards(ctx, { ...noCriteria, card: "5000000007" }, page)],
  ["of a lot", (ctx) => listCards(ctx, { ...noCriteria, lot }, page)],
  ["of a lot, page 400", (ctx) => listCards(ctx, { ...noCriteria, lot }, deep)],
  ["of a lot, by document", (ctx) => listCards(ctx, { ...noCriteria, lot, document: "50000007" }, page)],
  ["by the whole number", (ctx) => referenceOf(ctx, "0".repeat(64))],
  ["a card's page", (ctx) => findCard(ctx, "5000000007")],
  ["a card's movements", (ctx) => listCardMovements(ctx, "5000000007", { size: 10, skip: 0 })],
  ["the master account", findMasterToday],
])("%s", async (_, work) => {
  const plan = await plansOf(work);
  expect(plan).toContain("Index");
  // A policy's function that is not taken into the query is entered for every row that is passed by.
  expect(plan).not.toContain("is_operator()");
  expect(plan).not.toMatch(/Seq Scan on (card|account|batch_line|transfer)\b/);
});

test("today's movements are found by their moment, not by walking over all that the account ever had", async () => {
  expect(await plansOf(findMasterToday)).toMatch(/Index Cond: \(\(account_id = a\.id\) AND \(at < midnight\.at\)\)/);
});

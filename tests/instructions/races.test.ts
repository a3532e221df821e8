import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { runCommand } from "@/lib/command";
import type { Caller, Context } from "@/lib/context";
import {
  blockCard,
  creditCards,
  debitCards,
  replaceCard,
  unblockCard,
  withdrawMaster,
} from "@/lib/instructions/commands";
import type { Instructed } from "@/lib/instructions/store";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// Two or fifty at the same instant, on one card or one account: exactly as many are done as the rules allow, and nobody meets a fault.

let cm1: Caller;
let cards: string[];

beforeAll(async () => {
  await demonstration();
  cm1 = await signedIn("cm1");
  const rows = await asOwner<{ reference: string }>(
    "SELECT c.reference FROM card c JOIN product p ON p.id = c.product_id WHERE p.code = 'P1' AND c.status = 'ACTIVE' ORDER BY c.id",
  );
  cards = rows.map(({ reference }) => reference);
});
beforeEach(() =>
  asOwner(`UPDATE account a SET balance_cents = a.floor_cents + 100000 FROM product p
            WHERE p.id = a.product_id AND p.code = 'P1' AND a.kind IN ('MASTER', 'CARD')`),
);

const fresh = () => cards.shift() ?? "";
const verbs = {
  credit: (card: string) => (ctx: Context) =>
    creditCards(ctx, { llave: randomUUID(), tarjetas: [card], montos: [1_000n] }),
  debit: (card: string) => (ctx: Context) =>
    debitCards(ctx, { llave: randomUUID(), tarjetas: [card], montos: [1_000n] }),
  block: (card: string) => (ctx: Context) => blockCard(ctx, { llave: randomUUID(), tarjeta: card, motivo: "LOST" }),
  unblock: (card: string) => (ctx: Context) => unblockCard(ctx, { llave: randomUUID(), tarjeta: card }),
  replace: (card: string) => (ctx: Context) => replaceCard(ctx, { llave: randomUUID(), tarjeta: card, motivo: "LOST" }),
};
type Verb = keyof typeof verbs;
const act = (verb: Verb, card: string): Promise<Instructed> => runCommand(cm1, `card.${verb}`, verbs[verb](card));

const rounds = 8;

test.each<[Verb, Verb]>([
  ["credit", "replace"],
  ["debit", "replace"],
  ["credit", "block"],
  ["block", "block"],
  ["replace", "replace"],
  ["block", "replace"],
])("%s and %s of one card at once: whoever comes second finds it busy, or both fit", async (one, other) => {
  for (let round = 0; round < rounds; round += 1) {
    const card = fresh();
    const outcomes = await Promise.all([one, other].map((verb) => outcomeOf(act(verb, card))));
    const changes = (verb: Verb) => ["block", "unblock", "replace"].includes(verb);
    // Money first, then a block: both are asked, one after the other. A replacement waits for either.
    const fit = one === "credit" && other === "block";
    const done = outcomes.filter((end) => end === "ok").length;
    expect(outcomes.filter((end) => end !== "ok" && end !== "instruction.cardBusy")).toEqual([]);
    expect(done === 1 || (fit && done === 2)).toBe(true);
    const [live] = await asOwner<{ n: number }>(
      `SELECT count(*)::int AS n FROM instruction i JOIN card c ON c.id = i.card_id WHERE c.reference = $1 AND i.status = 'REQUESTED'
          AND i.kind IN ('BLOCK', 'UNBLOCK', 'REPLACE')`,
      [card],
    );
    expect(live?.n).toBe([one, other].filter((verb, index) => changes(verb) && outcomes[index] === "ok").length);
  }
});

test("fifty credits at once within a day's limit: as many as it allows, not one more", async () => {
  const [{ cents = "0" } = {}] = await asOwner<{ cents: string }>(
    `SELECT coalesce(sum(i.cents), 0) AS cents FROM instruction i JOIN product p ON p.id = i.product_id
      WHERE p.code = 'P1' AND i.kind = 'CREDIT' AND i.status <> 'REFUSED' AND i.requested_at > now() - interval '2 days'`,
  );
  await asOwner(`UPDATE product SET day_max_cents = ${BigInt(cents) + 7_000n} WHERE code = 'P1'`);
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(act("credit", fresh()))));
  await asOwner("UPDATE product SET day_max_cents = NULL WHERE code = 'P1'");
  const done = outcomes.filter((end) => end === "ok").length;
  expect(outcomes.filter((end) => end !== "ok" && end !== "instruction.dayLimit")).toEqual([]);
  // Of what was credited before, some may be of yesterday: then there is room for more today, and never for less.
  const [{ sum = "0" } = {}] = await asOwner<{ sum: string }>(
    `SELECT coalesce(sum(i.cents), 0) AS sum FROM instruction i JOIN product p ON p.id = i.product_id JOIN company c ON c.tenant_id = i.tenant_id
      WHERE p.code = 'P1' AND i.kind = 'CREDIT' AND i.status <> 'REFUSED'
        AND i.requested_at >= date_trunc('day', now() AT TIME ZONE c.time_zone) AT TIME ZONE c.time_zone`,
  );
  expect(done).toBeGreaterThanOrEqual(7);
  expect(BigInt(sum)).toBeLessThanOrEqual(BigInt(cents) + 7_000n);
  expect(BigInt(sum) + 1_000n).toBeGreaterThan(BigInt(cents) + 7_000n);
});

test("fifty credits of one card at once under what it may hold: as many as fit", async () => {
  const card = fresh();
  await asOwner("UPDATE product SET card_max_cents = 105500 WHERE code = 'P1'");
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(act("credit", card))));
  await asOwner("UPDATE product SET card_max_cents = NULL WHERE code = 'P1'");
  expect(outcomes.filter((end) => end === "ok")).toHaveLength(5);
  expect(outcomes.filter((end) => end === "instruction.cardLimit")).toHaveLength(45);
});

test("fifty debits of one card at once: what it has, once", async () => {
  const card = fresh();
  await asOwner(
    "UPDATE account SET balance_cents = floor_cents + 12999 WHERE card_id = (SELECT id FROM card WHERE reference = $1)",
    [card],
  );
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcomeOf(act("debit", card))));
  expect(outcomes.filter((end) => end === "ok")).toHaveLength(12);
  expect(outcomes.filter((end) => end === "instruction.cardInsufficient")).toHaveLength(38);
});

test("credits and withdrawals at once share one balance; one form pressed in many tabs is one of them", async () => {
  const llave = randomUUID();
  const withdraw = (form: string) =>
    outcomeOf(
      runCommand(cm1, "master.withdraw", (ctx) =>
        withdrawMaster(ctx, { llave: form, monto: 1_000n, descripcion: "Prueba" }),
      ),
    );
  const before = await free();
  await Promise.all([
    ...Array.from({ length: 10 }, () => withdraw(llave)),
    ...Array.from({ length: 60 }, () => withdraw(randomUUID())),
    ...Array.from({ length: 60 }, () => outcomeOf(act("credit", cards[0] ?? ""))),
  ]);
  expect([before, await free()]).toEqual([100_000n, 0n]);
  expect(await asOwner("SELECT 1 FROM instruction WHERE key = $1", [llave])).toHaveLength(1);
});

async function free(): Promise<bigint> {
  const [row] = await asOwner<{ cents: string }>(
    "SELECT a.balance_cents - a.floor_cents AS cents FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P1' AND a.kind = 'MASTER'",
  );
  return BigInt(row?.cents ?? 0);
}

import { beforeAll, describe, expect, test } from "vitest";
import { listCards, referenceOf } from "@/lib/cards/list";
import { listCardMovements } from "@/lib/cards/movements";
import { cardFingerprint } from "@/lib/cards/number";
import { checkDigit } from "@/lib/cards/rules";
import { type CardCriteria, noCriteria } from "@/lib/cards/schema";
import { read } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { findMasterToday } from "@/lib/ledger/queries";
import { asOwner, demonstration, loaded, orderedBatch, signedIn } from "@/tests/support/make";

let order: string;
let lot: string;
const first = { page: 1, size: 25 };

beforeAll(async () => {
  await demonstration();
  ({ batch: lot, order } = await orderedBatch(3));
});

const cardsOf = (caller: Caller, criteria: Partial<CardCriteria> = {}, wanted = first) =>
  read(caller, "card.read", (ctx) => listCards(ctx, { ...noCriteria, ...criteria }, wanted));
const found = async (criteria: Partial<CardCriteria>, caller?: Caller) =>
  (await cardsOf(caller ?? (await signedIn("cm1")), criteria)).rows.map(({ reference }) => reference);

test("all cards of the product by page, the newest first, and no further than there are", async () => {
  const cm1 = await signedIn("cm1");
  const page = await cardsOf(cm1);
  expect([page.total, page.more, page.rows.length]).toEqual([200, false, 25]);
  expect(page.rows[0]).toMatchObject({ reference: "1000000200", document: "CC-10000200", status: "ACTIVE" });
  const all = await Promise.all(
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => cardsOf(cm1, {}, { page: number, size: 25 })),
  );
  const references = all.flatMap(({ rows }) => rows.map(({ reference }) => reference));
  expect(references).toEqual(Array.from({ length: 200 }, (_, index) => String(1_000_000_200 - index)));
  expect(await cardsOf(cm1, {}, { page: 999_999, size: 25 })).toMatchObject({ rows: [], page: 400, total: 200 });
});

test.each<[string, () => Partial<CardCriteria>, string[]]>([
  ["its order, in the lot's own order", () => ({ order }), ["1000000001", "1000000002", "1000000003"]],
  ["its lot", () => ({ lot }), ["1000000001", "1000000002", "1000000003"]],
  ["a document with its type", () => ({ document: "CC-10000007" }), ["1000000007"]],
  ["a document without", () => ({ document: "10000007" }), ["1000000007"]],
  ["a document of another type", () => ({ document: "CE-10000007" }), []],
  ["its reference", () => ({ card: "1000000009" }), ["1000000009"]],
  ["lot and document", () => ({ lot, document: "10000002" }), ["1000000002"]],
  ["a lot in which the document is not", () => ({ lot, document: "10000004" }), []],
  ["lot and reference", () => ({ lot, card: "1000000003" }), ["1000000003"]],
  ["a reference and the document of another", () => ({ card: "1000000003", document: "10000004" }), []],
  ["an order that is not there", () => ({ order: "OS-1999-000001" }), []],
  ["a lot and an order that is not its", () => ({ lot, order: "OS-1999-000001" }), []],
])("cards are found by %s", async (_, criteria, references) => {
  expect(await found(criteria())).toEqual(references);
});

test("by its last four digits, all that end so", async () => {
  const [row] = await asOwner<{ last4: string }>("SELECT last4 FROM card WHERE reference = '1000000123'");
  const same = await asOwner<{ reference: string }>(
    "SELECT c.reference FROM card c JOIN product p ON p.id = c.product_id WHERE p.code = 'P1' AND c.last4 = $1 ORDER BY c.id DESC",
    [row?.last4],
  );
  expect(await found({ card: row?.last4 })).toEqual(same.map(({ reference }) => reference));
});

test("a lot that names a card by its reference, and twice, shows it once", async () => {
  const maker = await signedIn("maker1");
  const lines = ["1000000011;10,00;a", "1000000012;10,00;b", "1000000011;11,00;c"];
  const number = await loaded(maker, Buffer.from(`referencia_tarjeta;monto;referencia\n${lines.join("\n")}\n`));
  expect(await found({ lot: number })).toEqual(["1000000011", "1000000012"]);
});

test("cards that a lot issued are those of it and its order; before it is processed none is", async () => {
  const maker = await signedIn("maker1");
  const number = await loaded(
    maker,
    Buffer.from("tipo_documento;numero_documento;nombres;apellidos\nCC;70000001;Ana;Ruiz\nCC;70000002;Luz;Vera\n"),
    { type: "EMISION" },
  );
  expect(await found({ lot: number })).toEqual([]);
  await asOwner(
    `INSERT INTO card (tenant_id, product_id, reference, bin, last4, token, fingerprint, document, holder, status, batch_id)
     SELECT b.tenant_id, b.product_id, '19000000' || n, '450799', '00' || n, 'made-' || n, repeat('b', 64), 'CC-7000000' || n, 'X', 'ACTIVE', b.id
       FROM batch b, generate_series(11, 12) n WHERE b.number = $1 AND b.tenant_id = (SELECT id FROM tenant WHERE code = 'E1')`,
    [number],
  );
  expect(await found({ lot: number })).toEqual(["1900000011", "1900000012"]);
  expect(await found({ lot: number, document: "700000012" })).toEqual(["1900000012"]);
});

describe("nothing beyond one's reach", () => {
  test.each<[string, string, "E1" | "E2", string, () => Partial<CardCriteria>]>([
    ["of another company, by its reference", "cm2", "E2", "P9", () => ({ card: "1000000001" })],
    ["of another company, by its document", "cm2", "E2", "P9", () => ({ document: "10000001" })],
    ["of another company's lot", "cm2", "E2", "P9", () => ({ lot })],
    ["of another company's order", "cm2", "E2", "P9", () => ({ order })],
    ["of another product, by its reference", "cm1", "E1", "P2", () => ({ card: "1000000001" })],
    ["of another product's lot", "cm1", "E1", "P2", () => ({ lot })],
    ["of another product's order", "cm1", "E1", "P2", () => ({ order })],
  ])("no card %s", async (_, username, company, product, criteria) => {
    expect(await found(criteria(), await signedIn(username, company, product))).toEqual([]);
  });

  test("who may not read cards lists none", async () => {
    await expect(found({}, await signedIn("maker1"))).rejects.toMatchObject({ code: "access.notAllowed" });
  });

  test("the same number is another company's, another product's or nobody's", async () => {
    const number = `450799${"1".repeat(9)}`;
    const whole = number + checkDigit(number);
    await asOwner("UPDATE card SET fingerprint = $1 WHERE reference = '1000000042'", [cardFingerprint(whole)]);
    const asked = async (caller: Caller, typed: string) =>
      read(caller, "card.read", (ctx) => referenceOf(ctx, cardFingerprint(typed)));
    expect(await asked(await signedIn("cm1"), whole)).toBe("1000000042");
    expect(await asked(await signedIn("cm1"), "4507990000000000")).toBeNull();
    expect(await asked(await signedIn("cm1", "E1", "P2"), whole)).toBeNull();
    expect(await asked(await signedIn("cm2", "E2"), whole)).toBeNull();
  });
});

test("today's movement begins at midnight of the company's zone", async () => {
  const today = async () => read(await signedIn("cm1", "E1", "P2"), "card.read", findMasterToday);
  const before = await today();
  const moved = (cents: number, hour: string, daysAgo: number) =>
    asOwner(
      `WITH offset_of AS (SELECT set_config('app.clock_offset',
          (((now() AT TIME ZONE 'America/Bogota')::date - $3::int + $2::time) AT TIME ZONE 'America/Bogota' - now())::text, true) AS text),
        place AS (SELECT m.tenant_id, m.id AS master, b.id AS bank FROM offset_of, product p JOIN account m ON m.product_id = p.id AND m.kind = 'MASTER'
            JOIN account b ON b.product_id = p.id AND b.kind = 'BANK_CLEARING' WHERE p.code = 'P2'),
        entry AS (INSERT INTO ledger_entry (tenant_id, kind, key) SELECT tenant_id, 'opening', gen_random_uuid()::text FROM place RETURNING id)
      INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents)
        SELECT tenant_id, entry.id, CASE WHEN $1::bigint > 0 THEN bank ELSE master END, CASE WHEN $1::bigint > 0 THEN master ELSE bank END, abs($1::bigint)
          FROM place, entry`,
      [cents, hour, daysAgo],
    );
  await moved(1_000, "23:59:59", 1);
  await moved(700, "00:00", 0);
  await moved(-300, "00:00:01", 0);
  const after = await today();
  expect(after.inCents - before.inCents).toBe(700n);
  expect(after.outCents - before.outCents).toBe(300n);
  expect(after.count - before.count).toBe(2);
  expect(after.balanceCents - before.balanceCents).toBe(1_400n);
});

test("a card's movements are the newest first, each with what stood on it after", async () => {
  const place = (sign: 1 | -1, cents: number) =>
    asOwner(
      `WITH place AS (SELECT a.tenant_id, a.id AS card, m.id AS master FROM card c JOIN account a ON a.card_id = c.id
            JOIN account m ON m.product_id = c.product_id AND m.kind = 'MASTER' WHERE c.reference = '1000000050'),
        entry AS (INSERT INTO ledger_entry (tenant_id, kind, key) SELECT tenant_id, 'opening', gen_random_uuid()::text FROM place RETURNING id)
      INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents)
        SELECT tenant_id, entry.id, CASE WHEN $1 > 0 THEN master ELSE card END, CASE WHEN $1 > 0 THEN card ELSE master END, $2 FROM place, entry`,
      [sign, cents],
    );
  const list = async (caller: Caller, reference: string, skip = 0) =>
    read(caller, "card.read", (ctx) => listCardMovements(ctx, reference, { size: 25, skip }));
  const [start] = await asOwner<{ cents: string }>(
    "SELECT a.balance_cents AS cents FROM account a JOIN card c ON c.id = a.card_id WHERE c.reference = '1000000050'",
  );
  const begun = BigInt(start?.cents ?? 0);
  await place(1, 500);
  await place(-1, 120);
  await place(1, 70);
  const rows = await list(await signedIn("cm1"), "1000000050");
  expect(rows.slice(0, 3).map(({ cents, balanceCents }) => [cents, balanceCents])).toEqual([
    [70n, begun + 450n],
    [-120n, begun + 380n],
    [500n, begun + 500n],
  ]);
  expect((await list(await signedIn("cm1"), "1000000050", 1))[0]?.balanceCents).toBe(begun + 380n);
  const oldest = (await list(await signedIn("cm1"), "1000000050")).at(-1);
  expect(oldest?.balanceCents).toBe(oldest?.cents);
  expect(await list(await signedIn("cm2", "E2"), "1000000050")).toEqual([]);
  expect(await list(await signedIn("cm1", "E1", "P2"), "1000000050")).toEqual([]);
});

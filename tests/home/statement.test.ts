import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { read } from "@/lib/command";
import { countMovements, listBalances, listMovements } from "@/lib/home/statement";
import { asOwner, demonstration, idsOf, loaded, outcomeOf, sample, signedIn } from "@/tests/support/make";

const placeOf = (ctx: { company: { id: number; timeZone: string }; product: { id: number } }) => ({
  id: ctx.company.id,
  timeZone: ctx.company.timeZone,
  products: [ctx.product],
});

/** Moves money between the bank and the master account of P1 as an entry of its own, so many days ago at an hour of Bogotá. */
async function moved(cents: number, daysAgo: number, hour: string, kind = "opening", key: string = randomUUID()) {
  await asOwner(
    `WITH offset_of AS (SELECT set_config('app.clock_offset',
        (((now() AT TIME ZONE 'America/Bogota')::date - $2::int + $3::time) AT TIME ZONE 'America/Bogota' - now())::text, true) AS text),
      place AS (SELECT m.tenant_id, m.id AS master, b.id AS bank FROM offset_of, product p JOIN account m ON m.product_id = p.id AND m.kind = 'MASTER'
          JOIN account b ON b.product_id = p.id AND b.kind = 'BANK_CLEARING' WHERE p.code = 'P1'),
      entry AS (INSERT INTO ledger_entry (tenant_id, kind, key) SELECT tenant_id, $4, $5 FROM place RETURNING id)
    INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents)
      SELECT tenant_id, entry.id, CASE WHEN $1::bigint > 0 THEN bank ELSE master END, CASE WHEN $1::bigint > 0 THEN master ELSE bank END, abs($1::bigint)
        FROM place, entry`,
    [cents, daysAgo, hour, kind, key],
  );
}

beforeAll(async () => {
  await demonstration();
  await asOwner("ALTER TABLE master_movement DISABLE TRIGGER USER");
  await asOwner("DELETE FROM master_movement");
  await asOwner("ALTER TABLE master_movement ENABLE TRIGGER USER");
  await moved(500, 120, "10:00");
  await moved(-200, 30, "23:59");
  await moved(50, 29, "00:01");
  await moved(700, 0, "00:00");
});

test("a balance's line stands at the end of each day of the company's own zone, from before the period to today", async () => {
  const [balance] = await read(await signedIn("cm1"), "balance.read", (ctx) => listBalances(ctx, placeOf(ctx)));
  const opening = 10_000_000;
  const cents = balance?.days.map((day) => Number(day.cents)) ?? [];
  expect(cents).toHaveLength(90);
  expect(cents.slice(0, 59).every((one) => one === opening + 500)).toBe(true);
  expect([cents[58], cents[59], cents[60], cents[88], cents[89]]).toEqual(
    [500, 300, 350, 350, 1050].map((one) => opening + one),
  );
  expect(balance?.balanceCents).toBe(10_001_050n);
});

test("movements are the newest first, each with what stood on the account after it", async () => {
  const caller = await signedIn("cm1");
  const rows = await read(caller, "movement.read", (ctx) => listMovements(ctx, placeOf(ctx), { size: 3 }));
  expect(rows.map(({ cents, balanceCents, kind }) => [cents, balanceCents, kind])).toEqual([
    [700n, 10_001_050n, "opening"],
    [50n, 10_000_350n, "opening"],
    [-200n, 10_000_300n, "opening"],
  ]);
  const rest = await read(caller, "movement.read", (ctx) => listMovements(ctx, placeOf(ctx), { size: 3, skip: 3 }));
  expect(rest.map(({ cents }) => cents)).toEqual([500n]);
  expect(await read(caller, "movement.read", (ctx) => countMovements(ctx, placeOf(ctx)))).toBe(4);
});

test("a movement says of which lot it is, where a lot's page moved the money, and of which kind that makes it", async () => {
  const maker = await signedIn("maker1");
  const lot = await loaded(maker, sample("recarga-200.txt"));
  await moved(11, 0, "00:02", "batch.page", `batch:${(await idsOf(maker, lot)).id}:page:0`);
  await moved(-13, 0, "00:03", "master.withdraw");
  const caller = await signedIn("cm1");
  const rows = await read(caller, "movement.read", (ctx) => listMovements(ctx, placeOf(ctx), { size: 2 }));
  expect(rows.map((row) => [row.kind, row.lot])).toEqual([
    ["withdraw", null],
    ["rejections", lot],
  ]);
});

test("balances and movements are asked for by their own permissions", async () => {
  const maker = await signedIn("maker1");
  const nothing = async () => undefined;
  for (const asks of ["balance.read", "movement.read", "card.read"] as const) {
    expect(await outcomeOf(read(maker, asks, nothing))).toBe("access.notAllowed");
    expect(await outcomeOf(read(await signedIn("cm1"), asks, nothing))).toBe("ok");
    expect(await outcomeOf(read(await signedIn("auditor1"), asks, nothing))).toBe("ok");
  }
  expect(await outcomeOf(read(await signedIn("cm1"), "batch.read", nothing))).toBe("access.notAllowed");
});

test("any permission on a product opens its start page, none does not", async () => {
  const nothing = async () => undefined;
  expect(await outcomeOf(read(await signedIn("cm1"), "any", nothing))).toBe("ok");
  expect(await outcomeOf(read(await signedIn("adm1"), "any", nothing))).toBe("access.notAllowed");
  expect(await outcomeOf(read(await signedIn("consulta1", "E1", "P2"), "any", nothing))).toBe("NotFound");
});

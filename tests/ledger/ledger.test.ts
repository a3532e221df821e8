import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { runAsSystem } from "@/lib/command";
import { postEntry } from "@/lib/ledger/store";
import { asOwner, asWorker, demonstration } from "@/tests/support/make";
import { attempt, connected, tenantOf } from "@/tests/support/roles";

type Move = { debit: number; credit: number; cents: number };
type Account = { id: string; floor: string | null };

let e1: number;
let e2: number;
/** Bank clearing (no floor), master account (100,000.00) and eight cards of P1. */
let accounts: Account[];
let foreign: string;

beforeAll(async () => {
  await demonstration();
  await connected("owner", async (client) => {
    e1 = await tenantOf(client, "E1");
    e2 = await tenantOf(client, "E2");
  });
  accounts = await asOwner<Account>(`
    SELECT a.id, a.floor_cents AS floor FROM account a JOIN product p ON p.id = a.product_id
     WHERE p.code = 'P1' AND a.kind IN ('BANK_CLEARING', 'MASTER', 'CARD') ORDER BY a.kind <> 'BANK_CLEARING', a.kind <> 'MASTER', a.id LIMIT 10`);
  const [other] = await asOwner<{ id: string }>(
    "SELECT id FROM account WHERE tenant_id = $1 AND kind = 'BANK_CLEARING'",
    [e2],
  );
  foreign = other?.id ?? "";
});

const idOf = (index: number): string => accounts[index]?.id ?? "";

/** One entry of several transfers in one statement, as the worker posts it, in the transaction the client is in. */
async function post(client: pg.Client, moves: readonly Move[]): Promise<void> {
  const { rows } = await client.query<{ id: string }>(
    "INSERT INTO ledger_entry (tenant_id, kind, key) VALUES ($1, 'batch.page', $2) RETURNING id",
    [e1, `test:${randomUUID()}`],
  );
  await client.query(
    `INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents)
     SELECT $1, $2, m.debit, m.credit, m.cents FROM unnest($3::bigint[], $4::bigint[], $5::bigint[]) AS m (debit, credit, cents)`,
    [
      e1,
      rows[0]?.id,
      moves.map((move) => idOf(move.debit)),
      moves.map((move) => idOf(move.credit)),
      moves.map((move) => move.cents),
    ],
  );
}

/** `ok`, or the SQLSTATE with which it was refused, having changed nothing. */
async function commit(client: pg.Client, moves: readonly Move[]): Promise<string> {
  await client.query("BEGIN");
  try {
    await client.query("SELECT set_config('app.tenant', $1, true)", [String(e1)]);
    await post(client, moves);
    await client.query("COMMIT");
    return "ok";
  } catch (error) {
    await client.query("ROLLBACK");
    return (error as pg.DatabaseError).code ?? String(error);
  }
}

async function balances(): Promise<bigint[]> {
  const rows = await asOwner<{ id: string; balance: string }>(
    "SELECT id, balance_cents AS balance FROM account WHERE id = ANY($1::bigint[])",
    [accounts.map((one) => one.id)],
  );
  const byId = new Map(rows.map((row) => [row.id, BigInt(row.balance)]));
  return accounts.map((one) => byId.get(one.id) ?? 0n);
}

const drift = () =>
  asOwner<object>(`
  SELECT a.id FROM account a WHERE a.balance_cents <> coalesce((SELECT sum(cents) FROM transfer WHERE credit = a.id), 0) - coalesce((SELECT sum(cents) FROM transfer WHERE debit = a.id), 0)`);

describe("balances", () => {
  test("whatever is posted, each balance is the sum of its transfers; what would go below a floor is refused whole", async () => {
    const move = fc
      .tuple(fc.nat(9), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 4_000_000 }))
      .map(([debit, step, cents]): Move => ({ debit, credit: (debit + step) % 10, cents }));
    const outcomes = new Set<string>();
    await connected("app_worker", (client) =>
      fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(move, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 6 }),
          async (entries) => {
            const expected = await balances();
            for (const entry of entries) {
              const after = [...expected];
              for (const { debit, credit, cents } of entry) {
                after[debit] = (after[debit] ?? 0n) - BigInt(cents);
                after[credit] = (after[credit] ?? 0n) + BigInt(cents);
              }
              const fits = after.every((balance, index) => accounts[index]?.floor === null || balance >= 0n);
              const outcome = await commit(client, entry);
              outcomes.add(outcome);
              expect(outcome).toBe(fits ? "ok" : "23514");
              if (fits) expected.splice(0, expected.length, ...after);
              expect(await balances()).toEqual(expected);
            }
          },
        ),
        { numRuns: 25 },
      ),
    );
    expect([...outcomes].sort()).toEqual(["23514", "ok"]);
    expect(await drift()).toEqual([]);
    expect(await asOwner("SELECT tenant_id FROM account GROUP BY tenant_id HAVING sum(balance_cents) <> 0")).toEqual(
      [],
    );
  });

  test("eight writers at once on one hot account lose nothing and never block each other for good", async () => {
    const before = await balances();
    const rounds = 20;
    const writer = (own: number) =>
      connected("app_worker", async (client) => {
        const outcomes: string[] = [];
        for (let round = 0; round < rounds; round += 1) {
          // Each names the same accounts in an order of its own: locked as they come, they would deadlock.
          const others = [2, 3, 4, 5, 6, 7, 8, 9].map(
            (_, index, all) => all[(index * (own % 2 ? 1 : 7) + own + round) % 8] ?? 2,
          );
          outcomes.push(
            await commit(
              client,
              others.map((credit) => ({ debit: 0, credit, cents: own + 1 })),
            ),
          );
        }
        return outcomes;
      });
    const outcomes = (await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map(writer))).flat();
    expect(outcomes.filter((outcome) => outcome !== "ok")).toEqual([]);
    const each = BigInt(rounds * (1 + 2 + 3 + 4 + 5 + 6 + 7 + 8));
    const after = await balances();
    expect((after[0] ?? 0n) - (before[0] ?? 0n)).toBe(-8n * each);
    expect(after.slice(2).map((balance, index) => balance - (before[index + 2] ?? 0n))).toEqual(Array(8).fill(each));
    expect(await drift()).toEqual([]);
  });

  test("writers who both want the last of an account: exactly one gets it", async () => {
    const [, master = 0n] = await balances();
    const cents = Number(master);
    expect(cents).toBeGreaterThan(0);
    const take = () => connected("app_worker", (client) => commit(client, [{ debit: 1, credit: 0, cents }]));
    expect((await Promise.all([take(), take(), take(), take()])).sort()).toEqual(["23514", "23514", "23514", "ok"]);
    expect((await balances())[1]).toBe(0n);
    expect(await connected("app_worker", (client) => commit(client, [{ debit: 0, credit: 1, cents }]))).toBe("ok");
  });
});

describe("what is no transfer", () => {
  const entry = (tenant: number): [string, unknown[]] => [
    "INSERT INTO ledger_entry (id, tenant_id, kind, key) OVERRIDING SYSTEM VALUE VALUES (900000000, $1, 'batch.page', 'no-transfer')",
    [tenant],
  ];
  const transfer = (
    tenant: number,
    entryId: number | string,
    debit: string,
    credit: string,
    cents: number | string = 1,
  ): [string, unknown[]] => [
    "INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents) VALUES ($1, $2, $3, $4, $5)",
    [tenant, entryId, debit, credit, cents],
  ];
  const refusal = (...statements: [string, unknown[]][]) =>
    connected("app_worker", async (client) => (await attempt(client, e1, ...statements)).code);

  test("one of the same shape is taken", async () => {
    expect(await refusal(entry(e1), transfer(e1, 900_000_000, idOf(0), idOf(2)))).toBe("ok");
  });

  test("no cents, fewer than none, or more than can be counted", async () => {
    for (const cents of [0, -1, -5_000])
      expect(await refusal(entry(e1), transfer(e1, 900_000_000, idOf(0), idOf(2), cents))).toBe("23514");
    expect(
      await refusal(
        entry(e1),
        transfer(e1, 900_000_000, idOf(0), idOf(2), "9223372036854775807"),
        transfer(e1, 900_000_000, idOf(0), idOf(2), "9223372036854775807"),
      ),
    ).toBe("22003");
  });

  test("an account against itself", async () => {
    expect(await refusal(entry(e1), transfer(e1, 900_000_000, idOf(2), idOf(2)))).toBe("23514");
  });

  test("an account that is not there, or another company's, on either side", async () => {
    for (const other of ["999999999", foreign]) {
      expect(await refusal(entry(e1), transfer(e1, 900_000_000, idOf(0), other))).toBe("23503");
      expect(await refusal(entry(e1), transfer(e1, 900_000_000, other, idOf(2)))).toBe("23503");
    }
  });

  test("an entry that is not there, or another company's", async () => {
    expect(await refusal(transfer(e1, 999_999_999, idOf(0), idOf(2)))).toBe("23503");
    await connected("owner", async (client) => {
      expect((await attempt(client, null, entry(e2), transfer(e1, 900_000_000, idOf(0), idOf(2)))).code).toBe("23503");
    });
  });

  test("in another company's name", async () => {
    expect(await refusal(entry(e2))).toBe("42501");
    expect(await refusal(transfer(e2, 900_000_000, foreign, idOf(2)))).toBe("42501");
  });
});

describe("nobody rewrites it", () => {
  test.each(["ledger_entry", "transfer"])(
    "%s: UPDATE, DELETE and TRUNCATE are refused, the owner's too",
    async (table) => {
      for (const role of ["owner", "app_worker", "app_web"] as const) {
        await connected(role, async (client) => {
          for (const statement of [
            `UPDATE ${table} SET tenant_id = tenant_id`,
            `DELETE FROM ${table}`,
            `TRUNCATE ${table} CASCADE`,
          ]) {
            expect([role, statement, (await attempt(client, e1, statement)).code]).toEqual([role, statement, "42501"]);
          }
        });
      }
      await connected("owner", async (client) =>
        expect((await attempt(client, null, "TRUNCATE tenant CASCADE")).message).toMatch(/append-only/),
      );
    },
  );

  test("a balance, a floor or an account's kind is nobody's to write, and a new account begins at zero with its floor", async () => {
    for (const role of ["app_web", "app_worker"] as const) {
      await connected(role, async (client) => {
        const card =
          "INSERT INTO card (tenant_id, product_id, reference, bin, last4, token, fingerprint, status) SELECT tenant_id, product_id, '0000000001', bin, last4, 'tok-test', 'x', 'ACTIVE' FROM card LIMIT 1";
        const columns = (more: string, value: string) =>
          `INSERT INTO account (tenant_id, product_id, kind, card_id${more}) SELECT tenant_id, product_id, 'CARD', id${value} FROM card WHERE reference = '0000000001'`;
        for (const statement of [
          "UPDATE account SET balance_cents = balance_cents + 1",
          "UPDATE account SET floor_cents = -1",
          "DELETE FROM account",
        ]) {
          expect([role, statement, (await attempt(client, e1, statement)).code]).toEqual([role, statement, "42501"]);
        }
        expect((await attempt(client, e1, card, columns(", balance_cents", ", 500"))).code).toBe("42501");
        expect((await attempt(client, e1, card, columns(", floor_cents", ", -500"))).code).toBe("42501");
        expect((await attempt(client, e1, card, columns("", ""))).code).toBe(role === "app_worker" ? "ok" : "42501");
      });
    }
  });

  test("the trigger alone keeps balances: without it a transfer moves nothing", async () => {
    await connected("owner", async (client) => {
      const moved = (change: string) =>
        attempt(
          client,
          null,
          change,
          [
            "INSERT INTO ledger_entry (id, tenant_id, kind, key) OVERRIDING SYSTEM VALUE VALUES (900000001, $1, 'batch.page', 'trigger')",
            [e1],
          ],
          [
            "INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents) VALUES ($1, 900000001, $2, $3, 7)",
            [e1, idOf(0), idOf(2)],
          ],
          ["SELECT balance_cents::text AS balance FROM account WHERE id = $1", [idOf(2)]],
        );
      const before = (await balances())[2] ?? 0n;
      expect((await moved("SELECT 1")).rows).toEqual([{ balance: String(before + 7n) }]);
      expect((await moved("ALTER TABLE transfer DISABLE TRIGGER transfer_keep_balances")).rows).toEqual([
        { balance: String(before) },
      ]);
    });
  });
});

describe("an entry's key", () => {
  test("posts once for ever, also when six workers come at once", async () => {
    const moves = [{ debit: BigInt(idOf(0)), credit: BigInt(idOf(3)), cents: 11n }];
    const before = (await balances())[3] ?? 0n;
    const posted = await asWorker(() =>
      Promise.all(
        [1, 2, 3, 4, 5, 6].map(() =>
          runAsSystem(e1, (ctx) => postEntry(ctx, { kind: "batch.page", key: "batch:1:page:0" }, moves)),
        ),
      ),
    );
    expect(posted.filter((id) => id !== null)).toHaveLength(1);
    expect((await balances())[3]).toBe(before + 11n);
  });

  test("is one's own company's", async () => {
    const entry = (tenant: number): [string, unknown[]] => [
      "INSERT INTO ledger_entry (tenant_id, kind, key) VALUES ($1, 'batch.page', 'shared-key')",
      [tenant],
    ];
    await connected("owner", async (client) => {
      expect((await attempt(client, null, entry(e1), entry(e2))).code).toBe("ok");
      expect((await attempt(client, null, entry(e1), entry(e1))).code).toBe("23505");
    });
  });
});

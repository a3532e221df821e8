import { beforeAll, expect, test } from "vitest";
import { asOwner, demonstration } from "@/tests/support/make";
import { connected, tenantOf } from "@/tests/support/roles";

beforeAll(demonstration);

test("a posting locks its accounts in the order of their ids, however its lines come and the planner plans", async () => {
  const accounts = await asOwner<{ id: string }>(
    "SELECT a.id FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P1' AND a.kind IN ('BANK_CLEARING', 'CARD') ORDER BY a.id LIMIT 9",
  );
  const ids = accounts.map((account) => account.id);
  const [clearing = "", ...cards] = ids;
  const e1 = await connected("owner", (client) => tenantOf(client, "E1"));
  for (const held of ids) {
    const free = await connected("owner", (holder) =>
      connected("owner", async (poster) => {
        await holder.query("BEGIN");
        await holder.query("SELECT 1 FROM account WHERE id = $1 FOR NO KEY UPDATE", [held]);
        await poster.query("BEGIN");
        // Sums by hash: the accounts come in no order of their own.
        await poster.query("SET LOCAL enable_sort = off; SET LOCAL enable_nestloop = off");
        const posting = post(poster, e1, clearing, cards.toReversed());
        await expect.poll(() => waits(poster)).toBe(true);
        const { rows } = await connected("owner", (other) =>
          other.query<{ id: string }>(
            "SELECT id FROM account WHERE id = ANY($1::bigint[]) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED",
            [ids],
          ),
        );
        await holder.query("ROLLBACK");
        await posting;
        await poster.query("ROLLBACK");
        return rows.map((row) => row.id);
      }),
    );
    expect([held, free]).toEqual([held, ids.filter((id) => BigInt(id) > BigInt(held))]);
  }
});

type Client = Parameters<Parameters<typeof connected>[1]>[0];

async function post(client: Client, tenant: number, debit: string, credits: readonly string[]): Promise<void> {
  await client.query(
    `WITH entry AS (INSERT INTO ledger_entry (tenant_id, kind, key) VALUES ($1, 'batch.page', 'locks') RETURNING id) SELECT id FROM entry`,
    [tenant],
  );
  await client.query(
    `INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents)
     SELECT $1, e.id, $2, c, 1 FROM ledger_entry e, unnest($3::bigint[]) c WHERE e.tenant_id = $1 AND e.key = 'locks'`,
    [tenant, debit, credits],
  );
}

/** Whether a connection's statement waits for another's lock. */
async function waits(client: Client): Promise<boolean> {
  const { processID } = client as Client & { processID: number };
  return (
    (await asOwner("SELECT 1 FROM pg_stat_activity WHERE pid = $1 AND wait_event_type = 'Lock'", [processID])).length >
    0
  );
}

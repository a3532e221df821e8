import { beforeAll, expect, test } from "vitest";
import { searchPatterns } from "@/lib/companies/rules";
import { asOwner, demonstration } from "@/tests/support/make";
import { connected } from "@/tests/support/roles";

// How much of a team the database reads for what is asked of it at every row or every page: never the whole of it.

beforeAll(async () => {
  await demonstration();
  await asOwner("ANALYZE membership");
});

/** Rows of people that a query reads, as a super-user of B1. */
async function readBy(query: string): Promise<number> {
  return connected("owner", async (client) => {
    await client.query("BEGIN");
    await client.query(
      "SELECT set_config('app.tenant', (SELECT id::text FROM tenant WHERE code = 'B1'), true), set_config('app.user', (SELECT id::text FROM app_user WHERE username = 'sup1b'), true)",
    );
    const read = async (): Promise<number> => {
      const { rows } = await client.query(
        "SELECT (coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0))::int AS n FROM pg_stat_xact_user_tables WHERE relname = 'membership'",
      );
      return rows[0].n;
    };
    const before = await read();
    await client.query(query);
    const after = await read();
    await client.query("ROLLBACK");
    return after - before;
  });
}

test("that a Gerencial is left is known by one of them", async () => {
  expect(await readBy("SELECT is_administered(current_setting('app.tenant')::int)")).toBeLessThan(5);
});

test.each(["nombre", "correo", "rol", "estado", "acceso", "modificacion"])(
  "a search by %s reads nobody but for a beginning of its order and whom it finds",
  async (by) => {
    const [pattern] = searchPatterns("vmiyash");
    const asked = `SELECT * FROM list_people(ARRAY['${pattern}'], '{}', '${by}', true, 10, 0)`;
    // In a team as small as the demonstration's, whom it finds are looked for among all.
    expect(await readBy(asked)).toBeLessThan(5_389 + 600);
  },
);

test("whose sessions are removed with them, or looked for, has them in an index", async () => {
  const plan = await connected("owner", async (client) => {
    await client.query("SET enable_seqscan = off");
    return (await client.query("EXPLAIN DELETE FROM session WHERE user_id = 1")).rows;
  });
  expect(JSON.stringify(plan)).toContain("Index");
});

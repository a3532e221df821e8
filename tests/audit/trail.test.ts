import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { asOwner, confirmedBatch, demonstration, orderedBatch } from "@/tests/support/make";
import { attempt, connected, tenantOf } from "@/tests/support/roles";
import { sealAll, waiting } from "@/tests/support/sealing";

let e1: number;

beforeAll(async () => {
  await demonstration();
  e1 = await connected("owner", (client) => tenantOf(client, "E1"));
  await orderedBatch(2);
  await confirmedBatch(3);
  await sealAll();
});

const addEvents = (client: pg.Client, tenant: number | null, count: number, name: string) =>
  client.query(
    `INSERT INTO audit_event (tenant_id, actor, event, subject, result) SELECT coalesce($1, t.id), 'system', 'test.event', $3 || n, 'done'
       FROM generate_series(1, $2) n, (SELECT id FROM tenant WHERE kind = 'PLATFORM') t`,
    [tenant, count, name],
  );

type Seal = { seq: string; event_id: string; prev_hash: string; hash: string };
const chainOf = (tenant: number) =>
  asOwner<Seal>("SELECT seq, event_id, prev_hash, hash FROM audit_seal WHERE tenant_id = $1 ORDER BY seq", [tenant]);

function expectWhole(chain: readonly Seal[]): void {
  expect(chain.map((seal) => Number(seal.seq))).toEqual(chain.map((_, index) => index + 1));
  expect(chain.map((seal) => seal.prev_hash)).toEqual(["", ...chain.slice(0, -1).map((seal) => seal.hash)]);
  expect(new Set(chain.map((seal) => seal.hash)).size).toBe(chain.length);
}

describe("sealing", () => {
  test("a chain for each company and one for the platform, every event in order, none left", async () => {
    const chains = await asOwner<{ code: string; events: number; sealed: number }>(`
      SELECT t.code, count(*)::int AS events, count(s.seq)::int AS sealed FROM audit_event e JOIN tenant t ON t.id = e.tenant_id
        LEFT JOIN audit_seal s ON s.event_id = e.id AND s.tenant_id = e.tenant_id GROUP BY t.code ORDER BY 1`);
    expect(chains).toEqual([{ code: "E1", events: expect.any(Number), sealed: chains[0]?.events }]);
    const chain = await chainOf(e1);
    expect(chain.length).toBeGreaterThan(10);
    expectWhole(chain);
    expect(chain.map((seal) => Number(seal.event_id))).toEqual(
      chain.map((seal) => Number(seal.event_id)).sort((a, b) => a - b),
    );
    await connected("owner", async (client) => {
      await addEvents(client, null, 2, "platform");
    });
    await sealAll();
    const [platform] = await asOwner<{ id: number }>("SELECT id FROM tenant WHERE kind = 'PLATFORM'");
    expect(await chainOf(platform?.id ?? 0)).toHaveLength(2);
    expect(await chainOf(e1)).toEqual(chain);
  });

  test("every event's link can be computed outside the database from what it says and the link before it", async () => {
    const rows = await asOwner<Seal & Record<string, string>>(
      `
      SELECT s.seq, s.prev_hash, s.hash, concat_ws(E'\\x1f', e.id, e.tenant_id, to_char(e.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), e.actor, e.event,
             e.subject, e.result, coalesce(e.address, ''), coalesce(e.request_id, ''), e.data::text) AS text
        FROM audit_seal s JOIN audit_event e ON e.id = s.event_id WHERE s.tenant_id = $1 ORDER BY s.seq`,
      [e1],
    );
    for (const { seq, prev_hash, hash, text } of rows) {
      expect(createHash("sha256").update([prev_hash, seq, text].join("\u001f")).digest("hex")).toBe(hash);
    }
  });

  test("two sealers at once, while events keep coming, make one chain", async () => {
    let adding = true;
    const writer = (tenant: number | null, name: string) =>
      connected("owner", async (client) => {
        for (let round = 0; round < 12; round += 1) await addEvents(client, tenant, 25, `${name} ${round} `);
      });
    const sealer = () =>
      connected("app_worker", async (client) => {
        let sealed = 0;
        while (adding || (await waiting()) !== 0)
          sealed += (await client.query("SELECT * FROM audit_seal_pending(40)")).rows.length;
        return sealed;
      });
    const writing = Promise.all([writer(e1, "a"), writer(e1, "b"), writer(null, "c")]).finally(() => (adding = false));
    await Promise.all([sealer(), sealer(), sealer(), writing]);
    const chain = await chainOf(e1);
    expectWhole(chain);
    expect(chain.filter((_, index) => index >= chain.length - 600)).toHaveLength(600);
    expect(
      await asOwner(
        "SELECT 1 FROM audit_event e WHERE NOT EXISTS (SELECT 1 FROM audit_seal s WHERE s.event_id = e.id)",
      ),
    ).toEqual([]);
  });

  test("the heads are written outside the database as well, a line each", async () => {
    const folder = join(mkdtempSync(join(inject("runFolder"), "heads-")), "made", "when", "missing");
    await connected("owner", (client) => addEvents(client, e1, 3, "first"));
    await sealAll(folder);
    await connected("owner", (client) => addEvents(client, e1, 2, "second"));
    await sealAll(folder);
    const chain = await chainOf(e1);
    expect(readdirSync(folder)).toContain(`chain-${e1}.txt`);
    const lines = readFileSync(join(folder, `chain-${e1}.txt`), "utf8")
      .trim()
      .split("\n");
    const [before, last] = [chain.at(-3), chain.at(-1)];
    // A sealer that begins writes down where every chain stands; then each new head.
    const heads = [`${before?.seq} ${before?.hash}`, `${last?.seq} ${last?.hash}`];
    expect(lines.filter((line) => heads.includes(line))).toEqual([heads[0], heads[0], heads[1]]);
    expect(lines.at(-1)).toBe(heads[1]);
  });

  test("an event whose change is undone leaves none, and is not waited for", async () => {
    await connected("owner", async (client) => {
      await attempt(client, null, [
        "INSERT INTO audit_event (tenant_id, actor, event, subject, result) VALUES ($1, 'x', 'undone', 'x', 'done')",
        [e1],
      ]);
    });
    expect(await waiting()).toBe(0);
    expect(await asOwner("SELECT 1 FROM audit_event WHERE event = 'undone'")).toEqual([]);
  });

  test("nobody changes it: UPDATE, DELETE and TRUNCATE are refused, the owner's too", async () => {
    await connected("owner", async (client) => {
      for (const table of ["audit_event", "audit_seal"]) {
        for (const statement of [
          `UPDATE ${table} SET tenant_id = tenant_id`,
          `DELETE FROM ${table}`,
          `TRUNCATE ${table} CASCADE`,
        ]) {
          expect(await attempt(client, null, statement)).toMatchObject({
            code: "42501",
            message: expect.stringMatching(/append-only/),
          });
        }
      }
    });
  });
});

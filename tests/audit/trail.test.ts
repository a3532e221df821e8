import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { payOrder } from "@/lib/batches/payment";
import { processBatch } from "@/lib/batches/process";
import { settlePayment } from "@/lib/batches/settle";
import { until } from "@/lib/cli/ports";
import { seedSimulator } from "@/lib/cli/seed";
import { verify } from "@/lib/cli/verify";
import { roleUrl } from "@/lib/config";
import { database, openDatabase } from "@/lib/db";
import { makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import { checkPaymentCode, requestPaymentCode } from "@/lib/orders/commands";
import { unseal } from "@/lib/secrets";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { type Simulator, startSimulator } from "@/lib/simulator/server";
import { startSealer } from "@/lib/worker/sealer";
import { asOwner, asWorker, demonstration, idsOf, orderedBatch, run, signedIn } from "@/tests/support/make";
import { addressOf, attempt, connected, tenantOf } from "@/tests/support/roles";
import { cloneDatabase } from "@/tests/support/template";

const anchors = process.env.AUDIT_ANCHOR_DIR ?? "";
const secret = "a-shared-secret-of-the-trail-tests";
const key = Buffer.alloc(32, 9);
let simulator: Simulator;
let e1: number;

/** A demonstration with one order paid and processed, a line of it rejected, and its trail sealed. */
beforeAll(async () => {
  await demonstration();
  e1 = await connected("owner", (client) => tenantOf(client, "E1"));
  simulator = await startSimulator({ port: 0, dataDir: mkdtempSync(join(inject("runFolder"), "trail-")), secret });
  const reach = { url: simulator.url, secret, timeoutMs: 5_000 };
  await seedSimulator({ ...process.env, BANK_URL: simulator.url, CORE_URL: simulator.url, GATEWAY_SECRET: secret });
  await makeSimulatorAdmin(reach).change({ cards: [{ card: "1000000003", state: "blocked" }] });
  const { batch, order } = await orderedBatch(6);
  const payer = await signedIn("pagador1");
  const confirmacion = await run(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden: order }, key));
  const [job] = await asOwner<{ code: string }>(
    "SELECT payload ->> 'sealedCode' AS code FROM graphile_worker._private_jobs WHERE payload ->> 'confirmation' = $1",
    [confirmacion],
  );
  const input = { orden: order, confirmacion, codigo: unseal(key, job?.code ?? "") };
  expect(await run(payer, "order.pay", (ctx) => checkPaymentCode(ctx, input, key))).toBeNull();
  expect(await run(payer, "order.pay", (ctx) => payOrder(ctx, input))).toBe("paying");
  const { id } = await idsOf(payer, batch);
  const [row] = await asOwner<{ id: string }>("SELECT id FROM service_order WHERE number = $1 AND tenant_id = $2", [
    order,
    e1,
  ]);
  await asWorker(async () => {
    await settlePayment({ bank: makeBank(reach) }, e1, BigInt(row?.id ?? 0));
    await processBatch({ core: makeCore(reach) }, e1, id);
  });
  await sealAll();
}, 60_000);
afterAll(() => simulator.close());

const waiting = async () => (await asOwner<{ n: number }>("SELECT count(*)::int AS n FROM audit_pending"))[0]?.n;

/** Runs the worker's sealer until nothing waits. */
async function sealAll(folder = anchors): Promise<void> {
  await asWorker(async () => {
    const sealer = startSealer(folder);
    expect(await until(async () => (await waiting()) === 0, 15_000)).toBe(true);
    await sealer.stop();
  });
}

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
    const { createHash } = await import("node:crypto");
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
  }, 30_000);

  test("the heads are written outside the database as well, a line each", async () => {
    const folder = join(mkdtempSync(join(inject("runFolder"), "heads-")), "made", "when", "missing");
    await connected("owner", (client) => addEvents(client, e1, 3, "first"));
    await sealAll(folder);
    await connected("owner", (client) => addEvents(client, e1, 2, "second"));
    await sealAll(folder);
    const chain = await chainOf(e1);
    expect(readdirSync(folder)).toEqual([`chain-${e1}.txt`]);
    const lines = readFileSync(join(folder, `chain-${e1}.txt`), "utf8")
      .trim()
      .split("\n");
    const [before, last] = [chain.at(-3), chain.at(-1)];
    expect(lines).toEqual([`${before?.seq} ${before?.hash}`, `${last?.seq} ${last?.hash}`]);
    appendFileSync(join(anchors, `chain-${e1}.txt`), `${lines.join("\n")}\n`);
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

/** Ends every connection to this file's database: one that is in use cannot be copied. */
async function silence(): Promise<void> {
  await database().$disconnect();
  const server = new URL(addressOf("owner"));
  const name = server.pathname.slice(1);
  server.pathname = "/postgres";
  await connected(server, (client) =>
    client.query("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1", [name]),
  );
}

/** The checks of `npm run verify` that found something in a copy of this file's database that someone has tampered with. */
async function foundAfter(tamper: string, { anchorDir = anchors, replica = true } = {}): Promise<string[]> {
  await silence();
  const copy = await cloneDatabase(addressOf("owner"));
  try {
    await connected(new URL(copy), async (client) => {
      if (replica) await client.query("SET session_replication_role = replica");
      await client.query(tamper);
    });
    const findings = await verify({ databaseUrl: roleUrl(copy, "verify"), auditAnchorDir: anchorDir });
    expect(findings).toHaveLength(15);
    return findings
      .filter((finding) => finding.wrong.length > 0)
      .map((finding) => finding.check)
      .sort();
  } finally {
    openDatabase(addressOf("app_web"), { connectionsMax: 10 });
  }
}

const sealedInTheMiddle = (tenant: number) =>
  `(SELECT event_id FROM audit_seal WHERE tenant_id = ${tenant} ORDER BY seq OFFSET 5 LIMIT 1)`;
const processed = "(SELECT id FROM batch WHERE status = 'PROCESSED_WITH_REJECTIONS' ORDER BY id DESC LIMIT 1)";
const paid = "(SELECT id FROM ledger_entry WHERE kind = 'order.payment' ORDER BY id DESC LIMIT 1)";

describe("verify", () => {
  test("finds nothing in an untouched demonstration with an order paid and processed", async () => {
    expect(await asOwner("SELECT 1 FROM service_order WHERE status = 'PROCESSED_WITH_REJECTIONS'")).not.toEqual([]);
    expect(existsSync(join(anchors, `chain-${e1}.txt`))).toBe(true);
    expect(await foundAfter("SELECT 1")).toEqual([]);
  });

  describe("the trail", () => {
    test.each(["actor", "event", "subject", "address", "request_id"])(
      "an event whose %s was altered",
      async (column) => {
        expect(
          await foundAfter(`UPDATE audit_event SET ${column} = 'otro' WHERE id = ${sealedInTheMiddle(e1)}`),
        ).toEqual(["chain"]);
      },
    );

    test.each(["at = at + interval '1 microsecond'", 'data = \'{"total": "1"}\'', "result = 'refused'"])(
      "an event altered by %s",
      async (change) => {
        expect(await foundAfter(`UPDATE audit_event SET ${change} WHERE id = ${sealedInTheMiddle(e1)}`)).toEqual([
          "chain",
        ]);
      },
    );

    test("an event handed to another company", async () => {
      expect(
        await foundAfter(
          `UPDATE audit_event SET tenant_id = (SELECT id FROM tenant WHERE code = 'E2') WHERE id = ${sealedInTheMiddle(e1)}`,
        ),
      ).toContain("chain");
    });

    test("an event deleted with its seal, and one deleted without it", async () => {
      const gone = `CREATE TEMP TABLE gone AS SELECT ${sealedInTheMiddle(e1)} AS id; DELETE FROM audit_event WHERE id IN (SELECT id FROM gone)`;
      // A hole in the numbers of the chain; its head is still where the anchors say.
      expect(await foundAfter(`${gone}; DELETE FROM audit_seal WHERE event_id IN (SELECT id FROM gone)`)).toEqual([
        "chain",
      ]);
      expect(await foundAfter(gone)).toEqual(["chain"]);
    });

    test("a tail that was cut off, which only the anchors can tell", async () => {
      const cut = `CREATE TEMP TABLE gone AS SELECT event_id AS id FROM audit_seal WHERE tenant_id = ${e1} ORDER BY seq DESC LIMIT 2;
        DELETE FROM audit_seal WHERE event_id IN (SELECT id FROM gone); DELETE FROM audit_event WHERE id IN (SELECT id FROM gone)`;
      expect(await foundAfter(cut)).toEqual(["anchors"]);
      const none = mkdtempSync(join(inject("runFolder"), "none-"));
      expect(await foundAfter(cut, { anchorDir: none })).toEqual([]);
    });

    test("a chain written anew from an altered event on, and one that is gone altogether", async () => {
      const anew = `
        UPDATE audit_event SET actor = 'otro' WHERE id = ${sealedInTheMiddle(e1)};
        DELETE FROM audit_seal WHERE tenant_id = ${e1};
        INSERT INTO audit_pending SELECT id, tenant_id FROM audit_event WHERE tenant_id = ${e1};
        SELECT * FROM audit_seal_pending(100000)`;
      expect(await foundAfter(anew)).toEqual(["anchors"]);
      expect(
        await foundAfter(
          `DELETE FROM audit_seal WHERE tenant_id = ${e1}; DELETE FROM audit_event WHERE tenant_id = ${e1}`,
        ),
      ).toEqual(["anchors"]);
    });

    test("an anchor that somebody rewrote", async () => {
      const folder = mkdtempSync(join(inject("runFolder"), "rewritten-"));
      cpSync(anchors, folder, { recursive: true });
      appendFileSync(join(folder, `chain-${e1}.txt`), `1 ${"0".repeat(64)}\n`);
      expect(await foundAfter("SELECT 1", { anchorDir: folder })).toEqual(["anchors"]);
      rmSync(folder, { recursive: true });
    });

    test("an event that nobody sealed for more than a minute, and not one of just now", async () => {
      const event = (at: string) =>
        `INSERT INTO audit_event (tenant_id, at, actor, event, subject, result) VALUES (${e1}, ${at}, 'x', 'x', 'x', 'done')`;
      expect(await foundAfter(event("now() - interval '2 minutes'"), { replica: false })).toEqual(["waiting"]);
      expect(await foundAfter(event("now() - interval '2 minutes'"))).toEqual(["waiting"]);
      expect(await foundAfter(event("now()"), { replica: false })).toEqual([]);
    });
  });

  describe("the money", () => {
    test("a balance that is not the sum of its transfers", async () => {
      expect(
        await foundAfter(
          "UPDATE account SET balance_cents = balance_cents + 1 WHERE id = (SELECT id FROM account WHERE kind = 'CARD' ORDER BY id LIMIT 1)",
        ),
      ).toEqual(["balances", "sums"]);
    });

    test("two balances that drifted by as much in opposite senses", async () => {
      const drift = (by: number, offset: number) =>
        `UPDATE account SET balance_cents = balance_cents + ${by} WHERE id = (SELECT id FROM account WHERE kind = 'CARD' AND balance_cents > 0 ORDER BY id OFFSET ${offset} LIMIT 1)`;
      expect(await foundAfter(`${drift(5, 0)}; ${drift(-5, 1)}`)).toEqual(["balances"]);
    });

    test("a transfer that was altered, lost, or handed to an account of another company", async () => {
      const one = "(SELECT min(id) FROM transfer WHERE line IS NOT NULL)";
      expect(await foundAfter(`UPDATE transfer SET cents = cents + 1 WHERE id = ${one}`)).toEqual([
        "balances",
        "orderFunds",
      ]);
      expect(await foundAfter(`DELETE FROM transfer WHERE id = ${one}`)).toEqual(["balances", "orderFunds"]);
      expect(
        await foundAfter(
          `UPDATE transfer SET credit = (SELECT id FROM account WHERE kind = 'MASTER' AND product_id = (SELECT id FROM product WHERE code = 'P9')) WHERE id = ${one}`,
        ),
      ).toEqual(["balances", "transfers"]);
    });

    test("a payment whose ledger entry is missing, alone or with its transfers and balances put right", async () => {
      expect(await foundAfter(`DELETE FROM ledger_entry WHERE id = ${paid}`)).toEqual(["orderPayments", "transfers"]);
      const whole = `CREATE TEMP TABLE gone AS SELECT * FROM transfer WHERE entry_id = ${paid};
        UPDATE account a SET balance_cents = a.balance_cents + g.cents FROM gone g WHERE a.id = g.debit;
        ALTER TABLE account DROP CONSTRAINT account_check;
        UPDATE account a SET balance_cents = a.balance_cents - g.cents FROM gone g WHERE a.id = g.credit;
        DELETE FROM transfer WHERE entry_id IN (SELECT entry_id FROM gone); DELETE FROM ledger_entry WHERE id IN (SELECT entry_id FROM gone)`;
      expect(await foundAfter(whole)).toEqual(["floors", "guards", "orderFunds", "orderPayments"]);
    });

    test("an order that says it is paid and has no confirmed payment, or another's total", async () => {
      expect(await foundAfter("UPDATE payment SET status = 'UNKNOWN'")).toEqual(["orderPayments"]);
      expect(
        await foundAfter(
          "UPDATE service_order SET total_cents = total_cents + 1 WHERE status = 'PROCESSED_WITH_REJECTIONS'",
        ),
      ).toEqual(["orderFunds", "orderPayments", "orderSums"]);
    });

    test("a page that is not there, and a rejection that nobody counted", async () => {
      expect(await foundAfter(`DELETE FROM batch_page WHERE batch_id = ${processed}`)).toEqual(["orderFunds", "pages"]);
      expect(await foundAfter(`DELETE FROM batch_line_rejection WHERE batch_id = ${processed}`)).toEqual(["pages"]);
    });
  });

  describe("the lots", () => {
    test("a line lost, and a line that belongs to no lot", async () => {
      expect(await foundAfter(`DELETE FROM batch_line WHERE batch_id = ${processed} AND line = 3`)).toEqual([
        "lines",
        "linesHash",
      ]);
      expect(
        await foundAfter("INSERT INTO batch_line (tenant_id, batch_id, line, fields) VALUES (1, 999999, 2, 'x')"),
      ).toEqual(["lines"]);
    });

    test.each([
      ["fields", "fields = replace(fields, '0', '9')"],
      ["amount", "amount_cents = amount_cents + 100"],
      ["document", "document = 'CC-10000009'"],
      ["card", "document = NULL, card_reference = '1000000009'"],
      ["reference", "reference = 'otra'"],
    ])("a line whose %s was altered", async (_, change) => {
      expect(await foundAfter(`UPDATE batch_line SET ${change} WHERE batch_id = ${processed} AND line = 3`)).toEqual([
        "linesHash",
      ]);
    });

    test("two lines that exchanged their amounts", async () => {
      expect(
        await foundAfter(`UPDATE batch_line a SET amount_cents = b.amount_cents FROM batch_line b
          WHERE a.batch_id = ${processed} AND b.batch_id = a.batch_id AND (a.line, b.line) IN ((3, 4), (4, 3))`),
      ).toEqual(["linesHash"]);
    });

    test("a signature taken away, by its preparer's hand, or of another content", async () => {
      const signature = `UPDATE signature SET %s WHERE id = (SELECT max(id) FROM signature WHERE batch_id = ${processed})`;
      expect(await foundAfter(signature.replace("%s", "voided_at = now()"))).toEqual(["signatures"]);
      expect(await foundAfter(signature.replace("%s", "digest = repeat('0', 64)"))).toEqual(["signatures"]);
      expect(
        await foundAfter(
          signature.replace("%s", "document = (SELECT document FROM app_user WHERE username = 'maker1')"),
        ),
      ).toEqual(["signatures"]);
    });
  });

  test("a guard that was taken down", async () => {
    expect(await foundAfter("DROP TRIGGER batch_guard ON batch", { replica: false })).toEqual(["guards"]);
  });
});

import { appendFileSync, cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { payOrder } from "@/lib/batches/payment";
import { processBatch } from "@/lib/batches/process";
import { settlePayment } from "@/lib/batches/settle";
import { seedSimulator } from "@/lib/cli/seed";
import { roleUrl, secretsConfig } from "@/lib/config";
import { database, openDatabase } from "@/lib/db";
import { makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import { verify } from "@/lib/operation/verify";
import { checkPaymentCode, requestPaymentCode } from "@/lib/orders/commands";
import { unseal } from "@/lib/secrets";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { type Simulator, startSimulator } from "@/lib/simulator/server";
import { asOwner, asWorker, demonstration, idsOf, orderedBatch, run, signedIn } from "@/tests/support/make";
import { addressOf, connected, tenantOf } from "@/tests/support/roles";
import { sealAll } from "@/tests/support/sealing";
import { cloneDatabase } from "@/tests/support/template";

const anchors = process.env.AUDIT_ANCHOR_DIR ?? "";
const secret = "a-shared-secret-of-the-trail-tests";
const { secretsKeys } = secretsConfig();
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
  const confirmacion = await run(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden: order }, secretsKeys));
  const [job] = await asOwner<{ code: string }>(
    "SELECT payload ->> 'sealedCode' AS code FROM graphile_worker._private_jobs WHERE payload ->> 'confirmation' = $1",
    [confirmacion],
  );
  const input = {
    orden: order,
    confirmacion,
    codigo: unseal(secretsKeys, job?.code ?? "", { purpose: "mail-code", owner: confirmacion }),
  };
  expect(await run(payer, "order.pay", (ctx) => checkPaymentCode(ctx, input, secretsKeys))).toBeNull();
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
});
afterAll(() => simulator.close());

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
    expect(findings).toHaveLength(19);
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

    test("a floor that nothing under way explains", async () => {
      expect(
        await foundAfter(
          "UPDATE account SET floor_cents = 1 WHERE id = (SELECT min(id) FROM account WHERE kind = 'CARD' AND balance_cents > 0)",
        ),
      ).toEqual(["holds"]);
    });

    test("a card that was replaced and still has its money", async () => {
      const kept = `UPDATE card SET status = 'REPLACED' WHERE id = (SELECT min(card_id) FROM account WHERE kind = 'CARD' AND balance_cents > 0)`;
      expect(await foundAfter(kept)).toEqual(["replaced"]);
    });

    test("an instruction that is done and moved nothing", async () => {
      const done = `INSERT INTO instruction (tenant_id, product_id, kind, number, key, item, requested_by, confirmation_id, card_id, cents, status, resolved_at)
        SELECT tenant_id, product_id, 'CREDIT', 'CM-2020-000001', gen_random_uuid(), 1, 1, gen_random_uuid(), id, 100, 'DONE', now() FROM card LIMIT 1`;
      expect(await foundAfter(done)).toEqual(["instructions"]);
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
      ).toEqual(["balances", "statements", "transfers"]);
    });

    test.each([
      ["lost a movement", "DELETE FROM master_movement WHERE id = (SELECT max(id) FROM master_movement)"],
      [
        "tells a movement that nobody made",
        `INSERT INTO master_movement (tenant_id, account_id, entry_id, at, cents, balance_cents, kind, number, credited_cents, kind_number, kind_cents, kind_credited_cents)
         SELECT tenant_id, account_id, entry_id, now(), 1, balance_cents + 1, kind, number + 1, credited_cents + 1, kind_number + 1, kind_cents + 1, kind_credited_cents + 1
           FROM master_movement ORDER BY id DESC LIMIT 1`,
      ],
      [
        "tells another amount",
        "UPDATE master_movement SET cents = cents + 1 WHERE id = (SELECT max(id) FROM master_movement)",
      ],
      [
        "tells another balance",
        "UPDATE master_movement SET balance_cents = balance_cents + 1 WHERE id = (SELECT min(id) FROM master_movement)",
      ],
    ])("a master account's statement that %s", async (_, tamper) => {
      expect(await foundAfter(tamper)).toEqual(["statements"]);
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
        await foundAfter("INSERT INTO batch_line (tenant_id, batch_id, line, rest) VALUES (1, 999999, 2, 'x')"),
      ).toEqual(["lines"]);
    });

    test.each([
      ["rest", "rest = 'x'"],
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

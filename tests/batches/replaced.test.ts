import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { payOrder } from "@/lib/batches/payment";
import { processBatch } from "@/lib/batches/process";
import { settlePayment } from "@/lib/batches/settle";
import { seedSimulator } from "@/lib/cli/seed";
import { runCommand } from "@/lib/command";
import { secretsConfig } from "@/lib/config";
import { makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import { replaceCard } from "@/lib/instructions/commands";
import { settleInstruction } from "@/lib/instructions/settle";
import { verify } from "@/lib/operation/verify";
import { requestPaymentCode } from "@/lib/orders/commands";
import { makeSimulatorAdmin, type SimulatorAdmin } from "@/lib/simulator/admin";
import { type Simulator, startSimulator } from "@/lib/simulator/server";
import {
  asOwner,
  asWorker,
  confirm,
  demonstration,
  idsOf,
  loaded,
  run,
  sign,
  signedIn,
  statusOf,
} from "@/tests/support/make";
import { addressOf } from "@/tests/support/roles";
import { sealAll } from "@/tests/support/sealing";

// A card is replaced while the core has a page that recharges it: the money is where the core has it, and the page stays the one it was.

const secret = "a-shared-secret-of-the-replaced-cards";
const { secretsKeys } = secretsConfig();
const pesos = 1_000;
let simulator: Simulator;
let admin: SimulatorAdmin;
let outside: { bank: ReturnType<typeof makeBank>; core: ReturnType<typeof makeCore> };
let people = 0;

beforeAll(async () => {
  await demonstration();
  simulator = await startSimulator({ port: 0, dataDir: mkdtempSync(join(tmpdir(), "replaced-")), secret });
  const reach = { url: simulator.url, secret };
  outside = { bank: makeBank(reach), core: makeCore(reach) };
  admin = makeSimulatorAdmin(reach);
  await seedSimulator({ ...process.env, BANK_URL: simulator.url, CORE_URL: simulator.url, GATEWAY_SECRET: secret });
}, 60_000);
beforeEach(() => admin.resetScripts());
afterAll(() => simulator.close());

type Lot = { number: string; tenant: number; batch: bigint; cards: string[] };

/** A paid lot that recharges two people's cards, each with as much; the cards are named by their person, or by their reference. */
async function paidRecharge(by: "person" | "reference" = "person"): Promise<Lot> {
  const owned = await asOwner<{ document: string; reference: string }>(
    `SELECT c.document, c.reference FROM card c JOIN product p ON p.id = c.product_id JOIN account a ON a.card_id = c.id
      WHERE p.code = 'P1' AND c.status = 'ACTIVE' AND c.document LIKE 'CC-1%' AND a.balance_cents = 0 ORDER BY c.document LIMIT 2 OFFSET $1`,
    [people],
  );
  people += 2;
  const lines = owned.map(({ document, reference }) =>
    by === "person" ? `CC;${document.slice(3)};;${pesos},00` : `;;${reference};${pesos},00`,
  );
  const maker = await signedIn("maker1");
  const header = "tipo_documento;numero_documento;referencia_tarjeta;monto";
  const file = Buffer.from(`${header}\n${lines.join("\n")}\n`);
  const number = await loaded(maker, file, { type: "RECARGA" });
  await confirm(maker, number);
  await sign(await signedIn("firma1"), [number]);
  const [orden = ""] = await sign(await signedIn("firma2"), [number]);
  const payer = await signedIn("pagador1");
  const confirmacion = await run(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden }, secretsKeys));
  await run(payer, "order.pay", (ctx) => payOrder(ctx, { orden, confirmacion, codigo: "" }));
  const { id: batch, tenant } = await idsOf(payer, number);
  const [order] = await asOwner<{ id: string }>("SELECT order_id AS id FROM batch WHERE id = $1", [batch]);
  await asWorker(() => settlePayment(outside, tenant, BigInt(order?.id ?? 0)));
  return { number, tenant, batch, cards: owned.map(({ reference }) => reference) };
}

const work = ({ tenant, batch }: Lot) => asWorker(() => processBatch(outside, tenant, batch));

/** What the worker brings to its end: that a card be replaced. */
async function asksToReplace(tarjeta: string): Promise<bigint> {
  const { instructions } = await runCommand(await signedIn("cm1"), "card.replace", (ctx) =>
    replaceCard(ctx, { llave: randomUUID(), tarjeta, motivo: "LOST" }),
  );
  const [asked] = await asOwner<{ id: string }>("SELECT id FROM instruction WHERE number = $1", [instructions[0]]);
  return BigInt(asked?.id ?? 0);
}

async function successorOf(tarjeta: string): Promise<string> {
  const [made] = await asOwner<{ reference: string }>(
    "SELECT n.reference FROM instruction i JOIN card c ON c.id = i.card_id JOIN card n ON n.id = i.replaced_by WHERE c.reference = $1",
    [tarjeta],
  );
  return made?.reference ?? "";
}

/** A card replaced; gives the new one. */
async function replaced(tenant: number, tarjeta: string): Promise<string> {
  const asked = await asksToReplace(tarjeta);
  await asWorker(() => settleInstruction(outside, tenant, asked));
  return successorOf(tarjeta);
}

/** What our books and the core say of cards. */
async function standOf(...cards: string[]): Promise<string[]> {
  const rows = await asOwner<{ reference: string; said: string }>(
    "SELECT c.reference, c.status || ' ' || a.balance_cents AS said FROM card c JOIN account a ON a.card_id = c.id WHERE c.reference = ANY ($1)",
    [cards],
  );
  const ours = new Map(rows.map(({ reference, said }) => [reference, said]));
  const core = (await admin.state()).cards;
  return cards.map((card) => `${ours.get(card)} · ${core.get(card)?.state} ${core.get(card)?.balanceCents}`);
}

const gone = "REPLACED 0 · cancelled 0";
const whole = `ACTIVE ${pesos * 100} · active ${pesos * 100}`;

test.each(["person", "reference"] as const)(
  "the answer was lost and the card replaced, twice: the money of a line by %s is the last card's",
  async (by) => {
    const lot = await paidRecharge(by);
    const [old = "", other = ""] = lot.cards;
    await admin.script(
      { target: "core", operation: "page", behaviour: { do: "disconnect", afterWork: true } },
      { target: "core", operation: "pageStatus", behaviour: { do: "fail" } },
    );
    await work(lot);
    expect(await statusOf(await signedIn("maker1"), lot.number)).toBe("IN_PROCESS");
    const next = await replaced(lot.tenant, old);
    const last = await replaced(lot.tenant, next);
    await work(lot);
    expect(await statusOf(await signedIn("maker1"), lot.number)).toBe("PROCESSED");
    expect(await standOf(old, next, last, other)).toEqual([gone, gone, whole, whole]);
  },
);

test("the core never saw the page and the card was replaced: its person's line goes to the new card", async () => {
  const lot = await paidRecharge();
  const [old = "", other = ""] = lot.cards;
  await admin.script(
    { target: "core", operation: "page", behaviour: { do: "disconnect" } },
    { target: "core", operation: "pageStatus", behaviour: { do: "fail" } },
  );
  await work(lot);
  const next = await replaced(lot.tenant, old);
  await work(lot);
  expect(await statusOf(await signedIn("maker1"), lot.number)).toBe("PROCESSED");
  expect(await standOf(old, next, other)).toEqual([gone, whole, whole]);
});

test("the card was replaced before the core saw a line by its reference: refused, and its money comes back", async () => {
  const lot = await paidRecharge("reference");
  const [old = "", other = ""] = lot.cards;
  const next = await replaced(lot.tenant, old);
  await work(lot);
  expect(await statusOf(await signedIn("maker1"), lot.number)).toBe("PROCESSED_WITH_REJECTIONS");
  expect(await asOwner("SELECT line, reason FROM batch_line_rejection WHERE batch_id = $1", [lot.batch])).toEqual([
    { line: 2, reason: "cardCancelled" },
  ]);
  expect(await standOf(old, next, other)).toEqual([gone, "ACTIVE 0 · active 0", whole]);
});

test("replaced while the answer is on its way: the money goes on to the new card", async () => {
  const lot = await paidRecharge();
  const [old = "", other = ""] = lot.cards;
  const asked = await asksToReplace(old);
  await admin.script({ target: "core", operation: "page", behaviour: { do: "late", ms: 2_000 } });
  await asWorker(async () => {
    const answered = processBatch(outside, lot.tenant, lot.batch);
    const done = async () => (await admin.state()).cards.get(old)?.balanceCents;
    await expect.poll(done, { timeout: 10_000 }).toBe(BigInt(pesos * 100));
    await settleInstruction(outside, lot.tenant, asked);
    await answered;
  });
  expect(await statusOf(await signedIn("maker1"), lot.number)).toBe("PROCESSED");
  expect(await standOf(old, await successorOf(old), other)).toEqual([gone, whole, whole]);
  expect(
    await asOwner(
      `SELECT d.kind::text AS debit, t.line FROM transfer t JOIN ledger_entry e ON e.id = t.entry_id JOIN account d ON d.id = t.debit
         JOIN account c ON c.id = t.credit WHERE e.key = $1 AND c.kind = 'CARD' ORDER BY t.id`,
      [`batch:${lot.batch}:page:0`],
    ),
  ).toEqual([
    { debit: "ORDER_FUNDS", line: 2 },
    { debit: "ORDER_FUNDS", line: 3 },
    { debit: "CARD", line: 2 },
  ]);
});

test("after all this, verify finds nothing wrong", async () => {
  await sealAll();
  const reach = { databaseUrl: addressOf("verify"), auditAnchorDir: process.env.AUDIT_ANCHOR_DIR ?? "" };
  const findings = await verify(reach);
  expect(findings.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
});

import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { payOrder } from "@/lib/batches/payment";
import { processBatch } from "@/lib/batches/process";
import { settlePayment } from "@/lib/batches/settle";
import { seedSimulator } from "@/lib/cli/seed";
import { readOperator, runOperator } from "@/lib/command";
import { secretsConfig } from "@/lib/config";
import type { Caller, OperatorContext } from "@/lib/context";
import { type Bank, makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import { findDoubt, listDoubts } from "@/lib/operator/doubt-queries";
import { askDoubtSchema, resolveDoubtSchema } from "@/lib/operator/doubt-schema";
import { askAgain, doubtAsked, doubtKind } from "@/lib/operator/doubts";
import { requestPaymentCode } from "@/lib/orders/commands";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import type { Behaviour } from "@/lib/simulator/scripts";
import { type Simulator, startSimulator } from "@/lib/simulator/server";
import { asOwner, asWorker, demonstration, idsOf, orderedBatch, outcomeOf, run, signedIn } from "@/tests/support/make";

// What is in doubt, as the desk sees it; asking again; and how two operators end a payment's doubt, whatever the bank says meanwhile.

const secret = "a-shared-secret-of-the-doubt-tests";
let simulator: Simulator;
let admin: ReturnType<typeof makeSimulatorAdmin>;
let bank: Bank;
let core: ReturnType<typeof makeCore>;

beforeAll(async () => {
  await demonstration();
  simulator = await startSimulator({ port: 0, dataDir: mkdtempSync(join(tmpdir(), "doubts-")), secret });
  const reach = { url: simulator.url, secret, timeoutMs: 400 };
  admin = makeSimulatorAdmin(reach);
  bank = makeBank(reach);
  core = makeCore(reach);
  await seedSimulator({ ...process.env, BANK_URL: simulator.url, CORE_URL: simulator.url, GATEWAY_SECRET: secret });
});
afterAll(() => simulator.close());
beforeEach(() => admin.resetScripts());

const at = async (username = "oper1", company: string | null = "E1"): Promise<Caller> => ({
  ...(await signedIn(username)),
  company,
  product: null,
});
const looking = async <Result>(work: (ctx: OperatorContext) => Promise<Result>, company: string | null = "E1") =>
  readOperator(await at("oper1", company), "doubt.read", work);
const found = (subject: string) => looking((ctx) => findDoubt(ctx, subject));
const listed = async (text: string | null = null) =>
  (await looking((ctx) => listDoubts(ctx, { text, sort: null, page: 1, size: 100 }), null)).rows;

type Paying = { batch: string; order: string; id: bigint; tenant: number };
/** An order whose payment was requested. */
async function paying(company: "E1" | "E2" = "E1", lines = 2): Promise<Paying> {
  const { batch, order } = await orderedBatch(lines, company);
  const payer = await signedIn(company === "E1" ? "pagador1" : "pagador9", company);
  const confirmacion = await run(payer, "order.pay", (ctx) =>
    requestPaymentCode(ctx, { orden: order }, secretsConfig().secretsKeys),
  );
  await run(payer, "order.pay", (ctx) => payOrder(ctx, { orden: order, confirmacion, codigo: "" }));
  const [row] = await asOwner<{ id: string; tenant_id: number }>(
    "SELECT o.id, o.tenant_id FROM service_order o JOIN tenant t ON t.id = o.tenant_id WHERE t.code = $1 AND o.number = $2",
    [company, order],
  );
  return { batch, order, id: BigInt(row?.id ?? 0), tenant: row?.tenant_id ?? 0 };
}
const settle = ({ tenant, id }: Paying, with_: Bank = bank) =>
  asWorker(() => settlePayment({ bank: with_ }, tenant, id));
const bankWill = (operation: "debit" | "debitStatus", behaviour: Behaviour) =>
  admin.script({ target: "bank", operation, behaviour });

/** A payment that the bank took, or did not, and said nothing about. */
async function inDoubt(taken: boolean, company: "E1" | "E2" = "E1"): Promise<Paying> {
  const order = await paying(company);
  await bankWill("debit", { do: "disconnect", afterWork: taken });
  await settle(order);
  return order;
}
const stateOf = async ({ id }: Paying) =>
  (await asOwner<{ status: string }>("SELECT status FROM service_order WHERE id = $1", [id]))[0]?.status;
const debitsOf = async ({ order, tenant }: Paying) => {
  const [row] = await asOwner<{ code: string }>("SELECT code FROM tenant WHERE id = $1", [tenant]);
  return (await admin.state()).debits.filter(({ reference }) => reference.startsWith(`${row?.code}-${order}-`));
};
const trailOf = async ({ order, tenant }: Paying, event: string) =>
  asOwner<{ actor: string; data: Record<string, unknown> }>(
    "SELECT actor, data FROM audit_event WHERE tenant_id = $1 AND subject = $2 AND event = $3 ORDER BY id",
    [tenant, order, event],
  );

/** The bank can take no more of what was sent. */
const later = ({ id }: Paying) =>
  asOwner("UPDATE payment SET arrives_until = now() - interval '1 second' WHERE order_id = $1", [id]);

describe("what is in doubt", () => {
  test("whoever's: company, order, total, since when and how often; nothing for who is not at the desk", async () => {
    const [mine, theirs] = [await inDoubt(true), await inDoubt(true, "E2")];
    await bankWill("debitStatus", { do: "html" });
    await settle(mine);
    const rows = await listed();
    expect(rows.map(({ company, subject, asked }) => [company, subject, asked])).toEqual([
      ["E1", mine.order, 2],
      ["E2", theirs.order, 1],
    ]);
    const [row] = rows;
    expect(row).toMatchObject({ kind: "PAYMENT", outcome: "unknown", detail: "notJson", currency: "COP" });
    const [order] = await asOwner<{ total: string }>("SELECT total_cents AS total FROM service_order WHERE id = $1", [
      mine.id,
    ]);
    expect(row?.cents).toBe(BigInt(order?.total ?? 0));
    expect((await listed("andina")).length + (await listed(theirs.order)).length).toBeGreaterThan(0);
    expect(await listed("nada de esto")).toEqual([]);
    const [none] = await asOwner<{ n: number }>("SELECT count(*)::int AS n FROM doubts()");
    expect(none?.n).toBe(0);
    await settle(mine);
    await settle(theirs);
    expect(await listed()).toEqual([]);
  });

  test("what was sent and what came back, word for word but for the account; in another company it is not there", async () => {
    const order = await paying();
    await bankWill("debit", { do: "otherAmount" });
    await settle(order);
    const doubt = await found(order.order);
    expect(doubt).toMatchObject({ kind: "PAYMENT", open: true, accountTail: "7890", asked: 1, change: null });
    const [answer] = doubt?.answers ?? [];
    expect(answer).toMatchObject({ operation: "debit", outcome: "unknown", detail: "mismatch", status: 200 });
    expect(answer?.body).toContain('"account":"•••• 7890"');
    expect(answer?.body).not.toContain("0012-3456");
    expect(await looking((ctx) => findDoubt(ctx, order.order), "E2")).toBeNull();
    await settle(order);
    const after = await found(order.order);
    expect(after).toMatchObject({ open: false, status: "IN_PROCESS", asked: 2 });
    expect(after?.answers[0]).toMatchObject({ operation: "debitStatus", outcome: "confirmed" });
  });

  test.each([
    [{ do: "fail" }, { detail: "status", status: 500 }],
    [{ do: "html" }, { detail: "notJson", status: 200 }],
    [{ do: "redirect" }, { detail: "redirect", status: 302 }],
    [{ do: "badSignature" }, { detail: "signature", status: 200 }],
    [{ do: "hang" }, { detail: "timeout", status: null, body: null }],
  ] as const)("of a bank that answers %o is kept %o", async (behaviour, kept) => {
    const order = await paying();
    await bankWill("debit", behaviour);
    await settle(order);
    expect((await found(order.order))?.answers[0]).toMatchObject(kept);
    await settle(order);
  });

  test("a payment that was answered at once is none of the desk's", async () => {
    const order = await paying();
    await settle(order);
    expect(await found(order.order)).toBeNull();
  });

  test("a lot whose page the core leaves open, and of what it said no word", async () => {
    const order = await paying();
    await settle(order);
    await admin.script(
      { target: "core", operation: "page", behaviour: { do: "missingLine" } },
      { target: "core", operation: "pageStatus", behaviour: { do: "fail" } },
    );
    const { id, tenant } = await idsOf(await signedIn("maker1"), order.batch);
    const process_ = () => asWorker(() => processBatch({ core }, tenant, id));
    await process_();
    const [row] = await listed();
    expect(row).toMatchObject({ kind: "PAGE", subject: order.batch, orderNumber: order.order, asked: 2 });
    const doubt = await found(order.batch);
    expect(doubt).toMatchObject({ kind: "PAGE", open: true, lines: 2, pagesDone: 0 });
    expect(doubt?.answers.map(({ operation, detail, body }) => [operation, detail, body])).toEqual([
      ["pageStatus", "status", null],
      ["page", "mismatch", null],
    ]);
    await process_();
    expect([await listed(), await found(order.batch)]).toMatchObject([[], { open: false, status: "PROCESSED" }]);
  });
});

const ask = async (asunto: string) =>
  runOperator(await at(), "doubt.ask", (ctx) => askAgain(ctx, askDoubtSchema.parse({ asunto })));
const jobs = (key: string) =>
  asOwner<{ due: boolean; tries: number }>(
    "SELECT run_at <= now() AS due, attempts AS tries FROM graphile_worker._private_jobs WHERE key = $1",
    [key],
  );

describe("asking again", () => {
  test("brings the job that waits to now, once, and stands in the company's trail", async () => {
    const order = await inDoubt(true);
    expect(await jobs(`settle-payment:${order.id}`)).toEqual([{ due: false, tries: 0 }]);
    await Promise.all([ask(order.order), ask(order.order), ask(order.order)]);
    expect(await jobs(`settle-payment:${order.id}`)).toEqual([{ due: true, tries: 0 }]);
    expect((await trailOf(order, "doubt.asked")).map(({ actor }) => actor)).toEqual(["oper1", "oper1", "oper1"]);
    await settle(order);
    expect(await outcomeOf(ask(order.order))).toBe("doubt.over");
  });

  test("of what never was in doubt, or is nowhere, there is nothing to ask", async () => {
    const order = await paying();
    await settle(order);
    expect(await outcomeOf(ask(order.order))).toBe("NotFound");
    expect(await outcomeOf(ask("OS-2026-999999"))).toBe("NotFound");
    expect(await outcomeOf(ask("L-2026-999999"))).toBe("NotFound");
  });
});

type Resolved = { resultado: "debitado" | "no-debitado"; referencia?: string };
const input = (order: string, resolved: Resolved) =>
  resolveDoubtSchema.parse({ asunto: order, motivo: "Lo dijo el banco por teléfono", ...resolved });

/** What an operator proposes stands and waits. */
async function proposed({ order, tenant }: Paying, resolved: Resolved): Promise<bigint> {
  const { before, after } = await asProposer(order, async (ctx) => {
    const asked = await doubtAsked(ctx, input(order, resolved));
    const before = await doubtKind.current(ctx, order);
    return { before, after: { ...before, ...asked.after } };
  });
  const [row] = await asOwner<{ id: string }>(
    `INSERT INTO pending_change (tenant_id, kind, subject, before, after, digest, reason, proposed_by)
     SELECT $1, 'DOUBT', $2, $3, $4, repeat('0', 64), 'Lo dijo el banco', id FROM app_user WHERE username = 'oper1' RETURNING id`,
    [tenant, order, before, after],
  );
  return BigInt(row?.id ?? 0);
}

/** The second operator decides, as the desk does it: applied only while it stands as it stood. */
async function decided({ order }: Paying, id: bigint): Promise<"applied" | "overtaken"> {
  return runOperator(await at("oper2"), "change.decide", async (ctx) => {
    await ctx.audit("doubt.tried", order);
    const [change] = await ctx.tx.$queryRaw<{ before: Record<string, string>; after: Record<string, string> }[]>`
      SELECT before, after FROM pending_change WHERE id = ${id} AND status = 'PENDING' FOR NO KEY UPDATE`;
    if (!change) return "overtaken";
    const now = await doubtKind.current(ctx, order);
    if (Object.entries(now).some(([key, value]) => change.before[key] !== value)) return "overtaken";
    await ctx.tx.$executeRaw`
      UPDATE pending_change SET status = 'APPLIED', decided_by = ${ctx.user.id}, decided_at = app_now() WHERE id = ${id}`;
    await doubtKind.apply(ctx, { id, subject: order, ...change, reason: "" });
    return "applied";
  });
}
const debited = (referencia: string) => ({ resultado: "debitado", referencia }) as const;
const notDebited = { resultado: "no-debitado" } as const;
const changeState = async (id: bigint) =>
  (await asOwner<{ status: string }>("SELECT status FROM pending_change WHERE id = $1", [id]))[0]?.status;
const entriesOf = ({ id }: Paying) => asOwner("SELECT 1 FROM ledger_entry WHERE key = $1", [`order:${id}:payment`]);

describe("a doubt that two operators end", () => {
  test("it was debited: the ledger has it once, the lots go to the core, and nobody asks the bank any more", async () => {
    const order = await inDoubt(true);
    const id = await proposed(order, debited("BR-POR-FAX-1"));
    expect(await found(order.order)).toMatchObject({
      change: { debited: true, bankReference: "BR-POR-FAX-1", own: true },
    });
    expect(await decided(order, id)).toBe("applied");
    expect(await jobs(`settle-payment:${order.id}`)).toEqual([{ due: true, tries: 0 }]);
    const silent = banking({});
    await settle(order, silent.bank);
    expect([await stateOf(order), silent.asked, (await entriesOf(order)).length]).toEqual(["IN_PROCESS", [], 1]);
    const [event] = await trailOf(order, "payment.confirmed");
    expect(event?.data).toMatchObject({ bankReference: "BR-POR-FAX-1", change: id.toString() });
    expect((await trailOf(order, "doubt.resolved")).map(({ actor }) => actor)).toEqual(["oper2"]);
    expect(await listed(order.order)).toEqual([]);
  });

  test("it was not: the payment failed, may be paid again, and what is paid again is debited once", async () => {
    const order = await inDoubt(false);
    const id = await proposed(order, notDebited);
    await later(order);
    expect(await decided(order, id)).toBe("applied");
    await settle(order);
    expect(await found(order.order)).toMatchObject({ open: false, status: "PAYMENT_FAILED" });
    expect(await asOwner("SELECT failure FROM service_order WHERE id = $1", [order.id])).toEqual([
      { failure: "notDebited" },
    ]);
    const payer = await signedIn("pagador1");
    const confirmacion = await run(payer, "order.pay", (ctx) =>
      requestPaymentCode(ctx, { orden: order.order }, secretsConfig().secretsKeys),
    );
    await run(payer, "order.pay", (ctx) => payOrder(ctx, { orden: order.order, confirmacion, codigo: "" }));
    await settle(order);
    expect([await stateOf(order), (await debitsOf(order)).length, (await entriesOf(order)).length]).toEqual([
      "IN_PROCESS",
      1,
      1,
    ]);
  });

  test("not before the bank can take no more of what was sent", async () => {
    const order = await inDoubt(false);
    const id = await proposed(order, notDebited);
    expect(await outcomeOf(decided(order, id))).toBe("doubt.mayArrive");
    expect([await changeState(id), await stateOf(order)]).toEqual(["PENDING", "IN_VERIFICATION"]);
    // Nobody says this of a debit that was made: what is sent twice is one debit.
    await asOwner("UPDATE pending_change SET status = 'WITHDRAWN', decided_at = now() WHERE id = $1", [id]);
    expect(await decided(order, await proposed(order, debited("BR-POR-FAX-2")))).toBe("applied");
    await settle(order);
  });

  test("while it is decided the bank is only asked; what it never saw is not sent to it", async () => {
    const order = await inDoubt(false);
    const id = await proposed(order, notDebited);
    const before = await found(order.order);
    await settle(order);
    expect((await found(order.order))?.answers[0]).toMatchObject({ operation: "debitStatus", outcome: "notFound" });
    expect([await stateOf(order), await debitsOf(order)]).toEqual(["IN_VERIFICATION", []]);
    expect(await found(order.order)).toMatchObject({ payment: (before as { payment: object }).payment });
    await asOwner("UPDATE pending_change SET status = 'WITHDRAWN', decided_at = now() WHERE id = $1", [id]);
    await settle(order);
    expect([await stateOf(order), (await debitsOf(order)).length]).toEqual(["IN_PROCESS", 1]);
  });

  test("the bank answers first: what was proposed is overtaken at once, and is not applied", async () => {
    const order = await inDoubt(true);
    const id = await proposed(order, notDebited);
    await later(order);
    await settle(order);
    expect([await stateOf(order), await changeState(id)]).toEqual(["IN_PROCESS", "OVERTAKEN"]);
    expect(await trailOf(order, "change.overtaken")).toHaveLength(1);
    expect(await decided(order, id)).toBe("overtaken");
    expect(await asOwner("SELECT 1 FROM payment_verdict WHERE change_id = $1", [id])).toEqual([]);
  });

  test("what is refused of a proposal stands beside its field", async () => {
    const order = await inDoubt(true);
    const other = await inDoubt(true);
    await settle(other);
    const [{ reference } = { reference: "" }] = await asOwner<{ reference: string }>(
      "SELECT bank_reference AS reference FROM payment WHERE order_id = $1",
      [other.id],
    );
    const trying = (resolved: Resolved, number = order.order) =>
      outcomeOf(asProposer(number, (ctx) => doubtAsked(ctx, input(number, resolved))));
    expect(await trying({ resultado: "debitado" })).toBe("doubt.referenceNeeded");
    expect(await trying({ resultado: "debitado", referencia: "B R 1" })).toBe("doubt.referenceUnread");
    expect(await trying({ resultado: "debitado", referencia: reference })).toBe("doubt.referenceTaken");
    expect(await trying(debited("BR-POR-FAX-3"), other.order)).toBe("doubt.over");
    expect(await trying(debited("BR-POR-FAX-3"), "OS-2026-999999")).toBe("NotFound");
    expect(await trying(debited("BR-POR-FAX-3"))).toBe("ok");
    for (const wrong of [{ motivo: "x" }, { motivo: "" }, { resultado: "tal vez" }, { asunto: order.batch }])
      expect(resolveDoubtSchema.safeParse({ ...input(order.order, debited("BR-POR-FAX-3")), ...wrong }).success).toBe(
        false,
      );
    await settle(order);
  });
});

const asProposer = async <Result>(subject: string, work: (ctx: OperatorContext) => Promise<Result>) =>
  runOperator(await at(), "change.propose", async (ctx) => {
    await ctx.audit("doubt.tried", subject);
    return work(ctx);
  });

type Says = Partial<{ debit: () => Promise<unknown>; status: () => Promise<unknown> }>;
/** A bank as its adapter gives it, that does as told while it is asked. */
function banking({ debit, status }: Says) {
  const asked: string[] = [];
  const unknown = async () => ({ kind: "unknown", detail: "timeout" });
  const told: Bank = {
    debit: async () => {
      asked.push("debit");
      return (debit ?? unknown)() as ReturnType<Bank["debit"]>;
    },
    debitStatus: async () => {
      asked.push("status");
      return (status ?? unknown)() as ReturnType<Bank["debitStatus"]>;
    },
  };
  return { bank: told, asked };
}

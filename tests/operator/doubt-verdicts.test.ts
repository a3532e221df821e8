import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { payOrder } from "@/lib/batches/payment";
import { secretsConfig } from "@/lib/config";
import type { Debits } from "@/lib/gateways/bank";
import { resolveDoubtSchema } from "@/lib/operator/doubt-schema";
import { requestPaymentCode } from "@/lib/orders/commands";
import {
  admin,
  atDesk,
  changeState,
  debitsOf,
  deciding,
  found,
  inDoubt,
  jobs,
  later,
  listed,
  type Paying,
  proposing,
  resolving,
  settle,
  startDoubting,
  stateOf,
  trailOf,
} from "@/tests/support/doubting";
import { asOwner, outcomeOf, run, signedIn } from "@/tests/support/make";
import { attempt, connected } from "@/tests/support/roles";

// How two operators end a payment's doubt, whatever the bank says meanwhile.

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await startDoubting();
});
afterAll(() => stop());
beforeEach(() => admin.resetScripts());

type Resolved = { resultado: "debitado" | "no-debitado"; referencia?: string };
const input = resolving;
const proposed = ({ order }: Pick<Paying, "order">, resolved: Resolved) => proposing(order, resolved);
const decided = deciding;
const debited = (referencia: string) => ({ resultado: "debitado", referencia }) as const;
const notDebited = { resultado: "no-debitado" } as const;
const entriesOf = ({ id }: Paying) => asOwner("SELECT 1 FROM ledger_entry WHERE key = $1", [`order:${id}:payment`]);

describe("a doubt that two operators end", () => {
  test("it was debited: the ledger has it once, the lots go to the core, and nobody asks the bank any more", async () => {
    const order = await inDoubt(true);
    const id = await proposed(order, debited("BR-POR-FAX-1"));
    expect(await found(order.order)).toMatchObject({
      change: { state: "DEBITED", bankReference: "BR-POR-FAX-1", own: true },
    });
    expect(await decided(id)).toBe("APPLIED");
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
    expect(await decided(id)).toBe("APPLIED");
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

  test("who proposes does not decide; what the other refuses is asked about as before", async () => {
    const order = await inDoubt(true);
    const id = await proposed(order, debited("BR-POR-FAX-0"));
    expect(await outcomeOf(decided(id, "aprobar", "oper1"))).toBe("change.own");
    expect(await outcomeOf(proposed(order, notDebited))).toBe("change.pending");
    expect(await decided(id, "rechazar")).toBe("REFUSED");
    await settle(order);
    expect([await stateOf(order), await changeState(id)]).toEqual(["IN_PROCESS", "REFUSED"]);
    expect(await asOwner("SELECT bank_reference FROM payment WHERE order_id = $1", [order.id])).not.toEqual([
      { bank_reference: "BR-POR-FAX-0" },
    ]);
  });

  test("not before the bank can take no more of what was sent", async () => {
    const order = await inDoubt(false);
    const id = await proposed(order, notDebited);
    expect(await outcomeOf(decided(id))).toBe("doubt.mayArrive");
    expect([await changeState(id), await stateOf(order)]).toEqual(["PENDING", "IN_VERIFICATION"]);
    // Nobody says this of a debit that was made: what is sent twice is one debit.
    await asOwner("UPDATE pending_change SET status = 'WITHDRAWN', decided_at = now() WHERE id = $1", [id]);
    expect(await decided(await proposed(order, debited("BR-POR-FAX-2")))).toBe("APPLIED");
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
    expect(await outcomeOf(decided(id))).toBe("change.decided");
    expect(await asOwner("SELECT 1 FROM payment_verdict WHERE change_id = $1", [id])).toEqual([]);
  });

  test.each([
    [
      "it was not, and the bank then says that it was",
      notDebited,
      { kind: "confirmed", bankReference: "B-9", amountCents: 1n },
      "PAYMENT_FAILED",
      1,
    ],
    [
      "it was, and the bank then says that it was not",
      debited("BR-POR-FAX-4"),
      { kind: "refused", reason: "funds" },
      "IN_PROCESS",
      1,
    ],
    [
      "it was, and the bank says so of another debit",
      debited("BR-POR-FAX-5"),
      { kind: "confirmed", bankReference: "B-8", amountCents: 1n },
      "IN_PROCESS",
      1,
    ],
    ["it was not, and the bank says the same", notDebited, { kind: "refused", reason: "funds" }, "PAYMENT_FAILED", 0],
    ["it was not, and the bank never saw it", notDebited, { kind: "notFound" }, "PAYMENT_FAILED", 0],
  ] as const)(
    "they decide while the bank is asked, %s: their word ends it, its own is kept",
    async (_, found_, says, end, contradicted) => {
      const order = await inDoubt(false);
      const id = await proposed(order, found_);
      const slow = banking({
        status: async () => {
          await later(order);
          expect(await atDesk(() => decided(id))).toBe("APPLIED");
          return says;
        },
      });
      await settle(order, slow.bank);
      expect([await stateOf(order), await changeState(id), slow.asked]).toEqual([end, "APPLIED", ["status"]]);
      expect((await trailOf(order, "payment.contradicted")).length).toBe(contradicted);
      expect((await found(order.order))?.answers[0]?.outcome).toBe(says.kind);
      expect((await entriesOf(order)).length).toBe(end === "IN_PROCESS" ? 1 : 0);
      await settle(order);
      expect([await stateOf(order), (await entriesOf(order)).length]).toEqual([end, end === "IN_PROCESS" ? 1 : 0]);
    },
  );

  test("whoever was held up since before sends nothing", async () => {
    const order = await inDoubt(false);
    const clock = Date.now;
    const held = banking({
      status: async () => {
        Date.now = () => clock() + 20_000;
        return { kind: "notFound" };
      },
    });
    await settle(order, held.bank).finally(() => {
      Date.now = clock;
    });
    expect([held.asked, await stateOf(order)]).toEqual([["status"], "IN_VERIFICATION"]);
    await settle(order);
    expect([await stateOf(order), (await debitsOf(order)).length]).toEqual(["IN_PROCESS", 1]);
  });

  test("nothing is overtaken while the bank has not answered, nor from another company, nor another kind", async () => {
    const order = await inDoubt(true);
    const id = await proposed(order, debited("BR-POR-FAX-7"));
    const overtaken = (tenant: number, ...before: string[]) =>
      connected("owner", async (client) => {
        const say = `SELECT doubt_overtaken('${order.order}') AS id`;
        return (await attempt(client, tenant, "SET LOCAL session_replication_role = replica", ...before, say)).rows;
      });
    const over = `UPDATE service_order SET status = 'PROCESSED' WHERE id = ${order.id}`;
    const mine = `WHERE id = ${id}`;
    expect(await overtaken(order.tenant)).toEqual([]);
    expect(await overtaken(order.tenant + 1, over)).toEqual([]);
    expect(await overtaken(order.tenant, over, `UPDATE pending_change SET kind = 'FEES' ${mine}`)).toEqual([]);
    expect(await overtaken(order.tenant, over, `UPDATE pending_change SET subject = 'OS-2026-999999' ${mine}`)).toEqual(
      [],
    );
    expect(
      await overtaken(order.tenant, over, `UPDATE pending_change SET status = 'WITHDRAWN', decided_at = now() ${mine}`),
    ).toEqual([]);
    expect(await overtaken(order.tenant, over)).toEqual([{ id: id.toString() }]);
  });

  test("who settles holds the order: a decision waits for them, and finds what became of it", async () => {
    const order = await inDoubt(true);
    const id = await proposed(order, debited("BR-POR-FAX-6"));
    const waits = async () => (await asOwner("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")).length;
    await connected("owner", async (client) => {
      await client.query("BEGIN; SET LOCAL session_replication_role = replica");
      await client.query("UPDATE service_order SET status = 'PAYMENT_FAILED' WHERE id = $1", [order.id]);
      const deciding = decided(id);
      await expect.poll(waits).toBeGreaterThan(0);
      await client.query("COMMIT");
      expect(await deciding).toBe("OVERTAKEN");
    });
  });

  test("what is refused of a proposal stands beside its field", async () => {
    const order = await inDoubt(true);
    const other = await inDoubt(true);
    await settle(other);
    const [{ reference } = { reference: "" }] = await asOwner<{ reference: string }>(
      "SELECT bank_reference AS reference FROM payment WHERE order_id = $1",
      [other.id],
    );
    const trying = (resolved: Resolved, number = order.order) => outcomeOf(proposed({ order: number }, resolved));
    expect(await trying({ resultado: "debitado" })).toBe("doubt.referenceNeeded");
    expect(await trying({ resultado: "debitado", referencia: "B R 1" })).toBe("doubt.referenceUnread");
    expect(await trying({ resultado: "debitado", referencia: reference })).toBe("doubt.referenceTaken");
    expect(await trying(debited("BR-POR-FAX-3"), other.order)).toBe("doubt.over");
    expect(await trying(debited("BR-POR-FAX-3"), "OS-2026-999999")).toBe("NotFound");
    expect(await trying(debited("BR-POR-FAX-3"))).toBe("ok");
    for (const wrong of [{ motivo: "x" }, { motivo: "" }, { resultado: "tal vez" }, { asunto: "OS-1" }])
      expect(resolveDoubtSchema.safeParse({ ...input(order.order, debited("BR-POR-FAX-3")), ...wrong }).success).toBe(
        false,
      );
    await settle(order);
  });
});

type Says = Partial<{ debit: () => Promise<unknown>; status: () => Promise<unknown> }>;
/** A bank as its adapter gives it, that does as told while it is asked. */
function banking({ debit, status }: Says) {
  const asked: string[] = [];
  const unknown = async () => ({ kind: "unknown", detail: "timeout" });
  const told: Debits = {
    debit: async () => {
      asked.push("debit");
      return (debit ?? unknown)() as ReturnType<Debits["debit"]>;
    },
    debitStatus: async () => {
      asked.push("status");
      return (status ?? unknown)() as ReturnType<Debits["debitStatus"]>;
    },
  };
  return { bank: told, asked };
}

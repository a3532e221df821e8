import { beforeAll, expect, test } from "vitest";
import { confirmBatch, deleteBatch, prepareSignature, signBatches } from "@/lib/batches/commands";
import { payOrder } from "@/lib/batches/payment";
import { findBatch } from "@/lib/batches/queries";
import type { Permission } from "@/lib/catalog";
import { readOwn, runCommand } from "@/lib/command";
import { inOwnCompanies } from "@/lib/companies/queries";
import { secretsConfig } from "@/lib/config";
import type { Caller, Context } from "@/lib/context";
import type { WaitingKind } from "@/lib/home/rules";
import { countOf, listWaiting, type Waiting } from "@/lib/home/waiting";
import { requestPaymentCode } from "@/lib/orders/commands";
import {
  asDecided,
  asOwner,
  confirmedBatch,
  demonstration,
  loaded,
  orderedBatch,
  recharge,
  sample,
  sign,
  signedIn,
} from "@/tests/support/make";
import { planning } from "@/tests/support/plans";

// What the Bandeja counts for five people, against what the doors' own commands let each of them do with every lot and order there is.

const { secretsKeys } = secretsConfig();
let partly: string;

beforeAll(async () => {
  await demonstration();
  const maker = await signedIn("maker1");
  await loaded(maker, recharge(2));
  await loaded(maker, recharge(3));
  await loaded(maker, sample("recarga-errores.txt"));
  await confirmedBatch(2);
  partly = await confirmedBatch(3);
  await sign(await signedIn("firma1"), [partly]);
  await orderedBatch(2);
  const failed = await orderedBatch(3);
  const annulled = await orderedBatch(4);
  for (const status of ["PAYING", "PAYMENT_FAILED"])
    await asOwner("UPDATE service_order SET status = $1 WHERE number = $2", [status, failed.order]);
  await asOwner(
    "UPDATE service_order SET status = 'ANNULLED' WHERE number = $1 AND tenant_id IN (SELECT id FROM tenant WHERE code = 'E1')",
    [annulled.order],
  );
  await confirmedBatch(2, "E2");
  await orderedBatch(3, "E2");
});

const waitingFor = (caller: Caller): Promise<Waiting[]> =>
  readOwn(caller, async (ctx) => (await inOwnCompanies(ctx, (own) => listWaiting(ctx, own))).flat());

/** Whether a command goes through, all of it undone. */
async function wouldDo(caller: Caller, asks: Permission, work: (ctx: Context) => Promise<unknown>): Promise<boolean> {
  class Undone extends Error {}
  try {
    await runCommand(caller, asks, async (ctx) => {
      await work(ctx);
      throw new Undone();
    });
  } catch (error) {
    return error instanceof Undone;
  }
  return false;
}

const doors: Record<
  Exclude<WaitingKind, "verification">,
  [Permission, "batch" | "order", (ctx: Context, number: string) => Promise<unknown>]
> = {
  confirm: [
    "batch.confirm",
    "batch",
    async (ctx, lote) => {
      const found = await findBatch(ctx, lote);
      const { version, seen } = found ?? { version: 0, seen: "" };
      await confirmBatch(ctx, { lote, version, visto: seen, motivo: "Por la prueba" });
    },
  ],
  faults: [
    "batch.delete",
    "batch",
    async (ctx, lote) => {
      const found = await findBatch(ctx, lote);
      if (found?.status !== "INVALID") throw new Error("no faults to mend");
      await deleteBatch(ctx, { lote });
    },
  ],
  sign: [
    "batch.sign",
    "batch",
    async (ctx, lote) =>
      signBatches(ctx, { confirmacion: await prepareSignature(ctx, { lotes: [lote], proceso: "lote" }) }),
  ],
  pay: ["order.pay", "order", pay("AUTHORIZED")],
  paymentFailed: ["order.pay", "order", pay("PAYMENT_FAILED")],
};

function pay(from: string) {
  return async (ctx: Context, orden: string) => {
    const order = await ctx.tx.serviceOrder.findFirst({ where: { tenantId: ctx.company.id, number: orden } });
    if (order?.status !== from) throw new Error(`not ${from}`);
    const confirmacion = await requestPaymentCode(ctx, { orden }, secretsKeys);
    await payOrder(ctx, { orden, confirmacion, codigo: "" });
  };
}

test.each([
  ["maker1", "E1", { confirm: 2, faults: 1 }],
  ["firma1", "E1", { sign: 1 }],
  ["firma2", "E1", { sign: 2 }],
  ["pagador1", "E1", { pay: 1, paymentFailed: 1 }],
  ["firma9", "E2", { sign: 1 }],
  ["pagador9", "E2", { pay: 1 }],
  ["auditor1", "E1", {}],
] as const)(
  "%s: each lot and order counted goes through its door, each other is refused",
  async (username, company, expected) => {
    const caller = await signedIn(username, company);
    const counted = await waitingFor(caller);
    expect(Object.fromEntries(counted.map(({ kind, count }) => [kind, count]))).toEqual(expected);
    const numbers = {
      batch: await asOwner<{ number: string }>(
        "SELECT b.number FROM batch b JOIN tenant t ON t.id = b.tenant_id WHERE t.code = $1 ORDER BY b.id",
        [company],
      ),
      order: await asOwner<{ number: string }>(
        "SELECT o.number FROM service_order o JOIN tenant t ON t.id = o.tenant_id WHERE t.code = $1 ORDER BY o.id",
        [company],
      ),
    };
    for (const [kind, [asks, about, command]] of Object.entries(doors)) {
      const through: string[] = [];
      for (const { number } of numbers[about])
        if (await wouldDo(caller, asks, (ctx) => command(ctx, number))) through.push(number);
      const row = counted.find((one) => one.kind === kind);
      expect([kind, through.length]).toEqual([kind, row?.count ?? 0]);
      if (row) expect(through).toContain(row.oldest);
    }
  },
);

test("whoever signed no longer has the lot among what waits, the other signer still does", async () => {
  const [mine] = await waitingFor(await signedIn("firma1"));
  expect(mine).toMatchObject({ kind: "sign", count: 1 });
  expect(mine?.oldest).not.toBe(partly);
  expect(countOf(await waitingFor(await signedIn("firma2")))).toBe(2);
});

test("a maker's own lots with errors wait for them only, and a maker who may sign is asked where one signature is enough", async () => {
  await asOwner(
    `UPDATE membership SET profile_id = (SELECT p.id FROM profile p WHERE p.tenant_id = membership.tenant_id AND p.name = 'Preparación')
      WHERE user_id = (SELECT id FROM app_user WHERE username = 'firma3')`,
  );
  const other = await waitingFor(await signedIn("firma3"));
  expect(other.map(({ kind }) => kind)).toEqual(["confirm"]);
  await asOwner(
    "INSERT INTO profile_permission (tenant_id, profile_id, service, permission) SELECT tenant_id, id, 'lotes.autorizacion', unnest(ARRAY['WEB', 'batch.sign']) FROM profile WHERE name = 'Preparación'",
  );
  const maker2 = await signedIn("maker2", "E2");
  expect((await waitingFor(maker2)).map(({ kind }) => kind)).toEqual([]);
  await asDecided("UPDATE company SET maker_may_sign = true WHERE signatures_required = 1");
  expect(await waitingFor(maker2)).toMatchObject([{ kind: "sign", count: 1 }]);
});

test("what is in verification is shown to who pays and counts as nothing to decide", async () => {
  await asOwner("UPDATE service_order SET status = 'PAYING' WHERE status = 'PAYMENT_FAILED'");
  await asOwner("UPDATE service_order SET status = 'IN_VERIFICATION' WHERE status = 'PAYING'");
  const rows = await waitingFor(await signedIn("pagador1"));
  expect(rows.map(({ kind }) => kind)).toEqual(["pay", "verification"]);
  expect(countOf(rows)).toBe(1);
});

test("among many lots and orders that wait for nobody, only those that wait are read", async () => {
  await asOwner(`
    WITH many AS (SELECT b.*, n FROM batch b JOIN tenant t ON t.id = b.tenant_id, generate_series(1, 20000) n
                   WHERE t.code = 'E1' AND b.id = (SELECT min(b.id) FROM batch b JOIN tenant t ON t.id = b.tenant_id WHERE t.code = 'E1')),
    uploads AS (INSERT INTO upload (id, tenant_id, product_id, membership_id, type, file_name, content_length)
      SELECT gen_random_uuid(), tenant_id, product_id, uploaded_by, type, 'x', 0 FROM many RETURNING id, tenant_id, product_id, membership_id, type)
    INSERT INTO batch (tenant_id, product_id, number, type, upload_id, file_name, file_hash, encoding, uploaded_by)
    SELECT tenant_id, product_id, 'L-2020-' || lpad(row_number() OVER ()::text, 6, '0'), type, id, 'x', encode(sha256(id::text::bytea), 'hex'),
           'utf-8', membership_id FROM uploads`);
  await asOwner("UPDATE batch SET status = 'ANNULLED' WHERE number LIKE 'L-2020-%'");
  await asOwner("VACUUM ANALYZE batch");
  const plans = await readOwn(await signedIn("maker1"), async (ctx) => {
    const kept = planning(ctx.tx);
    await inOwnCompanies({ ...ctx, tx: kept.tx }, (own) => listWaiting({ ...ctx, tx: kept.tx }, own));
    return kept.plans();
  });
  expect(plans).toContain("batch_waiting");
  expect(plans).not.toContain("Seq Scan on batch");
});

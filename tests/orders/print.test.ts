import { createHash } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { read } from "@/lib/command";
import { orderPdf } from "@/lib/orders/pdf";
import { findOrderPaper, printOrder } from "@/lib/orders/print";
import { findOrder, findOrderDocument } from "@/lib/orders/queries";
import { asOwner, asWorker, demonstration, idsOf, orderedBatch, signedIn } from "@/tests/support/make";

beforeAll(demonstration);

async function issued() {
  const { batch, order } = await orderedBatch();
  const auditor = await signedIn("auditor1");
  const { tenant } = await idsOf(auditor, batch);
  const found = await read(auditor, "order.read", (ctx) => findOrder(ctx, order));
  if (!found) throw new Error(`No order ${order}`);
  return { batch, order, tenant, id: found.id, reader: auditor };
}

const eventsOf = (order: string) =>
  asOwner<{ actor: string; data: { sha256: string } }>(
    "SELECT actor, data FROM audit_event WHERE event = 'order.printed' AND subject = $1",
    [order],
  );

test("the worker keeps an order's PDF once; the web makes the same bytes before it and serves the kept ones after", async () => {
  const { order, tenant, id, reader } = await issued();
  const onTheSpot = await read(reader, "order.pdf", async (ctx) => orderPdf(await findOrderPaper(ctx, id)));
  expect(await read(reader, "order.pdf", (ctx) => findOrderDocument(ctx, id))).toBeNull();

  await asWorker(() => Promise.all([printOrder(tenant, id), printOrder(tenant, id)]));
  await asWorker(() => printOrder(tenant, id));

  const kept = await read(reader, "order.pdf", (ctx) => findOrderDocument(ctx, id));
  expect(Buffer.from(kept ?? []).equals(onTheSpot)).toBe(true);
  const sha256 = createHash("sha256").update(onTheSpot).digest("hex");
  expect(await asOwner("SELECT sha256 FROM order_document WHERE order_id = $1", [id])).toEqual([{ sha256 }]);
  expect(await eventsOf(order)).toEqual([{ actor: "system", data: expect.objectContaining({ sha256 }) }]);
});

test("the paper says what was signed, by whom, and the account by its tail only", async () => {
  const { batch, id, reader } = await issued();
  const paper = await read(reader, "order.pdf", (ctx) => findOrderPaper(ctx, id));
  expect(paper).toMatchObject({
    company: "Comercial Andina S.A.S.",
    taxId: "900512347-2",
    currency: "COP",
    accountTail: "7890",
  });
  expect(paper.lots).toHaveLength(1);
  expect(paper.lots[0]).toMatchObject({
    number: batch,
    type: "RECARGA",
    lineCount: 3,
    commissionCents: 240_000n,
    taxCents: 45_600n,
  });
  expect(paper.lots[0]?.totalCents).toBe(paper.totalCents);
  const names = await asOwner<{ name: string }>(
    "SELECT name FROM app_user WHERE username IN ('firma1', 'firma2') ORDER BY username",
  );
  expect(paper.lots[0]?.signers.map(({ name }) => name)).toEqual(names.map(({ name }) => name));
});

test("another company's order is not printed", async () => {
  const { id } = await issued();
  const { batch } = await orderedBatch(3, "E2");
  const { tenant } = await idsOf(await signedIn("maker2", "E2"), batch);
  await expect(asWorker(() => printOrder(tenant, id))).rejects.toThrow();
  expect(await asOwner("SELECT 1 FROM order_document WHERE order_id = $1", [id])).toEqual([]);
});

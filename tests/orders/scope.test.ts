import { beforeAll, expect, test } from "vitest";
import { annulOrder } from "@/lib/batches/payment";
import { lockOrder, moveOrder } from "@/lib/orders/store";
import { demonstration, orderedBatch, outcomeOf, run, signedIn } from "@/tests/support/make";

beforeAll(demonstration);

test("an order answers to its own product only", async () => {
  const { order } = await orderedBatch(2);
  const payer = await signedIn("pagador1");
  const annul = (product: string) =>
    outcomeOf(run({ ...payer, product }, "order.annul", (ctx) => annulOrder(ctx, { orden: order })));
  expect(await annul("P2")).toBe("NotFound");
  expect(await annul("P1")).toBe("ok");
});

test("an order moves only from the state in which it was seen", async () => {
  const { order } = await orderedBatch(2);
  const payer = await signedIn("pagador1");
  const moved = run(payer, "order.pay", async (ctx) => {
    const seen = await lockOrder(ctx, order);
    await moveOrder(ctx, seen, { status: "PAYING" });
    await moveOrder(ctx, seen, { status: "PAYING" });
    await ctx.audit("order.moved", order);
  });
  expect(await outcomeOf(moved)).toBe("order.stateChanged");
});

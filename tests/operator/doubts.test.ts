import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { processBatch } from "@/lib/batches/process";
import { runOperator } from "@/lib/command";
import { findDoubt } from "@/lib/operator/doubt-queries";
import { askDoubtSchema } from "@/lib/operator/doubt-schema";
import { askAgain } from "@/lib/operator/doubts";
import { countDesk } from "@/lib/operator/queries";
import {
  admin,
  at,
  bankWill,
  core,
  found,
  inDoubt,
  jobs,
  listed,
  looking,
  paying,
  settle,
  startDoubting,
  trailOf,
} from "@/tests/support/doubting";
import { asOwner, asWorker, idsOf, outcomeOf, signedIn } from "@/tests/support/make";

// What is in doubt, as the desk sees it, and asking again.

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await startDoubting();
});
afterAll(() => stop());
beforeEach(() => admin.resetScripts());

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
    expect((await looking(countDesk, null)).doubts).toBe(2);
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

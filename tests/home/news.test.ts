import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { rejectBatch } from "@/lib/batches/commands";
import { readOwn } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { seeNews } from "@/lib/home/commands";
import { readPulse } from "@/lib/home/shell";
import { blockCard, creditCards, fundMaster } from "@/lib/instructions/commands";
import { asOwner, batchOf, confirmedBatch, demonstration, run, sign, signedIn } from "@/tests/support/make";
import { planning } from "@/tests/support/plans";

beforeAll(demonstration);

const pulse = (caller: Caller) => readOwn(caller, readPulse);
const said = async (caller: Caller) => (await pulse(caller)).news.map(({ says, subject }) => `${says} ${subject}`);
const fresh = async (caller: Caller) => (await pulse(caller)).news.filter((one) => one.isNew).length;

test("makers hear what became of their lots, signers and payers what came to wait, nobody of their own acts or of another company's", async () => {
  const [maker, firma1, firma2, pagador] = await Promise.all(
    ["maker1", "firma1", "firma2", "pagador1"].map((one) => signedIn(one)),
  );
  if (!maker || !firma1 || !firma2 || !pagador) throw new Error("nobody");
  const lot = await confirmedBatch(2);
  expect(await said(maker)).toEqual([`validated ${lot}`]);
  expect(await said(firma1)).toEqual([`toSign ${lot}`]);
  await sign(firma1, [lot]);
  // Signed by oneself, it waits for oneself no more.
  expect(await said(firma1)).toEqual([]);
  expect(await said(firma2)).toEqual([`toSign ${lot}`]);
  const [order] = await sign(firma2, [lot]);
  expect(await said(maker)).toEqual([`authorized ${lot}`, `signed ${lot}`, `validated ${lot}`]);
  expect(await said(pagador)).toEqual([`toPay ${order}`]);
  const other = await confirmedBatch(3);
  const { version } = await batchOf(firma1, other);
  await run(firma1, "batch.reject", (ctx) => rejectBatch(ctx, { lote: other, version, motivo: "No es del mes" }));
  expect((await said(maker))[0]).toBe(`rejected ${other}`);
  expect(await said(await signedIn("firma9", "E2"))).toEqual([]);
  expect(await said(await signedIn("adm1"))).toEqual([]);
});

test("payments that failed or are in doubt are told to who asked for them and who made the lot", async () => {
  const [order] = await asOwner<{ number: string; tenant_id: number }>("SELECT number, tenant_id FROM service_order");
  await asOwner(
    "INSERT INTO audit_event (tenant_id, actor, event, subject, result, data) VALUES ($1, 'system', 'payment.refused', $2, 'done', '{}')",
    [order?.tenant_id, order?.number],
  );
  expect((await said(await signedIn("maker1")))[0]).toBe(`paymentFailed ${order?.number}`);
  expect((await said(await signedIn("firma2")))[0]).toBe(`paymentFailed ${order?.number}`);
  expect(await said(await signedIn("firma1"))).toEqual([]);
});

describe("what was asked of cards and the master account", () => {
  const end = (number: string | undefined, event: string) =>
    asOwner(
      "INSERT INTO audit_event (tenant_id, actor, event, subject, result, data) SELECT id, 'system', $1, $2, 'done', '{}' FROM tenant WHERE code = 'E1'",
      [event, number],
    );
  const heard = async (caller: Caller) =>
    (await pulse(caller)).news
      .filter(({ about }) => about === "instruction")
      .map(({ says, subject, count, card }) => [says, subject, count, card]);

  test("is told to who asked for it when it was refused or is in doubt: one by one, or the selection together", async () => {
    const cm = await signedIn("cm1");
    const cards = await asOwner<{ reference: string }>(
      "SELECT c.reference FROM card c JOIN product p ON p.id = c.product_id WHERE p.code = 'P1' ORDER BY c.id LIMIT 3",
    );
    const [one = "", ...more] = cards.map(({ reference }) => reference);
    const { instructions: blocked } = await run(cm, "card.block", (ctx) =>
      blockCard(ctx, { llave: randomUUID(), tarjeta: one, motivo: "LOST" }),
    );
    const { instructions: credited } = await run(cm, "card.credit", (ctx) =>
      creditCards(ctx, { llave: randomUUID(), tarjetas: more, montos: [1_000n] }),
    );
    const { instructions: funded } = await run(cm, "master.fund", (ctx) =>
      fundMaster(ctx, { llave: randomUUID(), cuenta: "0012-3456-7890", monto: 5_000n, descripcion: "De la prueba" }),
    );
    expect(await heard(cm)).toEqual([]);
    await end(blocked[0], "card.blockInDoubt");
    for (const number of credited) await end(number, "card.creditRefused");
    await end(funded[0], "master.fundRefused");
    await end(blocked[0], "card.blockDone");
    expect(await heard(cm)).toEqual([
      ["fundRefused", funded[0], 1, null],
      ["creditRefused", credited[1], 2, null],
      ["blockInDoubt", blocked[0], 1, one],
    ]);
    for (const other of ["maker1", "auditor1"]) expect(await heard(await signedIn(other))).toEqual([]);
  });

  test("and to nobody who may not read cards, or not of that product", async () => {
    const cm = await signedIn("cm1");
    const hears = async () => (await heard(cm)).length;
    const membership = "SELECT m.id FROM membership m JOIN app_user u ON u.id = m.user_id WHERE u.username = 'cm1'";
    await asOwner(`UPDATE membership SET all_products = false WHERE id = (${membership})`);
    await asOwner(`INSERT INTO membership_product (tenant_id, membership_id, product_id)
      SELECT p.tenant_id, (${membership}), p.id FROM product p WHERE p.code = 'P2'`);
    expect(await hears()).toBe(0);
    await asOwner(`UPDATE membership SET all_products = true WHERE id = (${membership})`);
    expect(await hears()).toBe(3);
    await asOwner(`UPDATE membership SET profile_id = (SELECT r.id FROM profile r JOIN tenant t ON t.id = r.tenant_id
      WHERE t.code = 'E1' AND r.name = 'Tesorería') WHERE id = (${membership})`);
    expect(await hears()).toBe(0);
  });
});

test("what was looked at is new no more, never forward into the future nor back", async () => {
  const maker = await signedIn("maker1");
  expect(await fresh(maker)).toBe(6);
  const { now, news } = await pulse(maker);
  await readOwn(maker, (ctx) => seeNews(ctx, { until: news[1]?.at ?? now }));
  expect(await fresh(maker)).toBe(1);
  await readOwn(maker, (ctx) => seeNews(ctx, { until: "2020-01-01T00:00:00Z" }));
  expect(await fresh(maker)).toBe(1);
  await readOwn(maker, (ctx) => seeNews(ctx, { until: "2999-01-01T00:00:00Z" }));
  expect(await fresh(maker)).toBe(0);
  await confirmedBatch(4);
  expect(await fresh(maker)).toBe(1);
});

test("among many other events, and many of long ago, the newsworthy ones of late come from their index", async () => {
  await asOwner(`INSERT INTO audit_event (tenant_id, at, actor, event, subject, result)
    SELECT t.id, CASE e WHEN 'page.read' THEN app_now() ELSE app_now() - interval '90 days' END, 'x', e, n::text, 'done'
      FROM tenant t, unnest(ARRAY['page.read', 'batch.confirmed']) e, generate_series(1, 20000) n WHERE t.code = 'E1'`);
  await asOwner("VACUUM ANALYZE audit_event");
  const plans = await readOwn(await signedIn("maker1"), async (ctx) => {
    const kept = planning(ctx.tx);
    await readPulse({ ...ctx, tx: kept.tx });
    return kept.plans();
  });
  expect(plans).toMatch(/Index Scan using audit_event_news .+\n +Index Cond: \(\(tenant_id = \S+\) AND \(at > /);
});

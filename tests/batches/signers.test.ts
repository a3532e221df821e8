import { beforeAll, describe, expect, test } from "vitest";
import { asOwner, confirm, demonstration, loaded, outcomeOf, prepare, recharge, signedIn } from "@/tests/support/make";
import { type Attempt, attempt, connected } from "@/tests/support/roles";
import { everyTableFilled } from "@/tests/support/rows";

// Whose signature counts, for what, where several things are wrong at once only in rows that were put there behind the product.

beforeAll(async () => {
  await demonstration();
  await everyTableFilled();
});

const lotIn = (company: string, status: string) =>
  `(SELECT max(b.id) FROM batch b JOIN tenant t ON t.id = b.tenant_id WHERE t.code = '${company}' AND b.status = '${status}')`;
const waiting = lotIn("E1", "CONFIRMED");
const other = lotIn("E1", "AUTHORIZED");
const order = `(SELECT order_id FROM batch WHERE id = ${other})`;

/** A signature of a lot, as the waiting one says or with something else in it. */
const signature = (
  person: string,
  ordinal: number,
  { lot = waiting, version = "b.version", digest = "b.digest", of = waiting } = {},
) =>
  `INSERT INTO signature (tenant_id, batch_id, batch_version, ordinal, membership_id, document, digest, confirmation_id)
   SELECT b.tenant_id, ${lot}, ${version}, ${ordinal}, m.id, u.document, ${digest}, (SELECT id FROM confirmation c WHERE c.tenant_id = b.tenant_id LIMIT 1)
     FROM batch b, membership m JOIN app_user u ON u.id = m.user_id WHERE b.id = ${of} AND m.tenant_id = b.tenant_id AND u.username = '${person}'`;
const unguarded = (table: string) => `ALTER TABLE ${table} DISABLE TRIGGER USER`;
const guarded = (table: string) => `ALTER TABLE ${table} ENABLE TRIGGER USER`;
const tried = (...statements: string[]): Promise<Attempt> =>
  connected("owner", (client) => attempt(client, null, ...statements));

describe("a lot is authorized by two signatures", () => {
  const authorized = (one: string, two: string) =>
    tried(
      unguarded("signature"),
      one,
      two,
      `UPDATE batch SET status = 'AUTHORIZED', order_id = ${order} WHERE id = ${waiting}`,
    );

  test("its own, of what it says now: those are enough", async () => {
    expect((await authorized(signature("firma1", 1), signature("firma2", 2))).code).toBe("ok");
  });

  test.each([
    ["of the version before", { version: "b.version - 1" }],
    ["of another digest", { digest: "repeat('0', 64)" }],
    ["of another lot", { lot: other, version: "b.version" }],
  ])("%s they do not count", async (_, wrong) => {
    const clear = "lot" in wrong ? `UPDATE signature SET voided_at = now() WHERE batch_id = ${other}` : "SELECT 1";
    const both = [signature("firma1", 1, wrong), signature("firma2", 2, wrong)] as const;
    const { code, message } = await tried(
      unguarded("signature"),
      clear,
      ...both,
      `UPDATE batch SET status = 'AUTHORIZED', order_id = ${order} WHERE id = ${waiting}`,
    );
    expect([code, message]).toEqual(["23514", expect.stringMatching(/has 0 of 2 signatures/)]);
  });
});

describe("who prepared a lot does not sign it", () => {
  const confirmedBy = (person: string) =>
    `UPDATE batch SET confirmed_by = (SELECT m.id FROM membership m JOIN app_user u ON u.id = m.user_id WHERE m.tenant_id = batch.tenant_id AND u.username = '${person}')
      WHERE id = ${waiting}`;
  const prepared = { code: "23514", message: expect.stringMatching(/who prepared lot/) };

  test("neither who uploaded it nor who confirmed it, where they are two", async () => {
    const put = [unguarded("batch"), confirmedBy("firma3"), guarded("batch")];
    expect(await tried(...put, signature("maker1", 1))).toMatchObject(prepared);
    expect(await tried(...put, signature("firma3", 1))).toMatchObject(prepared);
    expect((await tried(...put, signature("firma1", 1))).code).toBe("ok");
  });

  test("nor where the company lets its preparer sign, if the lot was frozen with two signatures", async () => {
    const lets = "UPDATE company SET signatures_required = 1, maker_may_sign = true WHERE tax_id = '900512347-2'";
    expect(await tried(unguarded("company"), lets, signature("maker1", 1))).toMatchObject(prepared);
  });

  test("nor in a company of one signature that does not let its preparer sign", async () => {
    const e2 = lotIn("E2", "CONFIRMED");
    const own = { lot: e2, of: e2 };
    expect(await tried(signature("maker2", 1, own))).toMatchObject(prepared);
    const lets = "UPDATE company SET maker_may_sign = true WHERE tax_id = '901204586-9'";
    expect((await tried(unguarded("company"), lets, signature("maker2", 1, own))).code).toBe("ok");
  });

  test("and the portal says so first, to both", async () => {
    const maker = await signedIn("maker1");
    const number = await loaded(maker, recharge(2));
    await confirm(maker, number);
    const signs =
      "INSERT INTO profile_permission (tenant_id, profile_id, service, permission) SELECT tenant_id, id, 'lotes.autorizacion', unnest(ARRAY['WEB', 'batch.sign']) FROM profile WHERE name = 'Preparación' ON CONFLICT DO NOTHING";
    await asOwner(signs);
    await connected("owner", async (client) => {
      await client.query("SET session_replication_role = replica");
      await client.query(
        "UPDATE batch SET confirmed_by = (SELECT m.id FROM membership m JOIN app_user u ON u.id = m.user_id WHERE u.username = 'firma3') WHERE number = $1",
        [number],
      );
    });
    for (const person of ["maker1", "firma3"])
      expect([person, await outcomeOf(prepare(await signedIn(person), [number]))]).toEqual([
        person,
        "batch.makerSigns",
      ]);
  });
});

test("an order is in process by its own payment, not by another's", async () => {
  const payment = (id: string, reference: string) =>
    `INSERT INTO payment (tenant_id, order_id, attempt, reference, requested_by, confirmation_id)
     SELECT o.tenant_id, o.id, 9, '${reference}', o.issued_by, (SELECT c.id FROM confirmation c WHERE c.tenant_id = o.tenant_id LIMIT 1) FROM service_order o WHERE o.id = ${id}`;
  const anothers = lotIn("E2", "AUTHORIZED");
  const { code, message } = await tried(
    "UPDATE payment SET status = 'REFUSED'",
    payment(`(SELECT order_id FROM batch WHERE id = ${anothers})`, "signers-1"),
    "UPDATE payment SET status = 'CONFIRMED' WHERE reference = 'signers-1'",
    `UPDATE service_order SET status = 'PAYING' WHERE id = ${order}`,
    `UPDATE service_order SET status = 'IN_PROCESS' WHERE id = ${order}`,
  );
  expect([code, message]).toEqual(["23514", expect.stringMatching(/has no confirmed payment/)]);
});

import type pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { asOwner, confirmedBatch, demonstration, idsOf, orderedBatch, sign, signedIn } from "@/tests/support/make";
import { attempt, connected, tenantOf } from "@/tests/support/roles";

// What the database itself holds about signatures, frozen figures and payments, whatever the code does.

// The database is asked directly, as its owner where the question is what even the owner cannot do.

let e1: number;
/** A lot that has all a lot can have (calculation, digest, two signatures, order), and its order. */
let lot: bigint;
let order: string;
/** A lot that waits for its first signature. */
let waiting: bigint;

beforeAll(async () => {
  await demonstration();
  const done = await orderedBatch(2);
  const anyone = await signedIn("firma1");
  lot = (await idsOf(anyone, done.batch)).id;
  order = (await asOwner<{ id: string }>("SELECT id FROM service_order WHERE number = $1", [done.order]))[0]?.id ?? "";
  waiting = (await idsOf(anyone, await confirmedBatch(3))).id;
  e1 = await connected("owner", (client) => tenantOf(client, "E1"));
});

type Signature = { person: string; ordinal: number; version?: number; digest?: string; document?: string };

/** A signature as the product writes it, or with one thing wrong. */
const signature = (of: bigint, { person, ordinal, version = 0, digest, document }: Signature): [string, unknown[]] => [
  `INSERT INTO signature (tenant_id, batch_id, batch_version, ordinal, membership_id, document, digest, confirmation_id)
   SELECT b.tenant_id, b.id, b.version + $3, $4, m.id, coalesce($6, u.document), coalesce($5, b.digest), (SELECT id FROM confirmation c WHERE c.tenant_id = b.tenant_id LIMIT 1)
     FROM batch b, membership m JOIN app_user u ON u.id = m.user_id WHERE b.id = $1 AND m.tenant_id = b.tenant_id AND u.username = $2`,
  [of, person, version, ordinal, digest ?? null, document ?? null],
];
const authorize = (of: bigint): [string, unknown[]] => [
  "UPDATE batch SET status = 'AUTHORIZED', order_id = $2 WHERE id = $1",
  [of, order],
];
const asDatabase = (...statements: (string | [string, unknown[]])[]) =>
  connected("owner", (client: pg.Client) => attempt(client, null, ...statements));
const unguarded = "ALTER TABLE signature DISABLE TRIGGER signature_guard";

describe("signatures", () => {
  const first = (): [string, unknown[]] => signature(waiting, { person: "firma1", ordinal: 1 });
  const second = (): [string, unknown[]] => signature(waiting, { person: "firma2", ordinal: 2 });

  test("two right ones are taken, and authorize", async () => {
    expect((await asDatabase(first(), second(), authorize(waiting))).code).toBe("ok");
  });

  test("the same ordinal, person or document twice: an index each", async () => {
    expect(await asDatabase(first(), signature(waiting, { person: "firma2", ordinal: 1 }))).toMatchObject({
      code: "23505",
      message: expect.stringContaining("signature_ordinal_once"),
    });
    const same = { person: "firma1", ordinal: 2 };
    expect(await asDatabase(first(), signature(waiting, same))).toMatchObject({ code: "23505" });
    expect(await asDatabase(unguarded, first(), signature(waiting, { ...same, document: "CC-1" }))).toMatchObject({
      code: "23505",
      message: expect.stringContaining("signature_person_once"),
    });
    const document =
      (await asOwner<{ document: string }>("SELECT document FROM app_user WHERE username = 'firma1'"))[0]?.document ??
      "";
    expect(
      await asDatabase(unguarded, first(), signature(waiting, { person: "firma2", ordinal: 2, document })),
    ).toMatchObject({ code: "23505", message: expect.stringContaining("signature_document_once") });
  });

  test("a voided one makes room for another by the same person", async () => {
    const voided =
      "UPDATE signature SET voided_at = now(), void_reason = 'withdrawn' WHERE voided_at IS NULL AND batch_id = " +
      waiting;
    expect((await asDatabase(first(), voided, first(), second(), authorize(waiting))).code).toBe("ok");
    expect(await asDatabase(first(), second(), voided, authorize(waiting))).toMatchObject({
      code: "23514",
      message: expect.stringMatching(/has 0 of 2 signatures/),
    });
  });

  test("what is void stays void, and nothing else of a signature changes", async () => {
    const to = (change: string) => `UPDATE signature SET ${change} WHERE batch_id = ${waiting}`;
    expect((await asDatabase(first(), to("voided_at = now(), void_reason = 'x'"), to("voided_at = NULL"))).code).toBe(
      "23514",
    );
    for (const change of [
      "document = 'CC-1'",
      "digest = repeat('0', 64)",
      "batch_version = batch_version + 1",
      "ordinal = 2",
      "signed_at = now() - interval '1 day'",
    ]) {
      expect([change, (await asDatabase(first(), to(change))).code]).toEqual([change, "23514"]);
    }
  });

  test("another version, another digest or another person's document is not for what the lot says now", async () => {
    const person = "firma1";
    for (const version of [-1, 1])
      expect(await asDatabase(signature(waiting, { person, ordinal: 1, version }))).toMatchObject({
        code: "23514",
        message: expect.stringMatching(/what lot .* says now/),
      });
    expect(await asDatabase(signature(waiting, { person, ordinal: 1, digest: "0".repeat(64) }))).toMatchObject({
      code: "23514",
      message: expect.stringMatching(/what lot .* says now/),
    });
    expect(await asDatabase(signature(waiting, { person, ordinal: 1, document: "CC-1" }))).toMatchObject({
      code: "23514",
      message: expect.stringMatching(/another person's document/),
    });
    expect(await asDatabase(signature(lot, { person: "firma3", ordinal: 1 }))).toMatchObject({
      code: "23514",
      message: expect.stringMatching(/what lot .* says now/),
    });
  });

  test("not more than needed", async () => {
    expect((await asDatabase(first(), second(), signature(waiting, { person: "firma3", ordinal: 3 }))).code).toBe(
      "23514",
    );
    expect(
      (await asDatabase(unguarded, first(), second(), signature(waiting, { person: "firma3", ordinal: 3 }))).code,
    ).toBe("23514");
    const alone = (await idsOf(await signedIn("firma9", "E2"), await confirmedBatch(4, "E2"))).id;
    expect(await asDatabase(signature(alone, { person: "firma9", ordinal: 2 }))).toMatchObject({
      code: "23514",
      message: expect.stringMatching(/needs no more signatures/),
    });
  });

  test("who uploaded it and who confirmed it do not sign it", async () => {
    const confirmedBy = (person: string) =>
      `UPDATE batch SET version = version + 1, confirmed_by = (SELECT m.id FROM membership m JOIN app_user u ON u.id = m.user_id WHERE u.username = '${person}' AND m.tenant_id = ${e1}) WHERE id = ${waiting}`;
    expect(await asDatabase(signature(waiting, { person: "maker1", ordinal: 1 }))).toMatchObject({
      code: "23514",
      message: expect.stringMatching(/who prepared lot/),
    });
    expect(await asDatabase(confirmedBy("firma1"), first())).toMatchObject({
      code: "23514",
      message: expect.stringMatching(/who prepared lot/),
    });
    expect((await asDatabase(confirmedBy("firma3"), first())).code).toBe("ok");
  });

  test("a lot is authorized only with all its signatures, of this version and digest", async () => {
    expect(await asDatabase(authorize(waiting))).toMatchObject({
      code: "23514",
      message: expect.stringMatching(/has 0 of 2 signatures/),
    });
    expect(await asDatabase(first(), authorize(waiting))).toMatchObject({
      code: "23514",
      message: expect.stringMatching(/has 1 of 2 signatures/),
    });
    const changed = `UPDATE batch SET version = version + 1, digest = repeat('0', 64) WHERE id = ${waiting}`;
    expect(await asDatabase(first(), second(), changed, authorize(waiting))).toMatchObject({
      code: "23514",
      message: expect.stringMatching(/has 0 of 2 signatures/),
    });
  });
});

describe("what is frozen", () => {
  test.each([
    "signatures_required = 1",
    "commission_cents = 0",
    "tax_cents = 0",
    "order_total_cents = order_total_cents + 1",
    "bank_account = '9'",
    "digest = repeat('0', 64)",
    "lines_hash = repeat('0', 64)",
    "content_hash = repeat('0', 64)",
    "file_hash = repeat('0', 64)",
    "line_count = line_count + 1",
    "total_cents = total_cents + 1",
    "confirmed_by = (SELECT min(id) FROM membership WHERE tenant_id = batch.tenant_id)",
    "warnings_reason = 'Otra razón'",
  ])("a confirmed lot's %s changes only with its version", async (change) => {
    expect((await asDatabase(`UPDATE batch SET ${change} WHERE id = ${waiting}`)).code).toBe("23514");
    expect((await asDatabase(`UPDATE batch SET ${change}, version = version + 1 WHERE id = ${waiting}`)).code).toBe(
      "ok",
    );
  });

  test("a lot's version never goes back, and what a lot is never changes", async () => {
    for (const change of [
      "version = version - 1",
      "product_id = product_id + 1",
      "type = 'CARGO'",
      "number = 'L-2026-900001'",
      "tenant_id = tenant_id + 1",
    ]) {
      const { code } = await connected("app_web", (client) =>
        attempt(client, e1, `UPDATE batch SET ${change} WHERE id = ${waiting}`),
      );
      expect([change, code]).toEqual([change, change.startsWith("version") ? "23514" : "42501"]);
    }
  });

  test.each([
    "line_count = line_count + 1",
    "amount_cents = amount_cents + 1",
    "commission_cents = commission_cents + 1",
    "tax_cents = 0",
    "total_cents = 1",
    "bank_account = '9'",
  ])("an issued order's %s does not change", async (change) => {
    expect(await asDatabase(`UPDATE service_order SET ${change} WHERE id = ${order}`)).toMatchObject({
      code: "23514",
      message: expect.stringMatching(/figures do not change/),
    });
  });
});

describe("payment", () => {
  const paying = `UPDATE service_order SET status = 'PAYING' WHERE id = `;
  const inProcess = `UPDATE service_order SET status = 'IN_PROCESS' WHERE id = `;
  const payment = (more = "", values = "") =>
    `INSERT INTO payment (tenant_id, order_id, attempt, reference, requested_by, confirmation_id${more})
     SELECT o.tenant_id, o.id, 1, 'states', o.issued_by, (SELECT id FROM confirmation WHERE tenant_id = o.tenant_id LIMIT 1)${values} FROM service_order o WHERE id = ${order}`;
  const answer = (status: string) => `UPDATE payment SET status = '${status}' WHERE reference = 'states'`;

  test("an order is in process only with a confirmed payment", async () => {
    expect(await asDatabase(paying + order, inProcess + order)).toMatchObject({
      code: "23514",
      message: expect.stringMatching(/no confirmed payment/),
    });
    for (const status of ["SENT", "REFUSED", "UNKNOWN"]) {
      expect(await asDatabase(paying + order, payment(), answer(status), inProcess + order)).toMatchObject({
        code: "23514",
        message: expect.stringMatching(/no confirmed payment/),
      });
    }
    expect(
      (await asDatabase(paying + order, payment(), answer("SENT"), answer("CONFIRMED"), inProcess + order)).code,
    ).toBe("ok");
  });

  test("one attempt is alive at a time", async () => {
    const again = payment().replace(", 1, 'states'", ", 2, 'states-2'");
    expect(await asDatabase(payment(), again)).toMatchObject({
      code: "23505",
      message: expect.stringContaining("payment_one_alive"),
    });
    expect((await asDatabase(payment(), answer("REFUSED"), again)).code).toBe("ok");
  });

  test("the portal asks for payments; only the worker tells what became of them, and what is settled stays so", async () => {
    for (const status of ["SENT", "CONFIRMED", "REFUSED", "UNKNOWN"]) {
      const declared = await connected("app_web", (client) =>
        attempt(client, e1, payment(", status", `, '${status}'::payment_status`)),
      );
      expect([status, declared.code]).toEqual([status, "23514"]);
    }
    const told = await connected("app_web", (client) => attempt(client, e1, payment(), answer("CONFIRMED")));
    expect(told.code).toBe("42501");
    for (const settled of ["CONFIRMED", "REFUSED"]) {
      for (const other of ["REQUESTED", "SENT", "UNKNOWN", settled === "CONFIRMED" ? "REFUSED" : "CONFIRMED"]) {
        expect([settled, other, (await asDatabase(payment(), answer(settled), answer(other))).code]).toEqual([
          settled,
          other,
          "23514",
        ]);
      }
    }
  });
});

test("guards ask the real tables: one that a session makes for itself of the same name changes nothing", async () => {
  await connected("app_web", async (client) => {
    const own =
      "CREATE TEMP TABLE batch_transition ON COMMIT DROP AS SELECT 'CONFIRMED'::batch_status AS from_status, 'VALID'::batch_status AS to_status";
    expect(await attempt(client, e1, own, `UPDATE batch SET status = 'VALID' WHERE id = ${waiting}`)).toMatchObject({
      code: "23514",
    });
    const orders =
      "CREATE TEMP TABLE order_transition ON COMMIT DROP AS SELECT 'AUTHORIZED'::order_status AS from_status, 'PROCESSED'::order_status AS to_status";
    expect(
      await attempt(client, e1, orders, `UPDATE service_order SET status = 'PROCESSED' WHERE id = ${order}`),
    ).toMatchObject({ code: "23514" });
    const signatures = `CREATE TEMP TABLE signature ON COMMIT DROP AS SELECT id AS batch_id, version AS batch_version, digest, NULL::timestamptz AS voided_at FROM batch, generate_series(1, 2) WHERE id = ${waiting}`;
    expect(await attempt(client, e1, signatures, authorize(waiting))).toMatchObject({ code: "23514" });
  });
});

test("all of it as it happens: two people sign, and the lot is what its signatures say", async () => {
  const number = await confirmedBatch(5);
  await sign(await signedIn("firma1"), [number]);
  const [issued] = await sign(await signedIn("firma2"), [number]);
  const [row] = await asOwner<{ signed: number; status: string }>(
    `SELECT b.status, (SELECT count(*)::int FROM signature s WHERE s.batch_id = b.id AND s.batch_version = b.version AND s.digest = b.digest AND s.voided_at IS NULL) AS signed
       FROM batch b JOIN service_order o ON o.id = b.order_id WHERE o.number = $1`,
    [issued],
  );
  expect(row).toEqual({ status: "AUTHORIZED", signed: 2 });
});

import { beforeAll, describe, expect, test } from "vitest";
import { type BatchVerb, batchAllows, batchVerbs } from "@/lib/batches/rules";
import { BatchStatus, OrderStatus } from "@/lib/generated/prisma/enums";
import { type OrderVerb, orderAllows, orderVerbs } from "@/lib/orders/rules";
import { asOwner, demonstration, idsOf, orderedBatch, signedIn } from "@/tests/support/make";
import { attempt, connected } from "@/tests/support/roles";

// The database is asked directly, as its owner where the question is what even the owner cannot do.

/** A lot that has all a lot can have (calculation, digest, two signatures, order), and its order. */
let lot: bigint;
let order: string;

beforeAll(async () => {
  await demonstration();
  const done = await orderedBatch(2);
  const anyone = await signedIn("firma1");
  lot = (await idsOf(anyone, done.batch)).id;
  order = (await asOwner<{ id: string }>("SELECT id FROM service_order WHERE number = $1", [done.order]))[0]?.id ?? "";
});

const batchStatuses = Object.values(BatchStatus);
const orderStatuses = Object.values(OrderStatus);

const movesOf = async (table: "batch_transition" | "order_transition") =>
  (await asOwner<{ move: string }>(`SELECT from_status || ' ' || to_status AS move FROM ${table}`))
    .map((row) => row.move)
    .sort();

/** Every move the database lets a row make, tried one by one; the row is put in each state behind the guard's back. */
async function movesThatPass(
  table: "batch" | "service_order",
  id: bigint | string,
  statuses: readonly string[],
): Promise<string[]> {
  const passed: string[] = [];
  await connected("owner", async (client) => {
    for (const from of statuses) {
      for (const to of statuses) {
        if (from === to) continue;
        const tried = await attempt(
          client,
          null,
          "SET LOCAL session_replication_role = replica",
          [`UPDATE ${table} SET status = '${from}' WHERE id = $1`, [id]],
          "SET LOCAL session_replication_role = origin",
          [`UPDATE ${table} SET status = '${to}' WHERE id = $1`, [id]],
        );
        if (tried.code === "ok" && tried.rowCount === 1) passed.push(`${from} ${to}`);
        else
          expect([from, to, tried.code, tried.message]).toEqual([
            from,
            to,
            "23514",
            expect.stringContaining(`may not go from ${from} to ${to}`),
          ]);
      }
    }
  });
  return passed.sort();
}

describe("moves", () => {
  test("a lot makes exactly the moves that batch_transition lists", async () => {
    const listed = await movesOf("batch_transition");
    expect(listed).toHaveLength(23);
    expect(await movesThatPass("batch", lot, batchStatuses)).toEqual(listed);
  });

  test("an order makes exactly the moves that order_transition lists", async () => {
    await connected("owner", (client) =>
      client.query(
        `INSERT INTO payment (tenant_id, order_id, attempt, reference, requested_by, confirmation_id)
         SELECT o.tenant_id, o.id, 1, 'states', o.issued_by, (SELECT id FROM confirmation WHERE tenant_id = o.tenant_id LIMIT 1) FROM service_order o WHERE id = $1`,
        [order],
      ),
    );
    await asOwner("UPDATE payment SET status = 'CONFIRMED' WHERE order_id = $1", [order]);
    const listed = await movesOf("order_transition");
    expect(listed).toHaveLength(11);
    expect(await movesThatPass("service_order", order, orderStatuses)).toEqual(listed);
    await asOwner("DELETE FROM payment WHERE order_id = $1", [order]);
  });

  test("a lot begins as RECEIVED and an order as AUTHORIZED, and nothing else", async () => {
    await connected("owner", async (client) => {
      for (const [table, statuses, number, first] of [
        ["batch", batchStatuses, "L-2026-900000", "RECEIVED"],
        ["service_order", orderStatuses, "OS-2026-900000", "AUTHORIZED"],
      ] as const) {
        const { rows } = await client.query<{ row: object }>(
          `SELECT to_jsonb(t) AS row FROM ${table} t WHERE id = $1`,
          [table === "batch" ? lot : order],
        );
        for (const status of statuses) {
          const more = {
            id: 900_000_000,
            number,
            status,
            upload_id: undefined,
            file_hash: "1".repeat(64),
            content_hash: "2".repeat(64),
          };
          const upload =
            'INSERT INTO upload SELECT (jsonb_populate_record(u, \'{"id": "00000000-0000-4000-8000-000000000001"}\')).* FROM upload u LIMIT 1';
          const copy = { ...rows[0]?.row, ...more, upload_id: "00000000-0000-4000-8000-000000000001" };
          const { code } = await attempt(client, null, upload, `ALTER TABLE ${table} ALTER words DROP EXPRESSION`, [
            `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`,
            [copy],
          ]);
          expect([table, status, code]).toEqual([table, status, status === first ? "ok" : "23514"]);
        }
      }
    });
  });
});

// What each verb makes of a lot or an order, and what happens without one; together they are the tables.
const batchTargets: Record<BatchVerb, BatchStatus[]> = {
  confirm: ["CONFIRMED"],
  delete: ["ANNULLED"],
  sign: ["PARTLY_SIGNED", "AUTHORIZED"],
  reject: ["REJECTED"],
  withdraw: ["CONFIRMED"],
  annul: ["ANNULLED"],
};
const batchAlone = [
  "RECEIVED VALIDATING",
  "VALIDATING VALID",
  "VALIDATING INVALID",
  "CONFIRMED EXPIRED",
  "PARTLY_SIGNED EXPIRED",
  // With its order: paid, annulled, returned because a signer lost the right, done.
  "AUTHORIZED IN_PROCESS",
  "AUTHORIZED ANNULLED",
  "AUTHORIZED CONFIRMED",
  "IN_PROCESS PROCESSED",
  "IN_PROCESS PROCESSED_WITH_REJECTIONS",
];
const orderTargets: Record<OrderVerb, OrderStatus[]> = { pay: ["PAYING"], annul: ["ANNULLED"] };
const orderAlone = [
  "PAYING IN_PROCESS",
  "PAYING PAYMENT_FAILED",
  "PAYING IN_VERIFICATION",
  "IN_VERIFICATION IN_PROCESS",
  "IN_VERIFICATION PAYMENT_FAILED",
  "IN_PROCESS PROCESSED",
  "IN_PROCESS PROCESSED_WITH_REJECTIONS",
];

describe("rules.ts and the tables agree", () => {
  test("the verbs of lots, and what happens to lots without one", async () => {
    const byVerb = (Object.keys(batchVerbs) as BatchVerb[]).flatMap((verb) =>
      batchStatuses
        .filter((status) => batchAllows(verb, status))
        .flatMap((from) => batchTargets[verb].map((to) => `${from} ${to}`)),
    );
    // The second of two signatures leaves a lot in the state that it is in only where one more is missing: never, of two.
    const moves = byVerb.filter((move) => move !== "PARTLY_SIGNED PARTLY_SIGNED");
    expect([...new Set([...moves, ...batchAlone])].sort()).toEqual(await movesOf("batch_transition"));
  });

  test("the verbs of orders, and what happens to orders without one", async () => {
    const byVerb = (Object.keys(orderVerbs) as OrderVerb[]).flatMap((verb) =>
      orderStatuses
        .filter((status) => orderAllows(verb, status))
        .flatMap((from) => orderTargets[verb].map((to) => `${from} ${to}`)),
    );
    expect([...new Set([...byVerb, ...orderAlone])].sort()).toEqual(await movesOf("order_transition"));
  });
});

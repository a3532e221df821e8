import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { processBatch } from "@/lib/batches/process";
import type { CorePages } from "@/lib/gateways/core";
import {
  admin,
  atDesk,
  core,
  deciding,
  found,
  listed,
  paying,
  proposing,
  settle,
  startDoubting,
} from "@/tests/support/doubting";
import { asOwner, asWorker, idsOf, outcomeOf, signedIn } from "@/tests/support/make";

// How two operators end the doubt of a lot's page at the core, whatever it says meanwhile.

let stop: () => Promise<void>;
beforeAll(async () => {
  stop = await startDoubting();
});
afterAll(() => stop());
beforeEach(() => admin.resetScripts());

type Lot = { number: string; id: bigint; tenant: number };
const process_ = ({ id, tenant }: Lot, with_: CorePages = core) =>
  asWorker(() => processBatch({ core: with_ }, tenant, id));

/** A paid lot whose page the core took (or lost), and said nothing about. */
async function inDoubt(lines = 3): Promise<Lot> {
  const order = await paying("E1", lines);
  await settle(order);
  const { id, tenant } = await idsOf(await signedIn("maker1"), order.batch);
  await admin.script(
    { target: "core", operation: "page", behaviour: { do: "disconnect", afterWork: false } },
    { target: "core", operation: "pageStatus", behaviour: { do: "fail" } },
  );
  const lot = { number: order.batch, id, tenant };
  await process_(lot);
  expect(await found(lot.number)).toMatchObject({ kind: "PAGE", open: true, pagesDone: 0 });
  return lot;
}

const proposed = ({ number }: Lot, resultado: string, by = "oper1") => proposing(number, { resultado }, by);
const decided = (id: bigint, by = "oper2") => deciding(id, "aprobar", by);
/** The core can take no more of what was sent. */
const later = ({ id }: Lot) =>
  asOwner("UPDATE batch SET arrives_until = now() - interval '1 second' WHERE id = $1", [id]);
const endOf = async ({ id }: Lot) => {
  const [row] = await asOwner<{ status: string; rejected: number; reasons: string[]; posted: string[] }>(
    `SELECT b.status::text AS status, (SELECT count(*)::int FROM batch_line_rejection r WHERE r.batch_id = b.id) AS rejected,
            ARRAY(SELECT DISTINCT r.reason FROM batch_line_rejection r WHERE r.batch_id = b.id) AS reasons,
            ARRAY(SELECT key FROM ledger_entry WHERE key LIKE 'batch:' || b.id || ':page:%') AS posted FROM batch b WHERE b.id = $1`,
    [id],
  );
  return row;
};
const masterOf = async () =>
  (
    await asOwner<{ cents: string }>(
      "SELECT balance_cents::text AS cents FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P1' AND a.kind = 'MASTER'",
    )
  )[0]?.cents;

/** A core that is asked and answers nothing: what was asked of it. */
function silent(): { core: CorePages; asked: string[] } {
  const asked: string[] = [];
  const unknown = { kind: "unknown", detail: "timeout" } as const;
  return {
    asked,
    core: {
      submitPage: async () => {
        asked.push("page");
        return unknown;
      },
      pageStatus: async () => {
        asked.push("pageStatus");
        return unknown;
      },
    },
  };
}

test("it was done: the page is posted once, no line is rejected, and nobody asks the core any more", async () => {
  const lot = await inDoubt();
  const id = await proposed(lot, "hecho");
  expect(await found(lot.number)).toMatchObject({ change: { state: "DONE", own: true } });
  expect(await outcomeOf(decided(id, "oper1"))).toBe("change.own");
  expect(await decided(id)).toBe("APPLIED");
  const nobody = silent();
  await process_(lot, nobody.core);
  expect([await endOf(lot), nobody.asked]).toEqual([
    { status: "PROCESSED", rejected: 0, reasons: [], posted: [`batch:${lot.id}:page:0`] },
    [],
  ]);
  const [event] = await asOwner<{ data: object }>(
    "SELECT data FROM audit_event WHERE event = 'batch.pagePosted' AND subject = $1 AND tenant_id = $2",
    [lot.number, lot.tenant],
  );
  expect(event?.data).toMatchObject({ change: id.toString(), done: true });
  expect(await listed(lot.number)).toEqual([]);
});

test("it was not: every line is rejected with its reason and the money is back in the master account; never before the core could take it", async () => {
  const lot = await inDoubt();
  const before = await masterOf();
  const id = await proposed(lot, "no-hecho");
  expect(await outcomeOf(decided(id))).toBe("doubt.mayArrive");
  await later(lot);
  expect(await decided(id)).toBe("APPLIED");
  await process_(lot);
  expect(await endOf(lot)).toEqual({
    status: "PROCESSED_WITH_REJECTIONS",
    rejected: 3,
    reasons: ["notDone"],
    posted: [`batch:${lot.id}:page:0`],
  });
  expect(BigInt((await masterOf()) ?? 0)).toBeGreaterThan(BigInt(before ?? 0));
});

describe("while two operators decide", () => {
  test("the page is asked for and not sent", async () => {
    const lot = await inDoubt();
    await proposed(lot, "no-hecho");
    const asked = silent();
    await process_(lot, asked.core);
    expect(asked.asked).toEqual(["pageStatus"]);
    expect(await endOf(lot)).toMatchObject({ status: "IN_PROCESS", posted: [] });
  });

  test("about a page that is posted by now, the others are sent all the same", async () => {
    const lot = await inDoubt();
    const id = await proposed(lot, "no-hecho");
    await asOwner(
      `SET session_replication_role = replica; UPDATE pending_change SET before = before || '{"page": "7"}' WHERE id = ${id}`,
    );
    const asked = silent();
    await process_(lot, asked.core);
    expect(asked.asked).toEqual(["page", "pageStatus"]);
  });

  test("what the core answers first is what holds: the change is overtaken", async () => {
    const lot = await inDoubt();
    // It takes the page before anybody proposes, and again says nothing.
    await admin.script(
      { target: "core", operation: "page", behaviour: { do: "disconnect", afterWork: true } },
      { target: "core", operation: "pageStatus", behaviour: { do: "fail" } },
    );
    await process_(lot);
    const id = await proposed(lot, "no-hecho");
    await process_(lot);
    expect(await endOf(lot)).toMatchObject({ status: "PROCESSED", rejected: 0 });
    expect(await asOwner("SELECT status::text FROM pending_change WHERE id = $1", [id])).toEqual([
      { status: "OVERTAKEN" },
    ]);
    expect(await outcomeOf(decided(id))).toBe("change.decided");
  });

  test("who asks the core in the moment of the verdict posts one page, once", async () => {
    const lot = await inDoubt();
    const id = await proposed(lot, "hecho");
    const { core: mute } = silent();
    const midway: CorePages = {
      ...mute,
      pageStatus: async (...asked) => {
        expect(await atDesk(() => decided(id))).toBe("APPLIED");
        return mute.pageStatus(...asked);
      },
    };
    await process_(lot, midway);
    await process_(lot);
    expect(await endOf(lot)).toMatchObject({ status: "PROCESSED", posted: [`batch:${lot.id}:page:0`] });
  });
});

test("what cannot be proposed: of an order's payment the page's words, of cards that only the core knows, of what is over", async () => {
  const lot = await inDoubt();
  expect(await outcomeOf(proposed(lot, "debitado"))).toBe("access.malformed");
  await asOwner(`SET session_replication_role = replica; UPDATE batch SET type = 'EMISION' WHERE id = ${lot.id}`);
  expect(await outcomeOf(proposed(lot, "hecho"))).toBe("doubt.cardsUnknown");
  await asOwner(`SET session_replication_role = replica; UPDATE batch SET type = 'RECARGA' WHERE id = ${lot.id}`);
  await process_(lot);
  expect(await outcomeOf(proposed(lot, "hecho"))).toBe("doubt.over");
  // Being done, and nothing of it in doubt: not even asked for yet.
  const order = await paying();
  await settle(order);
  const { id, tenant } = await idsOf(await signedIn("maker1"), order.batch);
  expect(await outcomeOf(proposed({ number: order.batch, id, tenant }, "no-hecho"))).toBe("doubt.over");
});

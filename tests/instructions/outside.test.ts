import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FenceLost } from "@/lib/errors";
import type { InstructionKind } from "@/lib/generated/prisma/enums";
import { instructionEvent, instructionKinds } from "@/lib/instructions/rules";
import { verify } from "@/lib/operation/verify";
import type { Simulator } from "@/lib/simulator/server";
import { type Misbehaviour, misbehaviours } from "@/tests/gateways/misbehaviours";
import {
  account,
  admin,
  askEach,
  booksOf,
  cents,
  coreOf,
  doneOutside,
  endsOf,
  eventsOf,
  heardOf,
  hurried,
  meet,
  money,
  moving,
  ofCore,
  type Round,
  settle,
  settleAll,
  startInstructing,
  tenant,
} from "@/tests/instructions/asking";
import { asOwner, asWorker } from "@/tests/support/make";
import { addressOf } from "@/tests/support/roles";
import { sealAll } from "@/tests/support/sealing";

// What the worker makes of each instruction when bank and core answer badly: never done without their word, never done twice.

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startInstructing();
}, 60_000);
afterAll(() => simulator.close());

const each = (kinds: readonly InstructionKind[], end: string) => Object.fromEntries(kinds.map((kind) => [kind, end]));
/** The trail of each kind: what happened to it, one after the other. */
const trail = (kinds: readonly InstructionKind[], ...ends: Parameters<typeof instructionEvent>[1][]) =>
  Object.fromEntries(kinds.map((kind) => [kind, ends.map((end) => instructionEvent(kind, end))]));

// Our books and the core's: as asked and in doubt, done, and reversed.
const inDoubt = {
  CREDIT: "ACTIVE 1000 1000",
  DEBIT: "ACTIVE 200",
  BALANCE: "ACTIVE 0",
  BLOCK: "ACTIVE 0",
  UNBLOCK: "BLOCKED 0",
  REPLACE: "ACTIVE 500",
};
const done = { ...inDoubt, CREDIT: "ACTIVE 1000", BLOCK: "BLOCKED 0", UNBLOCK: "ACTIVE 0", REPLACE: "REPLACED 0" };
const reversed = { ...inDoubt, CREDIT: "ACTIVE 0", DEBIT: "ACTIVE 500" };
const doneAtCore = {
  CREDIT: "active 1000",
  DEBIT: "active 200",
  BALANCE: "active 0",
  BLOCK: "blocked 0",
  UNBLOCK: "active 0",
  REPLACE: "cancelled 0",
};
/** What one round, done, moves. */
const moves = {
  master: cents.DEBIT + cents.FUND - cents.CREDIT - cents.WITHDRAW,
  bank: cents.WITHDRAW - cents.FUND,
};

/** Bank and core did each once, and our books say what theirs do; the new card is the old one's holder's and has its balance. */
async function expectDone(round: Round): Promise<void> {
  expect([await booksOf(round), await coreOf(round)]).toEqual([done, doneAtCore]);
  expect(await doneOutside(round)).toBe(moving.length);
  const [successor] = await asOwner<{ said: string; reference: string; same: boolean }>(
    `SELECT concat_ws(' ', c.status, a.balance_cents) AS said, c.reference, (c.document, c.holder) = (o.document, o.holder) AS same
       FROM instruction i JOIN card c ON c.id = i.replaced_by JOIN account a ON a.card_id = c.id JOIN card o ON o.id = i.card_id
      WHERE i.id = $1`,
    [round.REPLACE.id.toString()],
  );
  expect(successor).toMatchObject({ said: "ACTIVE 500", same: true });
  const made = (await admin.state()).cards.get(successor?.reference ?? "");
  expect(`${made?.state} ${made?.balanceCents}`).toBe("active 500");
}

test("each kind, answered as it should be, is done at once, and once", async () => {
  const [before, round] = [await money(), await askEach()];
  for (const _ of ["settled", "and again"]) {
    await settle([round]);
    expect(await endsOf(round)).toEqual(each(instructionKinds, "DONE"));
    await expectDone(round);
    expect(await money()).toEqual({ master: before.master + moves.master, held: 0n, bank: before.bank + moves.bank });
  }
});

describe("bank and core answer", () => {
  const repeated: Misbehaviour[] = [
    [{ do: "repeat" }, "mismatch", false],
    [{ do: "repeat", afterWork: true }, "mismatch", true],
  ];
  const rows = [...misbehaviours, ...repeated].map((row, index) => [...row, index] as const);
  const rounds: { round: Round; first: object; second: object }[] = [];
  type Money = Awaited<ReturnType<typeof money>>;
  let told: { before: Money; first: Money; second: Money; third: Money; jobs: number };

  /** Where a round stands: what became of each, our books, and how many were done outside. */
  const stand = async (round: Round) => ({
    ends: await endsOf(round),
    books: await booksOf(round),
    outside: await doneOutside(round),
  });

  // One pass of the worker over all rounds, and what it left; a second, and a third.
  beforeAll(async () => {
    const before = await money();
    for (const [behaviour] of rows) {
      const round = await askEach();
      await meet(round, behaviour);
      rounds.push({ round, first: {}, second: {} });
    }
    const all = rounds.map(({ round }) => round);
    const untimely = all.filter((_, index) => ["hang", "late"].includes(rows[index]?.[0].do ?? ""));
    await settle(untimely, hurried);
    await settle(all.filter((round) => !untimely.includes(round)));
    const first = await money();
    const [later] = await asOwner<{ jobs: number }>(
      "SELECT count(*)::int AS jobs FROM graphile_worker._private_jobs WHERE key = ANY ($1) AND run_at > updated_at + interval '4 s'",
      [all.flatMap((round) => moving.map((kind) => `settle-instruction:${round[kind].id}`))],
    );
    for (const one of rounds) one.first = await stand(one.round);
    await settle(all);
    const second = await money();
    for (const one of rounds) one.second = await stand(one.round);
    await settle(all);
    told = { before, first, second, third: await money(), jobs: later?.jobs ?? 0 };
  }, 120_000);

  test.each(rows)(
    "%o (%s): in doubt with our books as asked; asked again by its reference, each is done once",
    async (behaviour, detail, moved, index) => {
      const { round, first, second } = rounds[index] ?? {};
      if (!round) throw new Error("no such round");
      const ofStates = behaviour.do === "otherAmount" ? "UNKNOWN unexpected" : `UNKNOWN ${detail}`;
      expect(first).toEqual({
        ends: {
          ...each(moving, `UNKNOWN ${detail}`),
          ...each(["BLOCK", "UNBLOCK", "REPLACE"], ofStates),
          BALANCE: "REFUSED noAnswer",
        },
        books: inDoubt,
        outside: moved ? moving.length : 0,
      });
      const ends = { ...each(moving, "DONE"), BALANCE: "REFUSED noAnswer" };
      expect(second).toEqual({ ends, books: done, outside: moving.length });
      expect(await stand(round)).toEqual(second);
      await expectDone(round);
      expect(await eventsOf(round)).toMatchObject(trail(moving, "Requested", "InDoubt", "Done"));
    },
  );

  test("money moved as often as it was asked for, and each doubt had its job for later", async () => {
    const { before, first, second, third, jobs } = told;
    const n = BigInt(rows.length);
    const movedFirst = BigInt(rows.filter(([, , moved]) => moved).length);
    expect(first).toEqual({
      master: before.master + n * (moves.master - cents.FUND),
      held: n * cents.DEBIT,
      bank: before.bank + movedFirst * moves.bank,
    });
    expect(second).toEqual({
      master: before.master + n * moves.master,
      held: 0n,
      bank: before.bank + n * moves.bank,
    });
    expect(third).toEqual(second);
    expect(jobs).toBe(rows.length * moving.length);
  });
});

test("what is refused is reversed: our books stand as before, and nothing was done", async () => {
  const [before, round] = [await money(), await askEach()];
  const core = await coreOf(round);
  await meet(round, { do: "refuse", reason: "limit" });
  for (const _ of ["settled", "and again"]) {
    await settle([round]);
    expect(await endsOf(round)).toEqual({ ...each(moving, "REFUSED limit"), BALANCE: "DONE" });
    expect([await booksOf(round), await coreOf(round), await money()]).toEqual([reversed, core, before]);
  }
  expect(await eventsOf(round)).toMatchObject(trail(moving, "Requested", "Refused"));
});

test("a refusal whose answer was lost is learned by its reference, and reversed then", async () => {
  const [before, round] = [await money(), await askEach()];
  await admin.change({
    accounts: [{ account, limitCents: 1n }],
    cards: ofCore.map((kind) => ({ card: round[kind].card, state: "cancelled" })),
  });
  await meet(round, { do: "disconnect", afterWork: true });
  await settle([round]);
  expect(await endsOf(round)).toEqual({ ...each(moving, "UNKNOWN network"), BALANCE: "REFUSED noAnswer" });
  await admin.change({ accounts: [{ account, limitCents: null }] });
  await settle([round]);
  expect(await endsOf(round)).toEqual({
    ...each(ofCore, "REFUSED cardCancelled"),
    ...each(["FUND", "WITHDRAW"], "REFUSED limit"),
    BALANCE: "REFUSED noAnswer",
  });
  expect([await booksOf(round), await money(), await doneOutside(round)]).toEqual([reversed, before, 0]);
});

test("a status query that is answered badly settles nothing; the next one does", async () => {
  const round = await askEach();
  await meet(round, { do: "disconnect", afterWork: true });
  await settle([round]);
  for (const [behaviour, detail] of [
    [{ do: "otherReference" }, "mismatch"],
    [{ do: "badSignature" }, "signature"],
    [{ do: "html" }, "notJson"],
  ] as const) {
    await meet(round, behaviour);
    await settle([round]);
    expect(await endsOf(round)).toEqual({ ...each(moving, `UNKNOWN ${detail}`), BALANCE: "REFUSED noAnswer" });
    expect(await booksOf(round)).toEqual(inDoubt);
  }
  await admin.resetScripts();
  await settle([round]);
  await expectDone(round);
});

test("slow beyond the limit of time: sent again under its reference while the first is on its way, done once", async () => {
  const [before, round] = [await money(), await askEach()];
  const began = performance.now();
  await meet(round, { do: "slow", ms: 1_000 });
  await settle([round], hurried);
  expect(await endsOf(round)).toEqual({ ...each(moving, "UNKNOWN timeout"), BALANCE: "REFUSED noAnswer" });
  await settle([round]);
  expect(await endsOf(round)).toEqual({ ...each(moving, "DONE"), BALANCE: "REFUSED noAnswer" });
  await expect.poll(() => performance.now()).toBeGreaterThan(began + 1_100);
  await expectDone(round);
  expect((await money()).bank).toBe(before.bank + moves.bank);
});

test("an answer that comes after another worker settled it loses its fence and moves nothing, but is kept", async () => {
  const [before, round] = [await money(), await askEach()];
  await meet(round, { do: "late", ms: 3_000 });
  const asked = moving.map((kind) => round[kind]);
  await asWorker(async () => {
    const first = Promise.allSettled(asked.map((one) => settleAll([one])));
    await expect.poll(() => doneOutside(round), { timeout: 15_000 }).toBe(moving.length);
    await settleAll(asked);
    const lost = (await first).map((one) => one.status === "rejected" && one.reason instanceof FenceLost);
    expect(lost).toEqual(asked.map(() => true));
  });
  expect(await endsOf(round)).toEqual({ ...each(moving, "DONE"), BALANCE: "REQUESTED" });
  await expectDone(round);
  expect(await heardOf(round)).toEqual(
    Object.fromEntries(
      moving.map((kind) => {
        const of = { FUND: "debit", WITHDRAW: "credit" }[kind as string] ?? "instruct";
        const status = { debit: "debitStatus", credit: "creditStatus" }[of] ?? "instructionStatus";
        return [kind, [`${of} confirmed`, `${status} confirmed`]];
      }),
    ),
  );
  expect(await money()).toEqual({ master: before.master + moves.master, held: 0n, bank: before.bank + moves.bank });
  expect(await eventsOf(round)).toMatchObject(trail(moving, "Requested", "Done"));
  await admin.resetScripts();
  await settle([round]);
});

test("of a suspended company nothing new is sent, what was sent is asked for and not sent again", async () => {
  const [unsent, unseen, seen] = [await askEach(), await askEach(), await askEach()];
  await meet(unseen, { do: "disconnect" });
  await meet(seen, { do: "disconnect", afterWork: true });
  await settle([unseen, seen]);
  await asOwner(
    "UPDATE company SET status = 'SUSPENDED', suspended_at = now(), suspend_reason = 'Prueba' WHERE tenant_id = $1",
    [tenant],
  );
  await settle([unsent, unseen, seen]);
  expect(await endsOf(unsent)).toEqual(each(instructionKinds, "REQUESTED"));
  expect(await eventsOf(unsent)).toEqual(trail(instructionKinds, "Requested", "Held"));
  expect(await endsOf(unseen)).toEqual({ ...each(moving, "UNKNOWN notFound"), BALANCE: "REFUSED noAnswer" });
  expect(await endsOf(seen)).toEqual({ ...each(moving, "DONE"), BALANCE: "REFUSED noAnswer" });
  expect([await doneOutside(unsent), await doneOutside(unseen)]).toEqual([0, 0]);
  await asOwner("UPDATE company SET status = 'ACTIVE', suspended_at = NULL, suspend_reason = NULL");
  await settle([unsent, unseen]);
  expect(await endsOf(unsent)).toEqual(each(instructionKinds, "DONE"));
  for (const round of [unsent, unseen, seen]) await expectDone(round);
});

test("a balance is what the core says, with the card's state; of a card that it does not know it is refused", async () => {
  const [round, other] = [await askEach(), await askEach()];
  await admin.change({ cards: [{ card: round.BALANCE.card, balanceCents: 77n, state: "blocked" }] });
  await settle([round]);
  expect(
    await asOwner("SELECT status, told_cents::int AS cents, told_state AS state FROM instruction WHERE id = $1", [
      round.BALANCE.id.toString(),
    ]),
  ).toEqual([{ status: "DONE", cents: 77, state: "blocked" }]);
  expect(await booksOf(round)).toEqual(done);
  await meet(other, { do: "refuse", reason: "cardUnknown" });
  await settle([other]);
  expect(await endsOf(other)).toMatchObject({ BALANCE: "DONE", CREDIT: "REFUSED cardUnknown" });
});

test("after all this, verify finds nothing wrong", async () => {
  await sealAll();
  const findings = await verify({
    databaseUrl: addressOf("verify"),
    auditAnchorDir: process.env.AUDIT_ANCHOR_DIR ?? "",
  });
  expect(findings.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
});

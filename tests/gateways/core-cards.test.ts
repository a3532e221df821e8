import { expect, test } from "vitest";
import { makeCore } from "@/lib/gateways/core";
import type { CardInstruction } from "@/lib/gateways/core-cards";
import type { Behaviour } from "@/lib/simulator/scripts";
import { answering } from "@/tests/gateways/answering";
import { misbehaviours } from "@/tests/gateways/misbehaviours";
import { makeSimulator, SECRET } from "@/tests/simulator/make";

const CARD = "1000000001";
const unknown = (detail: string) => ({ kind: "unknown", detail });
const credit: CardInstruction = { reference: "I-1", card: CARD, kind: "CREDIT", amountCents: 700n };
const debit: CardInstruction = { reference: "I-2", card: CARD, kind: "DEBIT", amountCents: 300n };
const block: CardInstruction = { reference: "I-3", card: CARD, kind: "BLOCK", reason: "LOST" };
const unblock: CardInstruction = { reference: "I-4", card: CARD, kind: "UNBLOCK" };
const replace: CardInstruction = { reference: "I-5", card: CARD, kind: "REPLACE", reason: "DAMAGED" };

test("each thing asked of a card is done once, also ten at once, and told again by its status, also after a restart", async () => {
  const simulator = await makeSimulator();
  const { core, admin } = simulator;
  const outcomes = [];
  for (const instruction of [credit, debit, block, unblock, replace]) {
    const told = await Promise.all(Array.from({ length: 10 }, () => core.instruct(instruction)));
    expect(told).toEqual(Array(10).fill(told[0]));
    expect(await core.instructionStatus(instruction.reference, instruction)).toEqual(told[0]);
    expect(await core.instructionStatus(instruction.reference)).toEqual(told[0]);
    outcomes.push(told[0]);
  }
  const done = (balanceCents: bigint, number: number) => ({
    kind: "done",
    balanceCents,
    coreReference: `CR-000000000${number}`,
  });
  expect(outcomes.slice(0, 4)).toEqual([done(700n, 1), done(400n, 2), done(400n, 3), done(400n, 4)]);
  expect(outcomes[4]).toEqual({ ...done(400n, 5), replacement: expect.objectContaining({ bin: "529143" }) });
  const before = await admin.state();
  expect(before.instructions).toHaveLength(5);

  const again = await simulator.restart();
  expect(await again.admin.state()).toEqual(before);
  expect(await again.core.instruct(replace)).toEqual(outcomes[4]);
  expect(await again.core.instructionStatus("I-1", credit)).toEqual(outcomes[0]);
});

test("a card that is replaced is cancelled and empty; the new one holds its balance, is active and of the same product", async () => {
  const { core, admin } = await makeSimulator();
  await admin.seed({ cards: [{ card: "7000000000" }] });
  await core.instruct(credit);
  await core.instruct(block);
  const outcome = await core.instruct(replace);
  if (outcome.kind !== "done" || !outcome.replacement) throw new Error(outcome.kind);
  const { cardReference } = outcome.replacement;
  expect(cardReference).not.toBe("7000000000");
  expect(await core.cardBalance(CARD)).toEqual({ kind: "found", balanceCents: 0n, state: "cancelled" });
  expect(await core.cardBalance(cardReference)).toEqual({ kind: "found", balanceCents: 700n, state: "active" });
  expect((await admin.state()).cards.get(cardReference)).toMatchObject({ product: "P1" });
  const next = await core.instruct({ ...replace, reference: "I-6", card: cardReference });
  expect(next).toMatchObject({ kind: "done", balanceCents: 700n });
  expect(next.kind === "done" && next.replacement?.cardReference).not.toBe(cardReference);
});

const states = ["active", "blocked", "cancelled"] as const;
test.each<[CardInstruction, (string | undefined)[]]>([
  [credit, [undefined, "cardBlocked", "cardCancelled"]],
  [{ ...debit, amountCents: 1n }, ["funds", "cardBlocked", "cardCancelled"]],
  [block, [undefined, "cardBlocked", "cardCancelled"]],
  [unblock, ["cardActive", undefined, "cardCancelled"]],
  [replace, [undefined, undefined, "cardCancelled"]],
])(
  "%o of an active, blocked, cancelled card: %o; of a card that is none: cardUnknown",
  async (instruction, reasons) => {
    const { core, admin } = await makeSimulator();
    for (const [index, state] of states.entries()) {
      const card = `200000000${index}`;
      await admin.seed({ cards: [{ card, state }] });
      const outcome = await core.instruct({ ...instruction, card, reference: `I-${state}` });
      expect(outcome.kind === "refused" ? outcome.reason : undefined).toBe(reasons[index]);
      if (outcome.kind !== "refused") continue;
      expect((await admin.state()).cards.get(card)).toMatchObject({ state, balanceCents: 0n });
      await admin.change({ cards: [{ card, state: "active", balanceCents: 9n }] });
      expect(await core.instruct({ ...instruction, card, reference: `I-${state}` })).toEqual(outcome);
    }
    expect(await core.instruct({ ...instruction, card: "2999999999" })).toEqual({
      kind: "refused",
      reason: "cardUnknown",
    });
  },
);

test("a card gives what it has and takes what its limit lets it, to the cent", async () => {
  const { core, admin, cardCents } = await makeSimulator();
  await admin.change({ cards: [{ card: CARD, balanceCents: 300n, limitCents: 1_000n }] });
  expect(await core.instruct({ ...credit, amountCents: 701n })).toEqual({ kind: "refused", reason: "limit" });
  expect(await core.instruct({ ...credit, reference: "A" })).toMatchObject({ balanceCents: 1_000n });
  expect(await core.instruct({ ...debit, amountCents: 1_001n })).toEqual({ kind: "refused", reason: "funds" });
  expect(await core.instruct({ ...debit, reference: "B", amountCents: 1_000n })).toMatchObject({ balanceCents: 0n });
  expect(await cardCents(CARD)).toBe(0n);
});

test.each<[string, CardInstruction]>([
  ["another amount", { ...credit, amountCents: 701n } as CardInstruction],
  ["another card", { ...credit, card: "1000000002" }],
  ["another kind", { ...debit, reference: "I-1", amountCents: 700n } as CardInstruction],
  ["a kind without an amount", { ...unblock, reference: "I-1" }],
])("the same reference with %s is a conflict, does nothing, and is no answer to it", async (_name, other) => {
  const { core, cardCents } = await makeSimulator();
  await core.instruct(credit);
  expect(await core.instruct(other)).toEqual(unknown("conflict"));
  expect(await core.instructionStatus("I-1", other)).toEqual(unknown("mismatch"));
  expect([await cardCents(CARD), await cardCents("1000000002")]).toEqual([700n, 0n]);
});

test("another reason under the same reference is a conflict", async () => {
  const { core } = await makeSimulator();
  await core.instruct(block);
  expect(await core.instruct({ ...block, reason: "STOLEN" } as CardInstruction)).toEqual(unknown("conflict"));
});

/** What the card is like before and after each kind. */
const kinds = [
  [credit, [0n, "active"], [700n, "active"]],
  [replace, [0n, "active"], [0n, "cancelled"]],
] as const;

test.each(
  kinds.flatMap(([instruction, was, is]) =>
    misbehaviours.map((row) => [instruction.kind, ...row, instruction, was, is] as const),
  ),
)(
  "%s: a core that answers %o is unknown (%s); its status tells the truth, and asked again it is done once",
  async (_kind, behaviour, detail, moved, instruction, was, is) => {
    const { core, willMeet, admin } = await makeSimulator({ timeoutMs: 400 });
    const now = async () => {
      const { cards } = await admin.state();
      return [cards.get(CARD)?.balanceCents, cards.get(CARD)?.state, cards.size];
    };
    const after = [...is, instruction.kind === "REPLACE" ? 4 : 3];
    await willMeet("instruction", behaviour);
    expect(await core.instruct(instruction)).toEqual(
      unknown(instruction.kind === "REPLACE" && behaviour.do === "otherAmount" ? "unexpected" : detail),
    );
    expect(await now()).toEqual(moved ? after : [...was, 3]);
    expect((await core.instructionStatus(instruction.reference, instruction)).kind).toBe(moved ? "done" : "notFound");
    expect(await core.instruct(instruction)).toMatchObject({ kind: "done" });
    expect(await now()).toEqual(after);
  },
);

test.each<[Behaviour, status: string, balance: string]>([
  [{ do: "otherAmount" }, "mismatch", "unexpected"],
  [{ do: "otherReference" }, "mismatch", "unexpected"],
  [{ do: "missingLine" }, "unexpected", "unexpected"],
  [{ do: "badSignature" }, "signature", "signature"],
  [{ do: "nonsense" }, "unexpected", "unexpected"],
  [{ do: "html" }, "notJson", "notJson"],
  [{ do: "fail" }, "status", "status"],
  [{ do: "hang" }, "timeout", "timeout"],
])("a status query that meets %o stays unknown (%s), a balance as well (%s)", async (behaviour, status, balance) => {
  const { core, willMeet } = await makeSimulator({ timeoutMs: 400 });
  await core.instruct(credit);
  for (const operation of ["instructionStatus", "cardBalance"] as const) await willMeet(operation, behaviour);
  expect(await core.instructionStatus("I-1", credit)).toEqual(unknown(status));
  expect(await core.cardBalance(CARD)).toEqual(unknown(balance));
});

test("an earlier answer is not taken for that of another instruction or card", async () => {
  const { core, willMeet } = await makeSimulator();
  await core.instruct(credit);
  await core.cardBalance(CARD);
  for (const operation of ["instruction", "cardBalance"] as const) await willMeet(operation, { do: "repeat" });
  expect(await core.instruct({ ...credit, reference: "I-9" })).toEqual(unknown("mismatch"));
  expect(await core.instructionStatus("I-9")).toEqual({ kind: "notFound" });
  expect(await core.cardBalance("1000000002")).toEqual(unknown("mismatch"));
});

test("scripted refusals are definite and do nothing; one with a reason that the core does not know is no answer", async () => {
  const { core, willMeet, admin, cardCents } = await makeSimulator();
  await willMeet("instruction", { do: "refuse", reason: "limit" });
  expect(await core.instruct(credit)).toEqual({ kind: "refused", reason: "limit" });
  await admin.script({ target: "core", match: { card: CARD }, behaviour: { do: "reject", reason: "cardBlocked" } });
  expect(await core.instruct({ ...credit, reference: "A", card: "1000000002" })).toMatchObject({ kind: "done" });
  expect(await core.instruct({ ...credit, reference: "B" })).toEqual({ kind: "refused", reason: "cardBlocked" });
  await willMeet("instruction", { do: "refuse", reason: "accountInactive" });
  expect(await core.instruct({ ...credit, reference: "C" })).toEqual(unknown("unexpected"));
  expect(await cardCents(CARD)).toBe(0n);
});

test("what nobody heard of is not found; an absence of another is none", async () => {
  const { core, willMeet } = await makeSimulator();
  expect(await core.instructionStatus("I-1")).toEqual({ kind: "notFound" });
  expect(await core.cardBalance("2999999999")).toEqual({ kind: "notFound" });
  for (const operation of ["instructionStatus", "cardBalance"] as const)
    await willMeet(operation, { do: "otherReference" });
  expect(await core.instructionStatus("I-1")).toEqual(unknown("mismatch"));
  expect(await core.cardBalance("2999999999")).toEqual(unknown("mismatch"));
});

const replacement = {
  cardReference: "7000000001",
  bin: "529143",
  last4: "0001",
  token: "tok_abcdefgh",
  fingerprint: "ab".repeat(32),
};
const done = { status: "DONE", balanceCents: "0", coreReference: "CR-1" };
const asked = { reference: "I-5", card: CARD, kind: "REPLACE" };

test.each<[string, object, string]>([
  ["as it must be", { ...asked, ...done, replacement }, "done"],
  ["refused", { ...asked, status: "REFUSED", reason: "cardCancelled" }, "refused"],
  ["no replacement", { ...asked, ...done }, "unexpected"],
  ["itself as replacement", { ...asked, ...done, replacement: { ...replacement, cardReference: CARD } }, "mismatch"],
  [
    "a whole number beside",
    { ...asked, ...done, replacement: { ...replacement, pan: "5291430000000001" } },
    "unexpected",
  ],
  [
    "a whole number as token",
    { ...asked, ...done, replacement: { ...replacement, token: "5291430000000001" } },
    "unexpected",
  ],
  ["an amount", { ...asked, ...done, replacement, amountCents: "1" }, "unexpected"],
  ["less than nothing", { ...asked, ...done, replacement, balanceCents: "-1" }, "unexpected"],
  ["done and refused", { ...asked, ...done, replacement, reason: "funds" }, "unexpected"],
  ["another kind", { ...asked, ...done, kind: "BLOCK" }, "mismatch"],
  ["a replacement for a block", { ...asked, ...done, kind: "BLOCK", replacement }, "unexpected"],
  ["a credit without an amount", { ...asked, ...done, kind: "CREDIT" }, "unexpected"],
  ["an unknown reason", { ...asked, status: "REFUSED", reason: "personInvalid" }, "unexpected"],
  ["no reference of the core's", { ...asked, ...done, replacement, coreReference: "" }, "unexpected"],
])("an answer with %s", async (_name, answer, expected) => {
  const core = makeCore({ url: await answering(answer), secret: SECRET });
  const outcome = await core.instruct(replace);
  expect(outcome.kind === "unknown" ? outcome.detail : outcome.kind).toBe(expected);
});

test("an amount of nothing, a whole number for a card, or a reference that is a path never leave the house", async () => {
  const { core, admin } = await makeSimulator();
  for (const amountCents of [0n, -1n])
    await expect(core.instruct({ ...credit, amountCents } as CardInstruction)).rejects.toThrow("positive");
  await expect(core.instruct({ ...credit, card: "5291430000000001" })).rejects.toThrow("ten digits");
  await expect(core.cardBalance("5291430000000001")).rejects.toThrow("ten digits");
  await expect(core.instruct({ ...credit, reference: "../x" })).rejects.toThrow("path");
  await expect(core.instructionStatus("../x")).rejects.toThrow("path");
  expect((await admin.state()).instructions).toEqual([]);
});

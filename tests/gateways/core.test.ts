import { expect, test } from "vitest";
import { cardFingerprint } from "@/lib/cards/number";
import { typedCardNumber } from "@/lib/cards/rules";
import { type CorePage, makeCore } from "@/lib/gateways/core";
import { coreAnswerSchema } from "@/lib/gateways/core-answer";
import { numberOfCard } from "@/lib/simulator/card-issue";
import type { Behaviour } from "@/lib/simulator/scripts";
import { type Misbehaviour, misbehaviours } from "@/tests/gateways/misbehaviours";
import { makeIssue, makeRecharge, makeSimulator, SECRET } from "@/tests/simulator/make";
import { testCardKey } from "@/tests/support/keys";

const page = makeRecharge({ "1000000001": 1_000n, "1000000002": 2_500n });
const ok = (reference: string) => ({ reference, result: "ok" });

test("a page of recharges is done line by line, once, and told again by its status", async () => {
  const { core, cardCents } = await makeSimulator();
  const outcome = await core.submitPage(page);
  const results = page.lines.map((line) => ok(line.reference));
  expect(outcome).toEqual({ kind: "done", type: "RECARGA", results });
  expect(await core.submitPage(page)).toEqual(outcome);
  expect(await core.pageStatus(page.reference, page)).toEqual(outcome);
  expect(await core.pageStatus(page.reference)).toEqual(outcome);
  expect(await cardCents("1000000001")).toBe(1_000n);
  expect(await cardCents("1000000002")).toBe(2_500n);
});

test("each refusal of the core names its line, and the other lines are done", async () => {
  const { core, admin, cardCents } = await makeSimulator();
  await admin.seed({
    cards: [
      { card: "2000000001", state: "blocked" },
      { card: "2000000002", state: "cancelled" },
      { card: "2000000003", limitCents: 999n },
      { card: "2000000004", product: "P2" },
    ],
  });
  const cards = ["1000000001", "2000000001", "2000000002", "2000000003", "2000000004", "2999999999"];
  const mixed = makeRecharge(Object.fromEntries(cards.map((card) => [card, 1_000n])));
  const outcome = await core.submitPage(mixed);
  expect(
    outcome.kind === "done" && outcome.results.map((line) => ("reason" in line ? line.reason : line.result)),
  ).toEqual(["ok", "cardBlocked", "cardCancelled", "limit", "cardUnknown", "cardUnknown"]);
  expect(await core.pageStatus(mixed.reference, mixed)).toEqual(outcome);
  expect(await cardCents("1000000001")).toBe(1_000n);
  expect(await cardCents("2000000001")).toBe(0n);
});

test("the limit of a card counts the lines of one page together", async () => {
  const { core, admin, cardCents } = await makeSimulator();
  await admin.seed({ cards: [{ card: "2000000003", limitCents: 1_500n }] });
  const lines = ["a", "b"].map((reference) => ({ reference, card: "2000000003", amountCents: 1_000n }));
  const outcome = await core.submitPage({ reference: "P", batch: "L", type: "RECARGA", product: "P1", lines });
  expect(outcome).toMatchObject({ results: [ok("a"), { reference: "b", result: "rejected", reason: "limit" }] });
  expect(await cardCents("2000000003")).toBe(1_000n);
});

test("issued cards come with their reference, first and last digits, token and fingerprint, never whole", async () => {
  const { core, admin, restart } = await makeSimulator();
  const issue = makeIssue([{ amountCents: 5_000n }, {}, { lastNames: "4ndrade" }, { documentNumber: "no" }]);
  const outcome = await core.submitPage(issue);
  if (outcome.kind !== "done" || outcome.type !== "EMISION") throw new Error(outcome.kind);
  const cards = outcome.results.flatMap((line) => (line.result === "ok" ? [line] : []));
  expect(cards).toHaveLength(2);
  for (const card of cards) {
    expect(card.cardReference).toMatch(/^[0-9]{10}$/);
    expect([card.bin.length, card.last4.length]).toEqual([6, 4]);
    const number = numberOfCard(card.bin, card.cardReference);
    expect([typedCardNumber(number), number.slice(-4)]).toEqual([number, card.last4]);
    expect(card.fingerprint).toBe(cardFingerprint(number, Buffer.from(testCardKey, "hex")));
    expect(Object.values(card).join(" ")).not.toMatch(/(?<![0-9a-f])[0-9]{13,19}(?![0-9a-f])/);
  }
  expect(outcome.results.slice(2).map((line) => "reason" in line && line.reason)).toEqual([
    "personInvalid",
    "personInvalid",
  ]);
  expect((await admin.state()).cards.get(cards[0]?.cardReference ?? "")?.balanceCents).toBe(5_000n);

  const again = await restart();
  expect(await again.core.submitPage(issue)).toEqual(outcome);
  const more = await again.core.submitPage(makeIssue(Array(200).fill({}), "L-2026-000003.1"));
  if (more.kind !== "done" || more.type !== "EMISION") throw new Error(more.kind);
  const all = [...cards, ...more.results].map((line) => ("cardReference" in line ? line.cardReference : ""));
  expect(new Set(all).size).toBe(202);
});

test("a reference that a seeded card already has is not given out again", async () => {
  const { core, admin } = await makeSimulator();
  await admin.seed({ cards: [{ card: "7000000000", balanceCents: 9n }] });
  const outcome = await core.submitPage(makeIssue([{}, {}]));
  expect(outcome).toMatchObject({ results: [{ result: "ok" }, { result: "ok" }] });
  const { cards } = await admin.state();
  expect(cards.size).toBe(6);
  expect(cards.get("7000000000")?.balanceCents).toBe(9n);
});

test("a card issued just now can be recharged, and blocked it cannot", async () => {
  const { core, admin } = await makeSimulator();
  const issued = await core.submitPage(makeIssue([{}]));
  const card = issued.kind === "done" && issued.type === "EMISION" && issued.results[0];
  if (!card || !("cardReference" in card)) throw new Error("not issued");
  const recharge = (reference: string) => core.submitPage(makeRecharge({ [card.cardReference]: 700n }, reference));
  expect(await recharge("R-1")).toMatchObject({ results: [{ result: "ok" }] });
  await admin.change({ cards: [{ card: card.cardReference, state: "blocked" }] });
  expect(await recharge("R-2")).toMatchObject({ results: [{ result: "rejected", reason: "cardBlocked" }] });
});

test("the same page with other content, or an old line in a new page, is a conflict and moves nothing", async () => {
  const { core, cardCents } = await makeSimulator();
  await core.submitPage(page);
  const other = makeRecharge({ "1000000001": 1_001n, "1000000002": 2_500n });
  const oldLine = { ...page, reference: "L-2026-000001.2" };
  expect(await core.submitPage(other)).toEqual({ kind: "unknown", detail: "conflict" });
  expect(await core.submitPage(oldLine)).toEqual({ kind: "unknown", detail: "conflict" });
  expect(await cardCents("1000000001")).toBe(1_000n);
  expect(await core.pageStatus(oldLine.reference)).toEqual({ kind: "notFound" });
});

const ofLines: Misbehaviour[] = [
  [{ do: "missingLine" }, "mismatch", true],
  [{ do: "repeatedLine" }, "mismatch", true],
];

test.each([...misbehaviours, ...ofLines])(
  "a core that answers %o is unknown (%s), never done; its status tells the truth",
  async (behaviour, detail, moved) => {
    const { core, coreWill, cardCents } = await makeSimulator({ timeoutMs: 400 });
    await coreWill(behaviour);
    expect(await core.submitPage(page)).toEqual({ kind: "unknown", detail });
    expect(await cardCents("1000000001")).toBe(moved ? 1_000n : 0n);
    expect((await core.pageStatus(page.reference, page)).kind).toBe(moved ? "done" : "notFound");
    expect(await core.submitPage(page)).toMatchObject({ kind: "done" });
    expect(await cardCents("1000000001")).toBe(1_000n);
  },
);

test("a line missing or repeated is seen also where the sums agree", async () => {
  const { core, coreWill } = await makeSimulator();
  const alike = makeRecharge({ "1000000000": 1_000n, "1000000001": 1_000n, "1000000002": 1_000n }, "SAME");
  await coreWill({ do: "missingLine" });
  expect(await core.submitPage(alike)).toEqual({ kind: "unknown", detail: "mismatch" });
  const even = makeRecharge({ "1000000001": 1_000n, "1000000002": 1_000n }, "EVEN");
  await coreWill({ do: "repeatedLine" });
  expect(await core.submitPage(even)).toEqual({ kind: "unknown", detail: "mismatch" });
  expect(await core.submitPage(even)).toMatchObject({ kind: "done" });
});

test("the answer of an earlier page is not taken for a later one's", async () => {
  const { core, coreWill } = await makeSimulator();
  await core.submitPage(page);
  await coreWill({ do: "repeat" });
  const later = makeRecharge({ "1000000003": 1n }, "L-2026-000009.1");
  expect(await core.submitPage(later)).toEqual({ kind: "unknown", detail: "mismatch" });
  expect(await core.pageStatus(later.reference)).toEqual({ kind: "notFound" });
});

test.each<[Behaviour, string]>([
  [{ do: "missingLine" }, "mismatch"],
  [{ do: "repeatedLine" }, "mismatch"],
  [{ do: "otherAmount" }, "mismatch"],
  [{ do: "badSignature" }, "signature"],
  [{ do: "nonsense" }, "unexpected"],
])("a status query that meets %o stays unknown (%s)", async (behaviour, detail) => {
  const { core, admin } = await makeSimulator();
  await core.submitPage(page);
  await admin.script({ target: "core", operation: "pageStatus", behaviour });
  expect(await core.pageStatus(page.reference, page)).toEqual({ kind: "unknown", detail });
});

test("scripted rejections by line, by card, or of the whole page", async () => {
  const { core, coreWill, cardCents } = await makeSimulator();
  const reasons = async (reference: string) => {
    const outcome = await core.submitPage(makeRecharge({ "1000000001": 1n, "1000000002": 1n }, reference));
    return outcome.kind === "done" && outcome.results.map((line) => ("reason" in line ? line.reason : "ok"));
  };
  await coreWill({ do: "reject", reason: "limit", lines: ["A.2"] });
  expect(await reasons("A")).toEqual(["ok", "limit"]);
  await coreWill({ do: "reject", reason: "cardBlocked", cards: ["*001"] });
  expect(await reasons("B")).toEqual(["cardBlocked", "ok"]);
  await coreWill({ do: "reject", reason: "cardUnknown" });
  expect(await reasons("C")).toEqual(["cardUnknown", "cardUnknown"]);
  expect(await cardCents("1000000001")).toBe(1n);
});

const issued = {
  reference: "a",
  result: "ok",
  cardReference: "7000000001",
  bin: "529143",
  last4: "0001",
  token: "tok_abcdefgh",
  fingerprint: "ab".repeat(32),
};
const answer = (lines: object[]) => ({
  reference: "P",
  batch: "L",
  product: "P1",
  acceptedCents: "0",
  type: "EMISION",
  lines,
});

test("an answer with whole card numbers, a field too many, or one card twice is none", () => {
  const twice = [issued, { ...issued, reference: "b" }];
  const cases = [
    [true, [issued]],
    [false, [{ ...issued, token: "5291430000000001" }]],
    [false, [{ ...issued, last4: "5291430000000001" }]],
    [false, [{ ...issued, cardReference: "5291430000000001" }]],
    [false, [{ ...issued, pan: "5291430000000001" }]],
    [false, [{ reference: "a", result: "ok" }]],
    [false, [{ reference: "a", result: "rejected", reason: "whatever" }]],
    [false, twice],
    [false, []],
  ] as const;
  for (const [accepted, lines] of cases) expect(coreAnswerSchema.safeParse(answer([...lines])).success).toBe(accepted);
});

test("what the core says of another lot, product or lines than were sent is no answer to them", async () => {
  const { core } = await makeSimulator();
  await core.submitPage(page);
  const mismatch = { kind: "unknown", detail: "mismatch" };
  for (const change of [{ batch: "L-2" }, { product: "P2" }, { lines: page.lines.slice(1) }])
    expect([change, await core.pageStatus(page.reference, { ...page, ...change } as CorePage)]).toEqual([
      change,
      mismatch,
    ]);
  // Cards without a first amount: the sums agree, whosever lines they are.
  const issue = makeIssue([{ amountCents: 0n }]);
  await core.submitPage(issue);
  const lines = issue.lines.map((line) => ({ ...line, reference: `${line.reference}x` }));
  expect(await core.pageStatus(issue.reference, { ...issue, lines } as CorePage)).toEqual(mismatch);
});

test("5,000 lines go in one page, 5,001 never leave the house", async () => {
  const { url, core, admin } = await makeSimulator();
  const cards = Array.from({ length: 5_001 }, (_, index) => String(3_000_000_000 + index));
  await admin.seed({ cards: cards.map((card) => ({ card })) });
  const amounts = Object.fromEntries(cards.map((card) => [card, 1n]));
  await expect(core.submitPage(makeRecharge(amounts))).rejects.toThrow("5,000");
  delete amounts["3000005000"];
  const outcome = await makeCore({ url, secret: SECRET }).submitPage(makeRecharge(amounts));
  expect(outcome.kind === "done" && outcome.results).toHaveLength(5_000);
});

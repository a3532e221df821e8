import { expect, test } from "vitest";
import { makeBank } from "@/lib/gateways/bank";
import type { Behaviour } from "@/lib/simulator/scripts";
import { misbehaviours } from "@/tests/gateways/misbehaviours";
import { ACCOUNT, makeDebit, makeSimulator, SECRET } from "@/tests/simulator/make";

const REFERENCE = makeDebit().reference;

test("a debit is confirmed once, told again by its status, and taken from the account", async () => {
  const { bank, balanceCents } = await makeSimulator();
  const outcome = await bank.debit(makeDebit());
  expect(outcome).toEqual({ kind: "confirmed", bankReference: "BR-0000000001", amountCents: 40_000n });
  expect(await bank.debitStatus(REFERENCE)).toEqual(outcome);
  expect(await bank.debitStatus(REFERENCE, makeDebit())).toEqual(outcome);
  expect(await balanceCents()).toBe(60_000n);
});

test("the same reference again answers the same and debits nothing, also ten at once", async () => {
  const { bank, balanceCents, admin } = await makeSimulator();
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => bank.debit(makeDebit())));
  expect(new Set(outcomes.map((outcome) => outcome.kind === "confirmed" && outcome.bankReference)).size).toBe(1);
  expect(outcomes.every((outcome) => outcome.kind === "confirmed")).toBe(true);
  expect(await balanceCents()).toBe(60_000n);
  expect((await admin.state()).debits).toHaveLength(1);
});

test.each([
  ["another amount", { amountCents: 40_001n }],
  ["another account", { account: "0099-0000-0001" }],
  ["another currency", { currency: "PEN" }],
  ["another description", { description: "Otra" }],
])("the same reference with %s is a conflict and moves nothing", async (_name, change) => {
  const { bank, balanceCents } = await makeSimulator();
  await bank.debit(makeDebit());
  expect(await bank.debit(makeDebit(change))).toEqual({ kind: "unknown", detail: "conflict" });
  expect(await balanceCents()).toBe(60_000n);
});

test("what the bank refuses is refused with its reason, and stays refused under that reference", async () => {
  const { bank, admin, balanceCents } = await makeSimulator();
  await admin.seed({
    accounts: [
      { account: "CLOSED", currency: "COP", balanceCents: 100_000n, state: "inactive" },
      { account: "SMALL", currency: "COP", balanceCents: 100_000n, limitCents: 39_999n },
    ],
  });
  const cases = [
    ["funds", { amountCents: 100_001n }],
    ["accountUnknown", { account: "NOBODY" }],
    ["accountUnknown", { currency: "PEN" }],
    ["accountInactive", { account: "CLOSED" }],
    ["limit", { account: "SMALL" }],
  ] as const;
  for (const [index, [reason, change]] of cases.entries()) {
    const debit = makeDebit({ reference: `R-${index}`, ...change });
    expect(await bank.debit(debit)).toEqual({ kind: "refused", reason });
    expect(await bank.debitStatus(debit.reference, debit)).toEqual({ kind: "refused", reason });
  }
  await admin.change({ accounts: [{ account: ACCOUNT, balanceCents: 200_000n }] });
  expect(await bank.debit(makeDebit({ reference: "R-0", amountCents: 100_001n }))).toMatchObject({ kind: "refused" });
  expect(await balanceCents()).toBe(200_000n);
});

test("the whole balance can be debited, and not a cent more", async () => {
  const { bank, balanceCents } = await makeSimulator();
  expect(await bank.debit(makeDebit({ reference: "A", amountCents: 100_000n }))).toMatchObject({ kind: "confirmed" });
  expect(await bank.debit(makeDebit({ reference: "B", amountCents: 1n }))).toEqual({
    kind: "refused",
    reason: "funds",
  });
  expect(await balanceCents()).toBe(0n);
});

test("an amount beyond what a float holds travels whole", async () => {
  const { bank, admin } = await makeSimulator();
  await admin.seed({ accounts: [{ account: "BIG", currency: "COP", balanceCents: 900_000_000_000_000_001n }] });
  const debit = makeDebit({ account: "BIG", amountCents: 900_000_000_000_000_000n });
  expect(await bank.debit(debit)).toMatchObject({ kind: "confirmed", amountCents: 900_000_000_000_000_000n });
  expect((await admin.state()).accounts.get("BIG")?.balanceCents).toBe(1n);
});

test("a reference that the bank never heard of is not found", async () => {
  const { bank } = await makeSimulator();
  expect(await bank.debitStatus("OS-2026-999999")).toEqual({ kind: "notFound" });
});

test.each(misbehaviours)(
  "a bank that answers %o is unknown (%s), never confirmed; its status tells the truth",
  async (behaviour, detail, moved) => {
    const { bank, bankWill, balanceCents } = await makeSimulator({ timeoutMs: 400 });
    await bankWill(behaviour);
    expect(await bank.debit(makeDebit())).toEqual({ kind: "unknown", detail });
    expect(await balanceCents()).toBe(moved ? 60_000n : 100_000n);
    expect((await bank.debitStatus(REFERENCE, makeDebit())).kind).toBe(moved ? "confirmed" : "notFound");
    expect(await bank.debit(makeDebit())).toMatchObject({ kind: "confirmed", amountCents: 40_000n });
    expect(await balanceCents()).toBe(60_000n);
  },
);

test("an earlier answer, repeated to a later debit, is not taken for its own", async () => {
  const { bank, bankWill, balanceCents } = await makeSimulator();
  await bank.debit(makeDebit({ reference: "A" }));
  for (const afterWork of [false, true]) {
    await bankWill({ do: "repeat", afterWork });
    expect(await bank.debit(makeDebit({ reference: "B" }))).toEqual({ kind: "unknown", detail: "mismatch" });
    expect((await bank.debitStatus("B")).kind).toBe(afterWork ? "confirmed" : "notFound");
  }
  expect(await balanceCents()).toBe(20_000n);
});

test("a refusal under scripted reasons is definite and moves nothing", async () => {
  const { bank, bankWill, balanceCents } = await makeSimulator();
  for (const reason of ["funds", "accountInactive", "limit", "accountUnknown"] as const) {
    await bankWill({ do: "refuse", reason });
    expect(await bank.debit(makeDebit({ reference: `R-${reason}` }))).toEqual({ kind: "refused", reason });
  }
  expect(await balanceCents()).toBe(100_000n);
});

test("a slow bank within the limit is confirmed", async () => {
  const { bank, bankWill } = await makeSimulator();
  await bankWill({ do: "slow", ms: 50 });
  expect(await bank.debit(makeDebit())).toMatchObject({ kind: "confirmed" });
});

test("a slow bank beyond the limit may say notFound and debit afterwards: only the same reference is safe", async () => {
  const { bank, bankWill, balanceCents } = await makeSimulator({ timeoutMs: 150 });
  await bankWill({ do: "slow", ms: 600 });
  expect(await bank.debit(makeDebit())).toEqual({ kind: "unknown", detail: "timeout" });
  expect(await bank.debitStatus(REFERENCE)).toEqual({ kind: "notFound" });
  expect(await bank.debit(makeDebit())).toMatchObject({ kind: "confirmed" });
  await expect.poll(async () => (await bank.debitStatus(REFERENCE)).kind).toBe("confirmed");
  expect(await balanceCents()).toBe(60_000n);
});

test.each<[Behaviour, string]>([
  [{ do: "otherAmount" }, "mismatch"],
  [{ do: "otherReference" }, "mismatch"],
  [{ do: "badSignature" }, "signature"],
  [{ do: "nonsense" }, "unexpected"],
  [{ do: "html" }, "notJson"],
  [{ do: "empty" }, "notJson"],
  [{ do: "fail" }, "status"],
  [{ do: "redirect" }, "redirect"],
  [{ do: "hang" }, "timeout"],
])("a status query that meets %o stays unknown (%s)", async (behaviour, detail) => {
  const { bank, admin } = await makeSimulator({ timeoutMs: 400 });
  await bank.debit(makeDebit());
  await admin.script({ target: "bank", operation: "debitStatus", behaviour });
  expect(await bank.debitStatus(REFERENCE, makeDebit())).toEqual({ kind: "unknown", detail });
});

test.each([
  ["account", { account: "0099-0000-0001" }],
  ["amount", { amountCents: 40_001n }],
  ["currency", { currency: "PEN" }],
])("what the bank says of another %s than was sent is no answer to it", async (_, change) => {
  const { bank } = await makeSimulator();
  await bank.debit(makeDebit());
  expect(await bank.debitStatus(REFERENCE, makeDebit(change))).toEqual({ kind: "unknown", detail: "mismatch" });
});

test("a debit of nothing, or of less, never leaves the house", async () => {
  const { bank, admin } = await makeSimulator();
  for (const amountCents of [0n, -1n]) await expect(bank.debit(makeDebit({ amountCents }))).rejects.toThrow("positive");
  expect((await admin.state()).debits).toEqual([]);
});

test("an absence that names another reference is no absence", async () => {
  const { bank, admin } = await makeSimulator();
  await admin.script({ target: "bank", operation: "debitStatus", behaviour: { do: "otherReference" } });
  expect(await bank.debitStatus("OS-1")).toEqual({ kind: "unknown", detail: "mismatch" });
});

test("with another secret neither side believes the other and nothing moves", async () => {
  const { url, balanceCents } = await makeSimulator();
  const stranger = makeBank({ url, secret: `${SECRET}x`, timeoutMs: 5_000 });
  expect(await stranger.debit(makeDebit())).toMatchObject({ kind: "unknown" });
  expect(await stranger.debitStatus(REFERENCE)).toMatchObject({ kind: "unknown" });
  expect(await balanceCents()).toBe(100_000n);
});

test("a bank that is not there is unknown", async () => {
  const bank = makeBank({ url: "http://127.0.0.1:1", secret: SECRET, timeoutMs: 2_000 });
  expect(await bank.debit(makeDebit())).toEqual({ kind: "unknown", detail: "network" });
});

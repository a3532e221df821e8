import { expect, test } from "vitest";
import type { Behaviour } from "@/lib/simulator/scripts";
import { misbehaviours } from "@/tests/gateways/misbehaviours";
import { ACCOUNT, makeDebit, makeSimulator } from "@/tests/simulator/make";

const credit = makeDebit({ reference: "R-2026-000001", description: "Retiro" });

test("a credit is confirmed once, also ten at once, told again by its status, and put to the account", async () => {
  const { bank, balanceCents, admin } = await makeSimulator();
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => bank.credit(credit)));
  expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome, (_, value) => String(value)))).size).toBe(1);
  expect(outcomes[0]).toEqual({ kind: "confirmed", bankReference: "BR-0000000001", amountCents: 40_000n });
  expect(await bank.creditStatus(credit.reference)).toEqual(outcomes[0]);
  expect(await bank.creditStatus(credit.reference, credit)).toEqual(outcomes[0]);
  expect(await balanceCents()).toBe(140_000n);
  expect((await admin.state()).credits).toMatchObject([{ reference: credit.reference, status: "CONFIRMED" }]);
});

test("a debit and a credit under one reference are two, and neither answers for the other", async () => {
  const { bank, balanceCents } = await makeSimulator();
  await bank.debit(credit);
  expect(await bank.creditStatus(credit.reference)).toEqual({ kind: "notFound" });
  expect(await bank.credit(credit)).toMatchObject({ kind: "confirmed", bankReference: "BR-0000000002" });
  expect(await balanceCents()).toBe(100_000n);
});

test.each([
  ["another amount", { amountCents: 40_001n }],
  ["another account", { account: "0099-0000-0001" }],
  ["another currency", { currency: "PEN" }],
  ["another description", { description: "Otra" }],
])("the same reference with %s is a conflict and moves nothing", async (_name, change) => {
  const { bank, balanceCents } = await makeSimulator();
  await bank.credit(credit);
  expect(await bank.credit({ ...credit, ...change })).toEqual({ kind: "unknown", detail: "conflict" });
  if (!("description" in change))
    expect(await bank.creditStatus(credit.reference, { ...credit, ...change })).toEqual({
      kind: "unknown",
      detail: "mismatch",
    });
  expect(await balanceCents()).toBe(140_000n);
});

test.each([
  ["accountUnknown", { account: "NOBODY" }],
  ["accountUnknown", { currency: "PEN" }],
  ["accountInactive", { account: "CLOSED" }],
  ["limit", { account: "SMALL" }],
] as const)("a credit that is refused as %s stays refused under its reference", async (reason, change) => {
  const { bank, admin } = await makeSimulator();
  await admin.seed({
    accounts: [
      { account: "CLOSED", currency: "COP", balanceCents: 0n, state: "inactive" },
      { account: "SMALL", currency: "COP", balanceCents: 0n, limitCents: 39_999n },
    ],
  });
  const asked = { ...credit, ...change };
  expect(await bank.credit(asked)).toEqual({ kind: "refused", reason });
  await admin.change({
    accounts: ["CLOSED", "SMALL"].map((account) => ({ account, state: "active" as const, limitCents: null })),
  });
  expect(await bank.credit(asked)).toEqual({ kind: "refused", reason });
  expect(await bank.creditStatus(asked.reference, asked)).toEqual({ kind: "refused", reason });
});

test("a credit knows no lack of funds: such a refusal is no answer", async () => {
  const { bank, willMeet } = await makeSimulator();
  await willMeet("credit", { do: "refuse", reason: "limit" });
  expect(await bank.credit(credit)).toEqual({ kind: "refused", reason: "limit" });
  await willMeet("credit", { do: "refuse", reason: "funds" });
  expect(await bank.credit({ ...credit, reference: "R-2" })).toEqual({ kind: "unknown", detail: "unexpected" });
});

test.each(misbehaviours)(
  "a bank that answers %o to a credit is unknown (%s); its status tells the truth",
  async (behaviour, detail, moved) => {
    const { bank, willMeet, balanceCents } = await makeSimulator({ timeoutMs: 400 });
    await willMeet("credit", behaviour);
    expect(await bank.credit(credit)).toEqual({ kind: "unknown", detail });
    expect(await balanceCents()).toBe(moved ? 140_000n : 100_000n);
    expect((await bank.creditStatus(credit.reference, credit)).kind).toBe(moved ? "confirmed" : "notFound");
    expect(await bank.credit(credit)).toMatchObject({ kind: "confirmed", amountCents: 40_000n });
    expect(await balanceCents()).toBe(140_000n);
  },
);

test.each<[Behaviour, string]>([
  [{ do: "otherAmount" }, "mismatch"],
  [{ do: "otherReference" }, "mismatch"],
  [{ do: "badSignature" }, "signature"],
  [{ do: "nonsense" }, "unexpected"],
  [{ do: "fail" }, "status"],
])("a status query that meets %o stays unknown (%s), and an absence of another is none", async (behaviour, detail) => {
  const { bank, willMeet } = await makeSimulator();
  await bank.credit(credit);
  await willMeet("creditStatus", behaviour);
  expect(await bank.creditStatus(credit.reference, credit)).toEqual({ kind: "unknown", detail });
  await willMeet("creditStatus", { do: "otherReference" });
  expect(await bank.creditStatus("R-NEVER")).toEqual({ kind: "unknown", detail: "mismatch" });
  expect(await bank.creditStatus("R-NEVER")).toEqual({ kind: "notFound" });
});

test("what came back of a credit is heard, and one of nothing never leaves the house", async () => {
  const { bank } = await makeSimulator();
  const heard: number[] = [];
  await bank.credit(credit, ({ status, body }) => heard.push(status, body.indexOf(ACCOUNT)));
  await bank.creditStatus("R-NEVER", undefined, ({ status }) => heard.push(status));
  expect(heard).toEqual([200, expect.any(Number), 404]);
  expect(heard[1]).toBeGreaterThan(0);
  for (const amountCents of [0n, -1n])
    await expect(bank.credit({ ...credit, amountCents })).rejects.toThrow("positive");
});

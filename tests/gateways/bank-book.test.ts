import { expect, test } from "vitest";
import { makeBank } from "@/lib/gateways/bank";
import type { Behaviour } from "@/lib/simulator/scripts";
import { answering } from "@/tests/gateways/answering";
import { ACCOUNT, makeDebit, makeSimulator, SECRET } from "@/tests/simulator/make";

const unknown = (detail: string) => ({ kind: "unknown", detail });
const day = (number: number) => new Date(Date.UTC(2026, 10, number, 15));

/** An account with the past of five days: 700,00 in it, 50,00 of them held. */
async function makeBook() {
  const simulator = await makeSimulator({ timeoutMs: 400 });
  await simulator.admin.seed({
    accounts: [
      {
        account: "BOOK",
        currency: "COP",
        balanceCents: 65_000n,
        heldCents: 5_000n,
        kind: "SAVINGS",
        movements: [
          { at: day(1), kind: "CREDIT", amountCents: 100_000n, reference: "REC-1", description: "Recaudo" },
          { at: day(2), kind: "DEBIT", amountCents: -20_000n, reference: "OS-2025-000001" },
          { at: day(3), kind: "DEBIT_NOTE", amountCents: -1_190n, description: "Cuota de manejo" },
          { at: day(4), kind: "CREDIT_NOTE", amountCents: 190n },
          { at: day(5), kind: "RETURNED_CHEQUE", amountCents: -10_000n },
        ],
      },
    ],
  });
  return simulator;
}

test("a balance tells what is available, what is held and both together", async () => {
  const { bank } = await makeBook();
  expect(await bank.accountBalance("BOOK")).toEqual({
    kind: "found",
    accountKind: "SAVINGS",
    currency: "COP",
    availableCents: 65_000n,
    heldCents: 5_000n,
    currentCents: 70_000n,
  });
  expect(await bank.accountBalance(ACCOUNT)).toMatchObject({ accountKind: "CHECKING", heldCents: 0n });
  expect(await bank.accountBalance("NOBODY")).toEqual({ kind: "notFound" });
});

test("the past comes in order, each balance from the one before, the last as the account's", async () => {
  const { bank } = await makeBook();
  const all = await bank.movements("BOOK", 0n);
  expect(all).toMatchObject({ kind: "found", more: false });
  const told = all.kind === "found" ? all.movements : [];
  expect(told.map(({ number, kind, balanceCents }) => [number, kind, balanceCents])).toEqual([
    [1n, "CREDIT", 101_000n],
    [2n, "DEBIT", 81_000n],
    [3n, "DEBIT_NOTE", 79_810n],
    [4n, "CREDIT_NOTE", 80_000n],
    [5n, "RETURNED_CHEQUE", 70_000n],
  ]);
  expect(told[0]).toMatchObject({ at: day(1), amountCents: 100_000n, reference: "REC-1", description: "Recaudo" });
  expect(await bank.movements("BOOK", 3n)).toEqual({ kind: "found", movements: told.slice(3), more: false });
  expect(await bank.movements("BOOK", 5n)).toEqual({ kind: "found", movements: [], more: false });
  expect(await bank.movements("NOBODY", 0n)).toEqual({ kind: "notFound" });
});

test("each debit and credit done is a movement with our reference, what was refused is none; a restart keeps them", async () => {
  const { bank, restart } = await makeBook();
  await bank.debit(makeDebit({ account: "BOOK", reference: "D-1", amountCents: 15_000n, description: "Orden" }));
  await bank.debit(makeDebit({ account: "BOOK", reference: "D-2", amountCents: 50_001n }));
  await bank.credit(makeDebit({ account: "BOOK", reference: "C-1", amountCents: 1n }));
  await bank.credit(makeDebit({ account: "BOOK", reference: "C-1", amountCents: 1n }));
  const after = await bank.movements("BOOK", 5n);
  expect(after).toMatchObject({
    movements: [
      {
        number: 6n,
        kind: "DEBIT",
        amountCents: -15_000n,
        balanceCents: 55_000n,
        reference: "D-1",
        description: "Orden",
      },
      { number: 7n, kind: "CREDIT", amountCents: 1n, balanceCents: 55_001n, reference: "C-1" },
    ],
    more: false,
  });
  const again = await restart();
  expect(await again.bank.movements("BOOK", 5n)).toEqual(after);
  expect(await again.bank.accountBalance("BOOK")).toMatchObject({ availableCents: 50_001n, currentCents: 55_001n });
});

test("a balance that the desk sets is a note in the book; a book given anew takes the old one's place", async () => {
  const { bank, admin } = await makeBook();
  await admin.change({ accounts: [{ account: "BOOK", balanceCents: 66_000n }] });
  await admin.change({ accounts: [{ account: "BOOK", heldCents: 0n, state: "inactive" }] });
  await admin.change({ accounts: [{ account: "BOOK", state: "active" }] });
  expect(await bank.movements("BOOK", 5n)).toMatchObject({
    movements: [
      { kind: "CREDIT_NOTE", amountCents: 1_000n, balanceCents: 71_000n },
      { kind: "DEBIT_NOTE", amountCents: -5_000n, balanceCents: 66_000n },
    ],
  });
  const movements = [{ at: day(9), kind: "CREDIT" as const, amountCents: 6_000n }];
  await admin.change({ accounts: [{ account: "BOOK", movements }] });
  expect(await bank.movements("BOOK", 0n)).toMatchObject({ movements: [{ number: 1n, balanceCents: 66_000n }] });
  expect((await admin.state()).accounts.get("BOOK")).toMatchObject({ movements: 1, heldCents: 0n });
});

test("more than 500 movements come page by page", async () => {
  const { bank, admin } = await makeBook();
  const movements = Array.from({ length: 1_001 }, () => ({ at: day(1), kind: "CREDIT" as const, amountCents: 2n }));
  await admin.change({ accounts: [{ account: "BOOK", movements }] });
  const pages = await Promise.all([0n, 500n, 1_000n].map((after) => bank.movements("BOOK", after)));
  expect(pages.map((page) => page.kind === "found" && [page.movements.length, page.more])).toEqual([
    [500, true],
    [500, true],
    [1, false],
  ]);
});

test.each<[Behaviour, balance: string, movements: string]>([
  [{ do: "fail" }, "status", "status"],
  [{ do: "empty" }, "notJson", "notJson"],
  [{ do: "html" }, "notJson", "notJson"],
  [{ do: "redirect" }, "redirect", "redirect"],
  [{ do: "nonsense" }, "unexpected", "unexpected"],
  [{ do: "hang" }, "timeout", "timeout"],
  [{ do: "late", ms: 60_000 }, "timeout", "timeout"],
  [{ do: "disconnect" }, "network", "network"],
  [{ do: "badSignature" }, "signature", "signature"],
  [{ do: "otherReference" }, "mismatch", "mismatch"],
  [{ do: "otherAmount" }, "unexpected", "unexpected"],
  [{ do: "missingLine" }, "unexpected", "mismatch"],
  [{ do: "repeatedLine" }, "unexpected", "mismatch"],
])("a bank that answers %o about an account is unknown (%s, %s)", async (behaviour, balance, movements) => {
  const { bank, willMeet } = await makeBook();
  await willMeet("accountBalance", behaviour);
  await willMeet("movements", behaviour);
  expect(await bank.accountBalance("BOOK")).toEqual(unknown(balance));
  expect(await bank.movements("BOOK", 0n)).toEqual(unknown(movements));
});

test("an earlier answer about another account, or after another movement, is not taken for this one", async () => {
  const { bank, willMeet } = await makeBook();
  await bank.accountBalance(ACCOUNT);
  await bank.movements("BOOK", 3n);
  for (const operation of ["accountBalance", "movements"] as const) await willMeet(operation, { do: "repeat" });
  expect(await bank.accountBalance("BOOK")).toEqual(unknown("mismatch"));
  expect(await bank.movements("BOOK", 0n)).toEqual(unknown("mismatch"));
});

const balance = {
  account: "A",
  kind: "CHECKING",
  currency: "COP",
  availableCents: "-5",
  heldCents: "7",
  currentCents: "2",
};
const movement = {
  number: 1,
  at: "2026-11-01T15:00:00.000Z",
  kind: "CREDIT",
  amountCents: "5",
  balanceCents: "3",
  reference: "",
  description: "",
};
const second = { ...movement, number: 2, balanceCents: "8" };
const of = (...movements: object[]) => ({ account: "A", movements, more: false });

const bankThatSays = async (answer: object, status = 200) =>
  makeBank({ url: await answering(answer, status), secret: SECRET });

test.each<[string, object, string]>([
  ["as it must be", balance, "found"],
  ["a sum that is another", { ...balance, currentCents: "3" }, "unexpected"],
  ["less than nothing held", { ...balance, heldCents: "-7", currentCents: "-12" }, "unexpected"],
  ["another kind of account", { ...balance, kind: "CREDIT" }, "unexpected"],
  ["a number for an amount", { ...balance, heldCents: 7 }, "unexpected"],
  ["minus zero", { ...balance, availableCents: "-0", currentCents: "7" }, "unexpected"],
  ["a field too many", { ...balance, owner: "X" }, "unexpected"],
  ["another account", { ...balance, account: "B" }, "mismatch"],
])("a balance with %s", async (_name, answer, expected) => {
  const bank = await bankThatSays(answer);
  const outcome = await bank.accountBalance("A");
  expect(outcome.kind === "unknown" ? outcome.detail : outcome.kind).toBe(expected);
});

test.each<[string, object, string]>([
  ["as they must be", of(movement, second), "found"],
  ["none", of(), "found"],
  ["none, and more to come", { ...of(), more: true }, "unexpected"],
  ["a gap", of(movement, { ...second, number: 3 }), "mismatch"],
  ["one twice", of(movement, { ...second, number: 1 }), "mismatch"],
  ["a later one first", of(second), "mismatch"],
  ["a balance that does not follow", of(movement, { ...second, balanceCents: "9" }), "mismatch"],
  ["a credit that takes", of({ ...movement, amountCents: "-5" }), "unexpected"],
  ["a returned cheque that brings", of({ ...movement, kind: "RETURNED_CHEQUE" }), "unexpected"],
  ["one of nothing", of({ ...movement, amountCents: "0" }), "unexpected"],
  ["a time of no zone", of({ ...movement, at: "2026-11-01T15:00:00" }), "unexpected"],
  ["a day", of({ ...movement, at: "2026-11-01" }), "unexpected"],
  ["a number that is text", of({ ...movement, number: "1" }), "unexpected"],
  ["another account", { ...of(movement), account: "B" }, "mismatch"],
  ["501", of(...Array.from({ length: 501 }, (_, index) => ({ ...movement, number: index + 1 }))), "unexpected"],
])("movements: %s", async (_name, answer, expected) => {
  const bank = await bankThatSays(answer);
  const outcome = await bank.movements("A", 0n);
  expect(outcome.kind === "unknown" ? outcome.detail : outcome.kind).toBe(expected);
});

test("an absence that names another account is none, nor is one without a name", async () => {
  for (const [answer, detail] of [
    [{ account: "B", error: "notFound" }, "mismatch"],
    [{ error: "noSuchPath" }, "unexpected"],
    [{ reference: "A", error: "notFound" }, "unexpected"],
  ] as const) {
    const bank = await bankThatSays(answer, 404);
    expect([await bank.accountBalance("A"), await bank.movements("A", 0n)]).toEqual([unknown(detail), unknown(detail)]);
  }
});

test("an account that cannot stand in a path, and less than no movement, never leave the house", async () => {
  const { bank } = await makeSimulator();
  for (const account of ["", "../A", "A/movements", "A?after=1"]) {
    await expect(bank.accountBalance(account)).rejects.toThrow("path");
    await expect(bank.movements(account, 0n)).rejects.toThrow("path");
  }
  await expect(bank.movements("A", -1n)).rejects.toThrow("counted");
});

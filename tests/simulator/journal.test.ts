import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkDigit } from "@/lib/cards/rules";
import { numberOfCard } from "@/lib/simulator/card-issue";
import { ACCOUNT, makeDebit, makeIssue, makeSimulator } from "@/tests/simulator/make";

/** Runs of digits that may be a card's number: 13 to 19 of them, the last one right. Fingerprints and hashes are hexadecimal. */
function wholeNumbers(text: string): string[] {
  const runs = text.match(/(?<![0-9a-f])[0-9]{13,19}(?![0-9a-f])/g) ?? [];
  return runs.filter((run) => checkDigit(run.slice(0, -1)) === run.at(-1));
}

test("no whole card number stands in the journal, in an answer or in the desk's state", async () => {
  const { core, admin, dataDir } = await makeSimulator();
  const issued = await core.submitPage(makeIssue(Array(300).fill({})));
  if (issued.kind !== "done" || issued.type !== "EMISION") throw new Error(issued.kind);
  const cards = issued.results.flatMap((line) => (line.result === "ok" ? [line] : []));
  const replaced = await Promise.all(
    cards
      .slice(0, 50)
      .map(({ cardReference: card }, index) =>
        core.instruct({ reference: `I-${index}`, card, kind: "REPLACE", reason: "STOLEN" }),
      ),
  );
  for (const outcome of replaced)
    if (outcome.kind === "done" && outcome.replacement)
      cards.push({ reference: "", result: "ok", ...outcome.replacement });
  expect(cards).toHaveLength(350);
  expect(new Set(cards.map((card) => card.fingerprint)).size).toBe(350);
  const state = await admin.state();
  const written = [
    await readFile(join(dataDir, "simulator.jsonl"), "utf8"),
    JSON.stringify([issued, replaced, [...state.cards], state.instructions], (_, value) =>
      typeof value === "bigint" ? String(value) : value,
    ),
  ];
  const numbers = cards.map(({ bin, cardReference }) => numberOfCard(bin, cardReference));
  for (const text of written) {
    expect(wholeNumbers(text)).toEqual([]);
    expect(numbers.filter((number) => text.includes(number) || text.includes(number.slice(0, 12)))).toEqual([]);
  }
  expect(wholeNumbers(`"${numbers[0]}"`)).toEqual([numbers[0]]);
});

test("numbers are whole, follow from the reference, and no two cards share one", () => {
  const references = Array.from({ length: 2_000 }, (_, index) => String(7_000_000_000 + index * 7_919));
  const numbers = references.map((reference) => numberOfCard("529143", reference));
  expect(new Set(numbers).size).toBe(2_000);
  for (const number of numbers) expect(wholeNumbers(number)).toEqual([number]);
});

test("a journal of before accounts had a book is read: what was debited then is in it", async () => {
  const simulator = await makeSimulator();
  await simulator.bank.debit(makeDebit());
  await simulator.admin.change({ accounts: [{ account: ACCOUNT, balanceCents: 70_000n }] });
  const file = join(simulator.dataDir, "simulator.jsonl");
  const lines = (await readFile(file, "utf8")).trimEnd().split("\n");
  const before = lines.map((line) => {
    const { at, description, ...event } = JSON.parse(line);
    for (const account of event.accounts ?? []) {
      delete account.kind;
      delete account.heldCents;
    }
    return `${JSON.stringify(event)}\n`;
  });
  await writeFile(file, before.join(""));
  const { bank } = await simulator.restart();
  expect(await bank.accountBalance(ACCOUNT)).toMatchObject({ accountKind: "CHECKING", availableCents: 70_000n });
  expect(await bank.movements(ACCOUNT, 0n)).toMatchObject({
    movements: [
      { kind: "DEBIT", amountCents: -40_000n, balanceCents: 60_000n, reference: "OS-2026-000001" },
      { kind: "CREDIT_NOTE", amountCents: 10_000n, balanceCents: 70_000n },
    ],
  });
});

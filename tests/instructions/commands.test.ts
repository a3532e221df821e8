import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Permission } from "@/lib/catalog";
import { runCommand } from "@/lib/command";
import type { Caller, Context } from "@/lib/context";
import { creditCards, debitCards, fundMaster, withdrawMaster } from "@/lib/instructions/commands";
import type { MoveCards } from "@/lib/instructions/schema";
import { asDecided, asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// What a person asks about cards and the master account, on the real database, as far as our own books go.

let cm1: Caller;
const card = (n: number) => String(1_000_000_000 + n);
let references: string[];

beforeAll(async () => {
  await demonstration();
  cm1 = await signedIn("cm1");
  references = (
    await asOwner<{ reference: string }>(
      "SELECT c.reference FROM card c JOIN product p ON p.id = c.product_id WHERE p.code = 'P1' ORDER BY c.id LIMIT 120",
    )
  ).map((row) => row.reference);
});

const reference = (index: number): string => references[index] ?? card(index);
const credit = (input: Partial<MoveCards> & { caller?: Caller } = {}) => {
  const { caller = cm1, ...rest } = input;
  return runCommand(caller, "card.credit", (ctx) =>
    creditCards(ctx, { llave: randomUUID(), tarjetas: [reference(0)], montos: [1_000n], ...rest }),
  );
};
const debit = (input: Partial<MoveCards> = {}) =>
  runCommand(cm1, "card.debit", (ctx) =>
    debitCards(ctx, { llave: randomUUID(), tarjetas: [reference(0)], montos: [1_000n], ...input }),
  );

async function master(): Promise<{ balance: bigint; held: bigint }> {
  const [row] = await asOwner<{ balance_cents: string; floor_cents: string }>(
    "SELECT a.balance_cents, a.floor_cents FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P1' AND a.kind = 'MASTER'",
  );
  return { balance: BigInt(row?.balance_cents ?? 0), held: BigInt(row?.floor_cents ?? 0) };
}
async function onCard(index: number): Promise<{ balance: bigint; held: bigint }> {
  const [row] = await asOwner<{ balance_cents: string; floor_cents: string }>(
    "SELECT a.balance_cents, a.floor_cents FROM account a JOIN card c ON c.id = a.card_id WHERE c.reference = $1",
    [reference(index)],
  );
  return { balance: BigInt(row?.balance_cents ?? 0), held: BigInt(row?.floor_cents ?? 0) };
}
/** Money on the master account of P1, so that what a test is about decides. */
const topUp = () =>
  asOwner(`UPDATE account SET balance_cents = balance_cents + 5000000
            WHERE id = (SELECT a.id FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P1' AND a.kind = 'MASTER')`);
const count = async (what: string) => Number((await asOwner<{ n: string }>(`SELECT count(*) AS n FROM ${what}`))[0]?.n);

describe("a credit", () => {
  test("moves at once, is held on the card until the core answers, and has its statement, trail and job", async () => {
    const [before, events] = [await master(), await count("audit_event WHERE event = 'card.creditRequested'")];
    const { again, instructions } = await credit({ tarjetas: [reference(3)], montos: [25_000n] });
    expect(again).toBe(false);
    expect(instructions[0]).toMatch(/^CM-\d{4}-\d{6}$/);
    expect((await master()).balance).toBe(before.balance - 25_000n);
    const after = await onCard(3);
    expect(after.held).toBe(25_000n);
    expect(await count("audit_event WHERE event = 'card.creditRequested'")).toBe(events + 1);
    const [row] = await asOwner<{ status: string; shown: { totalCents: string }; key: string }>(
      `SELECT i.status, c.shown, j.key FROM instruction i JOIN confirmation c ON c.id = i.confirmation_id AND c.used_at IS NOT NULL
         JOIN graphile_worker._private_jobs j ON j.key = 'settle-instruction:' || i.id WHERE i.number = $1`,
      [instructions[0]],
    );
    expect(row).toMatchObject({ status: "REQUESTED", shown: { totalCents: "25000" } });
    // What is not certain yet is not the card's to give back.
    const free = after.balance - after.held;
    expect(await outcomeOf(debit({ tarjetas: [reference(3)], montos: [free + 1n] }))).toBe(
      "instruction.cardInsufficient",
    );
  });

  test("the same form again is the same effect, other content under its key is refused", async () => {
    const llave = randomUUID();
    const first = await credit({ llave, montos: [500n] });
    const left = await master();
    const [second, third] = await Promise.all([credit({ llave, montos: [500n] }), credit({ llave, montos: [500n] })]);
    expect([second, third]).toEqual(Array(2).fill({ again: true, instructions: first.instructions }));
    expect(await master()).toEqual(left);
    expect(await outcomeOf(credit({ llave, montos: [501n] }))).toBe("instruction.keyUsed");
  });

  test("twenty presses of one form at once: one effect", async () => {
    const [llave, before] = [randomUUID(), await master()];
    const told = await Promise.all(Array.from({ length: 20 }, () => credit({ llave, montos: [700n] })));
    expect(new Set(told.map(({ instructions }) => instructions.join())).size).toBe(1);
    expect(told.filter(({ again }) => !again)).toHaveLength(1);
    expect((await master()).balance).toBe(before.balance - 700n);
  });

  test("fifty at once on one account: exactly as many as the balance allows, the rest learn what is missing", async () => {
    const { balance, held } = await master();
    const each = (balance - held) / 20n - 1n;
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => outcomeOf(credit({ tarjetas: [reference(n + 10)], montos: [each] }))),
    );
    expect(outcomes.filter((one) => one === "ok")).toHaveLength(20);
    expect(outcomes.filter((one) => one === "instruction.insufficient")).toHaveLength(30);
    const left = await master();
    expect(left.balance).toBe(balance - 20n * each);
    await expect(credit({ montos: [left.balance + 250n] })).rejects.toMatchObject({ params: { missingCents: 250n } });
  });

  test("a selection is done whole or not at all", async () => {
    await topUp();
    await asOwner("UPDATE card SET status = 'BLOCKED' WHERE reference = $1", [reference(70)]);
    const [{ balance }, asked] = [await master(), await count("instruction")];
    const refused = credit({ tarjetas: [reference(69), reference(70)], montos: [100n] });
    await expect(refused).rejects.toMatchObject({ code: "instruction.cardState", params: { status: "BLOCKED" } });
    expect([(await master()).balance, await count("instruction")]).toEqual([balance, asked]);
    const { instructions } = await credit({ tarjetas: [reference(71), reference(72)], montos: [100n, 250n] });
    expect(instructions).toHaveLength(2);
    expect((await master()).balance).toBe(balance - 350n);
  });

  test.each<[string, () => Promise<unknown>, string]>([
    ["a foreign card", () => credit({ tarjetas: ["1200000000"] }), "instruction.cardUnknown"],
    ["an unknown card", () => credit({ tarjetas: ["9999999999"] }), "instruction.cardUnknown"],
    ["a card of another product", async () => credit({ tarjetas: [await ofProduct("P2")] }), "instruction.cardUnknown"],
    ["less than a line's least", () => credit({ montos: [99n] }), "instruction.amountLimit"],
    [
      "more than the card has",
      () => debit({ tarjetas: [reference(90)], montos: [999_999_999n] }),
      "instruction.cardInsufficient",
    ],
  ])("%s is refused", async (_, act, code) => {
    const before = [await master(), await count("instruction")];
    expect(await outcomeOf(act())).toBe(code);
    expect([await master(), await count("instruction")]).toEqual(before);
  });
});

async function ofProduct(code: string): Promise<string> {
  const [row] = await asOwner<{ reference: string }>(
    "SELECT c.reference FROM card c JOIN product p ON p.id = c.product_id WHERE p.code = $1 LIMIT 1",
    [code],
  );
  return row?.reference ?? "";
}

describe("limits of a product", () => {
  beforeAll(topUp);
  beforeEach(() => asOwner("UPDATE product SET day_max_cents = NULL, card_max_cents = NULL WHERE code = 'P1'"));

  test("what may be credited by hand in a day", async () => {
    const [today] = await asOwner<{ cents: string }>(
      "SELECT coalesce(sum(cents), 0) AS cents FROM instruction WHERE kind = 'CREDIT'",
    );
    await asOwner("UPDATE product SET day_max_cents = $1 WHERE code = 'P1'", [
      (BigInt(today?.cents ?? 0) + 150n).toString(),
    ]);
    await expect(credit({ montos: [151n] })).rejects.toMatchObject({
      code: "instruction.dayLimit",
      params: { leftCents: 150n },
    });
    expect(await outcomeOf(credit({ montos: [150n] }))).toBe("ok");
    expect(await outcomeOf(credit({ montos: [100n] }))).toBe("instruction.dayLimit");
  });

  test("what may stand on a card", async () => {
    const { balance } = await onCard(80);
    await asOwner("UPDATE product SET card_max_cents = $1 WHERE code = 'P1'", [(balance + 120n).toString()]);
    expect(await outcomeOf(credit({ tarjetas: [reference(80)], montos: [121n] }))).toBe("instruction.cardLimit");
    expect(await outcomeOf(credit({ tarjetas: [reference(80)], montos: [120n] }))).toBe("ok");
  });
});

describe("the master account and the bank", () => {
  const cuenta = "0012-3456-7890";
  beforeAll(topUp);
  const fund = (monto: bigint) =>
    runCommand(cm1, "master.fund", (ctx) =>
      fundMaster(ctx, { llave: randomUUID(), cuenta, monto, descripcion: "Para abonos" }),
    );
  const withdraw = (monto: bigint) =>
    runCommand(cm1, "master.withdraw", (ctx) =>
      withdrawMaster(ctx, { llave: randomUUID(), cuenta, monto, descripcion: "Sobrante" }),
    );

  test("the account changed since it was seen: nothing is asked of either", async () => {
    const before = [await master(), await count("instruction")];
    await asDecided("UPDATE company SET bank_account = '0099-0000-0001' WHERE bank_account = '0012-3456-7890'");
    const outcomes = [await outcomeOf(fund(10_000n)), await outcomeOf(withdraw(10n))];
    await asDecided("UPDATE company SET bank_account = '0012-3456-7890' WHERE bank_account = '0099-0000-0001'");
    expect(outcomes).toEqual(["confirm.changed", "confirm.changed"]);
    expect([await master(), await count("instruction")]).toEqual(before);
  });

  test("a recharge is the master account's only when the bank confirmed", async () => {
    const before = await master();
    await fund(10_000n);
    expect(await master()).toEqual(before);
  });

  test("what is withdrawn leaves at once, and no more than there is", async () => {
    const { balance, held } = await master();
    await withdraw(10n);
    expect((await master()).balance).toBe(balance - 10n);
    await expect(withdraw(balance - held)).rejects.toMatchObject({
      code: "instruction.insufficient",
      params: { missingCents: 10n },
    });
  });
});

describe("instruct() trusts nobody's word", () => {
  const told = (over: object) => ({
    company: "E1",
    product: "P1",
    kind: "CREDIT",
    items: [{ card: reference(0), amountCents: "100" }],
    totalCents: "100",
    description: "",
    ...over,
  });
  const raw = (caller: Caller, asks: Permission, shown: object) =>
    outcomeOf(
      runCommand(caller, asks, async (ctx: Context) => {
        const digest = "0".repeat(64);
        const [row] = await ctx.tx.$queryRaw<{ answer: { refused?: string } }[]>`
          SELECT instruct(${shown}, ${digest}, ${randomUUID()}::uuid, '127.0.0.1', 'raw', NULL) AS answer`;
        await ctx.audit("test.raw", "raw");
        if (row?.answer.refused) throw new Error(row.answer.refused);
      }),
    );

  test.each<[string, object]>([
    ["a sum that is not that of its items", { totalCents: "99" }],
    ["a negative amount", { items: [{ card: "", amountCents: "-100" }], totalCents: "-100" }],
    ["no item", { items: [], totalCents: "0" }],
    ["another company", { company: "E2" }],
    ["a product of another company", { product: "P9" }],
    ["another account of the bank", { kind: "WITHDRAW", items: [], account: "0077-7000-1234" }],
  ])("%s", async (_, over) => {
    const before = [await master(), await count("instruction")];
    expect(await raw(cm1, "card.credit", told(over))).not.toBe("ok");
    expect([await master(), await count("instruction")]).toEqual(before);
  });

  test("who may read a card may not credit it", async () => {
    expect(await raw(await signedIn("auditor1"), "card.read", told({}))).not.toBe("ok");
  });

  test.each([
    ["instruction", "INSERT"],
    ["instruction", "UPDATE"],
    ["instruction", "DELETE"],
    ["card", "UPDATE"],
    ["account", "UPDATE"],
    ["ledger_entry", "INSERT"],
    ["transfer", "INSERT"],
  ])("the portal's own role may not touch %s (%s)", async (table, right) => {
    const rows = await asOwner<{ may: boolean }>("SELECT has_any_column_privilege('app_web', $1, $2) AS may", [
      table,
      right === "DELETE" ? "REFERENCES" : right,
    ]);
    expect(rows).toEqual([{ may: false }]);
  });
});

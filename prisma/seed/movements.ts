import { assert } from "@/lib/assert";
import { runAsSystem, runCommand } from "@/lib/command";
import type { Context } from "@/lib/context";
import { makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import type { CardReason, CardRefusal } from "@/lib/gateways/core-cards";
import {
  blockCard,
  creditCards,
  debitCards,
  fundMaster,
  replaceCard,
  unblockCard,
  withdrawMaster,
} from "@/lib/instructions/commands";
import { instructionPermission } from "@/lib/instructions/rules";
import { settleInstruction } from "@/lib/instructions/settle";
import type { Instructed } from "@/lib/instructions/store";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { cardsOf, demoCompanies, type Product } from "@/prisma/seed/demonstration";
import { dayMs, type Reach, reopen, signedIn, tenantOf, uuidFrom } from "@/prisma/seed/past";

type Money = { cents: bigint };
/** What somebody asks on a day: cards by their place among the product's, `refused` by the core. */
export type Ask =
  | ({ kind: "FUND" | "WITHDRAW"; why: string } & Money)
  | ({ kind: "CREDIT" | "DEBIT"; cards: number[]; refused?: CardRefusal } & Money)
  | { kind: "BLOCK" | "REPLACE"; cards: [number]; reason: CardReason }
  | { kind: "UNBLOCK"; cards: [number] };
export type Move = { company: string; product: string; daysAgo: number; asks: Ask[] };

export type Day = { daysAgo: number; moves: Move[] };

const keepers: Record<string, string> = { E1: "cm1", E2: "cm2" };

/** How a product's master account is used: recharged every so many months, some of it credited to cards, the rest sent back at the end. */
type Habit = {
  company: string;
  product: string;
  every: number;
  fund: bigint;
  credit: bigint;
  cards: number;
  first: number;
};
const habits: readonly Habit[] = [
  { company: "E1", product: "P1", every: 1, fund: 180_000_000n, credit: 45_000_000n, cards: 3, first: 100 },
  { company: "E1", product: "P2", every: 3, fund: 900_000_000n, credit: 390_000_000n, cards: 2, first: 20 },
  { company: "E2", product: "P9", every: 3, fund: 240_000_000n, credit: 100_000_000n, cards: 2, first: 20 },
];

/** The year of the master accounts, the oldest day first; each account ends with what it was opened with. */
export const days: readonly Day[] = [...Map.groupBy(habits.flatMap(yearOf), ({ daysAgo }) => daysAgo)]
  .map(([daysAgo, moves]) => ({ daysAgo, moves }))
  .toSorted((one, other) => other.daysAgo - one.daysAgo);

function yearOf({ company, product, every, fund, credit, cards, first }: Habit): Move[] {
  const on = (daysAgo: number, ...asks: Ask[]): Move => ({ company, product, daysAgo, asks });
  const days: Move[] = [];
  for (let month = 12; month >= 1; month--) {
    if (month % every !== 0) continue;
    // Not each month like the other: between 80 and 120 %.
    const part = (cents: bigint) => (cents * BigInt(80 + ((month * 17 + first) % 41))) / 100n;
    const from = first + ((month * cards) % 20);
    const credited = Array.from({ length: cards }, (_, index) => from + index);
    const begins = month * 30 - 8;
    days.push(on(begins, { kind: "FUND", cents: part(fund), why: `Recarga del mes ${13 - month}` }));
    days.push(on(begins - 7, { kind: "CREDIT", cards: credited, cents: part(credit) }));
    if (month % (2 * every) === 0)
      days.push(on(begins - 13, { kind: "DEBIT", cards: [from], cents: part(credit) / 4n }));
  }
  days.push(...incidents({ company, product, first }));
  const left = days.flatMap(({ asks }) => asks).reduce((cents, ask) => cents + masterGains(ask), 0n);
  // In four parts, the last the largest and to the cent.
  const part = left / 6n;
  for (const [index, daysAgo] of [278, 188, 98, 9].entries()) {
    const cents = index < 3 ? part : left - 3n * part;
    days.push(on(daysAgo, { kind: "WITHDRAW", cents, why: "Excedente de la cuenta maestra" }));
  }
  return days;
}

/** What happened to single cards: lost and found, replaced, and an abono that the core did not take. */
function incidents({ company, product, first }: Pick<Habit, "company" | "product" | "first">): Move[] {
  const [lost, broken] = [first + 25, first + 26] as const;
  const on = (daysAgo: number, ...asks: Ask[]): Move => ({ company, product, daysAgo, asks });
  const found: Move[] = [
    on(140, { kind: "BLOCK", cards: [lost], reason: "LOST" }),
    on(137, { kind: "UNBLOCK", cards: [lost] }),
    on(66, { kind: "REPLACE", cards: [broken], reason: "DAMAGED" }),
  ];
  if (product !== "P1") return found;
  return [
    ...found,
    on(205, { kind: "BLOCK", cards: [first + 27], reason: "OTHER" }),
    on(204, { kind: "UNBLOCK", cards: [first + 27] }),
    on(128, { kind: "CREDIT", cards: [first], cents: 45_000_000n, refused: "limit" }),
    on(35, { kind: "REPLACE", cards: [first + 28], reason: "STOLEN" }),
  ];
}

/** What the master account has more of when it is over. */
export function masterGains(ask: Ask): bigint {
  if (ask.kind === "FUND") return ask.cents;
  if (ask.kind === "WITHDRAW") return -ask.cents;
  if (ask.kind === "DEBIT") return ask.cents * BigInt(ask.cards.length);
  return ask.kind === "CREDIT" && !ask.refused ? -ask.cents * BigInt(ask.cards.length) : 0n;
}

/** Lives a day of the master accounts: what is asked of each, and what bank and core make of it. */
export async function liveDay(reach: Reach, { daysAgo, moves: asked }: Day): Promise<void> {
  const clockOffsetMs = -daysAgo * dayMs;
  const gateway = { url: reach.bankUrl, secret: reach.gatewaySecret };
  await reopen(reach.webUrl, clockOffsetMs);
  const made: { company: string; number: string }[] = [];
  for (const move of asked)
    for (const number of await liveMove(gateway, move)) made.push({ company: move.company, number });
  await reopen(reach.workerUrl, clockOffsetMs);
  const outside = { bank: makeBank(gateway), core: makeCore(gateway) };
  for (const { company, number } of made) {
    const tenantId = await tenantOf(company);
    const where = { tenantId_number: { tenantId, number } };
    const { id } = await runAsSystem(tenantId, ({ tx }) =>
      tx.instruction.findUniqueOrThrow({ where, select: { id: true } }),
    );
    await settleInstruction(outside, tenantId, id);
  }
}

/** Asks what is asked of one account; returns the numbers. */
async function liveMove(gateway: { url: string; secret: string }, move: Move): Promise<string[]> {
  const product = demoCompanies
    .find((one) => one.code === move.company)
    ?.products.find((one) => one.code === move.product);
  const keeper = keepers[move.company];
  assert(product && keeper, `${move.company}/${move.product} is in the demonstration`);
  const caller = await signedIn(keeper, move);
  const numbers: string[] = [];
  for (const [index, ask] of move.asks.entries()) {
    if ("refused" in ask && ask.refused)
      await makeSimulatorAdmin(gateway).script({
        target: "core",
        operation: "instruction",
        behaviour: { do: "refuse", reason: ask.refused },
      });
    const { instructions } = await runCommand(caller, instructionPermission[ask.kind], (ctx) =>
      asking(ctx, ask, product, keyOf(move, index)),
    );
    numbers.push(...instructions);
  }
  return numbers;
}

function asking(ctx: Context, ask: Ask, product: Product, llave: string): Promise<Instructed> {
  if ("why" in ask) {
    const input = { llave, cuenta: ctx.company.bankAccount, monto: ask.cents, descripcion: ask.why };
    return ask.kind === "FUND" ? fundMaster(ctx, input) : withdrawMaster(ctx, input);
  }
  const all = cardsOf(product);
  const tarjetas = ask.cards.map((index) => all[index]?.reference ?? "");
  const [tarjeta = ""] = tarjetas;
  switch (ask.kind) {
    case "CREDIT":
      return creditCards(ctx, { llave, tarjetas, montos: [ask.cents] });
    case "DEBIT":
      return debitCards(ctx, { llave, tarjetas, montos: [ask.cents] });
    case "BLOCK":
      return blockCard(ctx, { llave, tarjeta, motivo: ask.reason });
    case "REPLACE":
      return replaceCard(ctx, { llave, tarjeta, motivo: ask.reason });
    case "UNBLOCK":
      return unblockCard(ctx, { llave, tarjeta });
  }
}

/** The form's key, the same on every machine. */
function keyOf({ company, product, daysAgo }: Move, index: number): string {
  return uuidFrom(`${company}/${product}/${daysAgo}/${index}`);
}

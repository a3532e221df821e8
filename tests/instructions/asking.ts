import { randomUUID } from "node:crypto";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seedSimulator } from "@/lib/cli/seed";
import { runCommand } from "@/lib/command";
import type { Caller, Context } from "@/lib/context";
import { makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import type { InstructionKind } from "@/lib/generated/prisma/enums";
import {
  askBalance,
  blockCard,
  creditCards,
  debitCards,
  fundMaster,
  replaceCard,
  unblockCard,
  withdrawMaster,
} from "@/lib/instructions/commands";
import { instructionKinds, instructionPermission } from "@/lib/instructions/rules";
import { type InstructDeps, settleInstruction } from "@/lib/instructions/settle";
import type { Instructed } from "@/lib/instructions/store";
import { makeSimulatorAdmin, type SimulatorAdmin } from "@/lib/simulator/admin";
import type { Behaviour, Script } from "@/lib/simulator/scripts";
import { type Simulator, startSimulator } from "@/lib/simulator/server";
import { asOwner, asWorker, demonstration, signedIn } from "@/tests/support/make";

// Instructions of every kind, asked by a person of the demonstration, before a bank and a core of their own.

const secret = "a-shared-secret-of-the-instructions";
export const account = "0012-3456-7890";
export const cents = { CREDIT: 1_000n, DEBIT: 300n, FUND: 50_000n, WITHDRAW: 7_000n, onCard: 500n };
export const cardKinds = [
  "CREDIT",
  "DEBIT",
  "BALANCE",
  "BLOCK",
  "UNBLOCK",
  "REPLACE",
] as const satisfies InstructionKind[];
export const ofCore = ["CREDIT", "DEBIT", "BLOCK", "UNBLOCK", "REPLACE"] as const satisfies InstructionKind[];
const roundsMax = 32;

export let admin: SimulatorAdmin;
/** Bank and core, given time; and for those who shall not answer in time, given little. */
export let patient: InstructDeps;
export let hurried: InstructDeps;
let cm1: Caller;
export let tenant: number;
let rounds = 0;
let references: string[];

export type Asked = { id: bigint; number: string; card: string };
export type Round = Record<InstructionKind, Asked>;

/** The demonstration before a simulator of its own, cards funded and blocked as the kinds need them. Returns what ends it. */
export async function startInstructing(): Promise<Simulator> {
  await demonstration();
  const simulator = await startSimulator({ port: 0, dataDir: mkdtempSync(join(tmpdir(), "outside-")), secret });
  const within = (timeoutMs: number) => {
    const reach = { url: simulator.url, secret, timeoutMs };
    return { bank: makeBank(reach), core: makeCore(reach) };
  };
  [patient, hurried] = [within(15_000), within(400)];
  admin = makeSimulatorAdmin({ url: simulator.url, secret });
  await seedSimulator({ ...process.env, BANK_URL: simulator.url, CORE_URL: simulator.url, GATEWAY_SECRET: secret });
  cm1 = await signedIn("cm1");
  const cards = await asOwner<{ reference: string; tenant_id: number }>(
    "SELECT c.reference, c.tenant_id FROM card c JOIN product p ON p.id = c.product_id WHERE p.code = 'P1' ORDER BY c.id",
  );
  references = cards.map(({ reference }) => reference);
  tenant = cards[0]?.tenant_id ?? 0;
  const all = Array.from({ length: roundsMax }, (_, round) => cardsOf(round));
  const funded = all.flatMap(({ DEBIT, REPLACE }) => [DEBIT, REPLACE]);
  const { instructions } = await ask("CREDIT", (ctx) =>
    creditCards(ctx, { llave: randomUUID(), tarjetas: funded, montos: [cents.onCard] }),
  );
  for (const { UNBLOCK: tarjeta } of all) {
    const made = await ask("BLOCK", (ctx) => blockCard(ctx, { llave: randomUUID(), tarjeta, motivo: "LOST" }));
    instructions.push(...made.instructions);
  }
  const asked = await Promise.all(instructions.map((number) => askedAs(number, "")));
  await asWorker(() => settleAll(asked));
  return simulator;
}

const ask = (kind: InstructionKind, work: (ctx: Context) => Promise<Instructed>) =>
  runCommand(cm1, instructionPermission[kind], work);

async function askedAs(number: string | undefined, card: string): Promise<Asked> {
  const [row] = await asOwner<{ id: string }>("SELECT id FROM instruction WHERE number = $1", [number]);
  return { id: BigInt(row?.id ?? 0), number: number ?? "", card };
}

/** The six cards of a round, one a kind; those of DEBIT and REPLACE hold something, that of UNBLOCK is blocked. */
function cardsOf(round: number): Record<(typeof cardKinds)[number], string> {
  const own = cardKinds.map((kind, index) => [kind, references[round * cardKinds.length + index] ?? ""]);
  return Object.fromEntries(own);
}

/** One instruction of each kind, asked by a person and not sent yet. */
export async function askEach(): Promise<Round> {
  const cards = cardsOf(rounds);
  rounds += 1;
  const llave = randomUUID;
  const of = (kind: keyof typeof cards) => ({ llave: llave(), tarjeta: cards[kind] });
  const master = (monto: bigint) => ({ llave: llave(), monto, descripcion: "Prueba" });
  const each: Record<InstructionKind, (ctx: Context) => Promise<Instructed>> = {
    FUND: (ctx) => fundMaster(ctx, master(cents.FUND)),
    WITHDRAW: (ctx) => withdrawMaster(ctx, master(cents.WITHDRAW)),
    CREDIT: (ctx) => creditCards(ctx, { llave: llave(), tarjetas: [cards.CREDIT], montos: [cents.CREDIT] }),
    DEBIT: (ctx) => debitCards(ctx, { llave: llave(), tarjetas: [cards.DEBIT], montos: [cents.DEBIT] }),
    BALANCE: (ctx) => askBalance(ctx, { llave: llave(), tarjetas: [cards.BALANCE] }),
    BLOCK: (ctx) => blockCard(ctx, { ...of("BLOCK"), motivo: "STOLEN" }),
    UNBLOCK: (ctx) => unblockCard(ctx, of("UNBLOCK")),
    REPLACE: (ctx) => replaceCard(ctx, { ...of("REPLACE"), motivo: "DAMAGED" }),
  };
  const asked: [InstructionKind, Asked][] = [];
  for (const kind of instructionKinds) {
    const { instructions } = await ask(kind, each[kind]);
    asked.push([kind, await askedAs(instructions[0], kind in cards ? cards[kind as keyof typeof cards] : "")]);
  }
  return Object.fromEntries(asked) as Round;
}

/** The job of each, round after round; those of one round at once. */
export const settle = (rounds: readonly Round[], deps: InstructDeps = patient) =>
  asWorker(async () => {
    for (const round of rounds) await settleAll(Object.values(round), deps);
  });
export const settleAll = (asked: readonly Asked[], deps: InstructDeps = patient) =>
  Promise.all(asked.map(({ id }) => settleInstruction(deps, tenant, id)));

/** The next request about each of this round, be it sent or asked for, meets this at bank or core. */
export async function meet(round: Round, behaviour: Behaviour): Promise<void> {
  const scripts = Object.entries(round).map(([kind, { number, card }]): Script => {
    const target = kind === "FUND" || kind === "WITHDRAW" ? "bank" : "core";
    return { target, match: { reference: kind === "BALANCE" ? card : `E1-${number}` }, behaviour };
  });
  await admin.script(...scripts);
}

export const moving = instructionKinds.filter((kind) => kind !== "BALANCE");

export async function endsOf(round: Round): Promise<Record<string, string>> {
  const rows = await asOwner<{ kind: InstructionKind; status: string; failure: string | null }>(
    "SELECT kind, status, failure FROM instruction WHERE id = ANY ($1)",
    [Object.values(round).map(({ id }) => id.toString())],
  );
  return Object.fromEntries(rows.map(({ kind, status, failure }) => [kind, failure ? `${status} ${failure}` : status]));
}

/** What our books say of each card: its state, its balance and, where there is any, what is held of it. */
export async function booksOf(round: Round): Promise<Record<string, string>> {
  const rows = await asOwner<{ reference: string; said: string }>(
    `SELECT c.reference, concat_ws(' ', c.status, a.balance_cents, nullif(a.floor_cents, 0)) AS said
       FROM card c JOIN account a ON a.card_id = c.id WHERE c.reference = ANY ($1)`,
    [cardKinds.map((kind) => round[kind].card)],
  );
  const said = new Map(rows.map((row) => [row.reference, row.said]));
  return Object.fromEntries(cardKinds.map((kind) => [kind, said.get(round[kind].card) ?? ""]));
}

/** What the core says of the same. */
export async function coreOf(round: Round): Promise<Record<string, string>> {
  const { cards } = await admin.state();
  const said = cardKinds.map((kind) => [kind, cards.get(round[kind].card)] as const);
  return Object.fromEntries(said.map(([kind, card]) => [kind, `${card?.state} ${card?.balanceCents}`]));
}

/** How many of a round bank and core did. */
export async function doneOutside(round: Round): Promise<number> {
  const { debits, credits, instructions } = await admin.state();
  const own = new Set(Object.values(round).map(({ number }) => `E1-${number}`));
  const done = [...debits, ...credits, ...instructions].filter(({ status }) => status !== "REFUSED");
  return done.filter(({ reference }) => own.has(reference)).length;
}

/** The company's money: on the master account, of which held, and at the bank. */
export async function money(): Promise<{ master: bigint; held: bigint; bank: bigint }> {
  const [row] = await asOwner<{ master: string; held: string }>(
    `SELECT a.balance_cents AS master, a.floor_cents AS held FROM account a JOIN product p ON p.id = a.product_id
      WHERE p.code = 'P1' AND a.kind = 'MASTER'`,
  );
  const bank = (await admin.state()).accounts.get(account)?.balanceCents ?? 0n;
  return { master: BigInt(row?.master ?? 0), held: BigInt(row?.held ?? 0), bank };
}

/** What the trail says of each, in order. */
export async function eventsOf(round: Round): Promise<Record<string, string[]>> {
  const rows = await asOwner<{ subject: string; events: string[] }>(
    "SELECT subject, array_agg(event ORDER BY id) AS events FROM audit_event WHERE subject = ANY ($1) GROUP BY subject",
    [Object.values(round).map(({ number }) => number)],
  );
  const events = new Map(rows.map((row) => [row.subject, row.events]));
  return Object.fromEntries(instructionKinds.map((kind) => [kind, events.get(round[kind].number) ?? []]));
}

/** What is kept of what bank and core said of each. */
export async function heardOf(round: Round): Promise<Record<string, string[]>> {
  const rows = await asOwner<{ kind: InstructionKind; said: string[] }>(
    `SELECT i.kind, array_agg(g.operation || ' ' || g.outcome ORDER BY g.operation) AS said FROM gateway_answer g JOIN instruction i ON i.id = g.instruction_id
      WHERE i.id = ANY ($1) GROUP BY i.kind`,
    [Object.values(round).map(({ id }) => id.toString())],
  );
  return Object.fromEntries(rows.map(({ kind, said }) => [kind, said]));
}

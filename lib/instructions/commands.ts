import type { Context } from "@/lib/context";
import { instructionEvent } from "@/lib/instructions/rules";
import type { AskBalance, BlockCard, MoveCards, MoveMaster, UnblockCard } from "@/lib/instructions/schema";
import { type Asked, type Instructed, instruct } from "@/lib/instructions/store";

// What a person asks about the master account and its cards. Each verb refuses as `instruct`; what became of it is read by its number.

/** Credits cards from the master account: one, or a selection with an amount each or one for all. */
export const creditCards = (ctx: Context, input: MoveCards) => ask(ctx, { kind: "CREDIT", ...moves(input) });

/** Takes money back from cards to the master account, alike. */
export const debitCards = (ctx: Context, input: MoveCards) => ask(ctx, { kind: "DEBIT", ...moves(input) });

/** Asks the core what stands on cards. */
export const askBalance = (ctx: Context, { llave, tarjetas }: AskBalance) =>
  ask(ctx, { kind: "BALANCE", key: llave, items: tarjetas.map((card) => ({ card, amountCents: null })) });

export const blockCard = (ctx: Context, { llave, tarjeta, motivo }: BlockCard) =>
  ask(ctx, { kind: "BLOCK", key: llave, items: [{ card: tarjeta, amountCents: null }], reason: motivo });

export const unblockCard = (ctx: Context, { llave, tarjeta }: UnblockCard) =>
  ask(ctx, { kind: "UNBLOCK", key: llave, items: [{ card: tarjeta, amountCents: null }] });

/** Has the core make a new card for the same person; what stands on the old one goes to it. */
export const replaceCard = (ctx: Context, { llave, tarjeta, motivo }: BlockCard) =>
  ask(ctx, { kind: "REPLACE", key: llave, items: [{ card: tarjeta, amountCents: null }], reason: motivo });

/** Recharges the master account by a debit of the company's account at the bank: it has the money once the bank confirmed. */
export const fundMaster = (ctx: Context, { llave, cuenta, monto, descripcion }: MoveMaster) =>
  ask(ctx, { kind: "FUND", key: llave, account: cuenta, totalCents: monto, description: descripcion });

/** Sends money of the master account to the company's account at the bank. */
export const withdrawMaster = (ctx: Context, { llave, cuenta, monto, descripcion }: MoveMaster) =>
  ask(ctx, { kind: "WITHDRAW", key: llave, account: cuenta, totalCents: monto, description: descripcion });

function moves({ llave, tarjetas, montos }: MoveCards) {
  const [first] = montos;
  return {
    key: llave,
    items: tarjetas.map((card, index) => ({ card, amountCents: montos[index] ?? first ?? null })),
  };
}

async function ask(ctx: Context, asked: Asked): Promise<Instructed> {
  const instructed = await instruct(ctx, asked);
  if (instructed.again) {
    const [first = ""] = instructed.instructions;
    await ctx.audit(instructionEvent(asked.kind, "Repeated"), first, { instructions: instructed.instructions.length });
  }
  return instructed;
}

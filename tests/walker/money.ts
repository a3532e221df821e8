import { randomUUID } from "node:crypto";
import { clave } from "@/tests/support/login";
import { codeIn } from "@/tests/walker/mailbox";
import type { Outcome } from "@/tests/walker/told";
import { isDone, pressed, type Step, statementOf } from "@/tests/walker/walk";

// What a payer does: codes asked for and typed, right and wrong; orders paid and annulled.

const payable = ["AUTHORIZED", "PAYMENT_FAILED"];

function chosenOrder({ draw, seen }: Step, states: readonly string[]): string | undefined {
  const any = draw.chance(0.08);
  return draw.pick(any ? seen.orders : seen.orders.filter((order) => states.includes(order.status)))?.number;
}

async function codeAsked(step: Step, order: string): Promise<string | null> {
  const about = { order, step: "code" } as const;
  return statementOf(
    await pressed(step, { verb: "order.pay", action: "requestCodeAction", fields: { orden: order }, about }),
  );
}

/** Asks for a code and does not use it: codes of others for the same order become void. */
export async function requestCode(step: Step): Promise<void> {
  const order = chosenOrder(step, payable);
  if (order) await codeAsked(step, order);
}

/** Asks for a code, waits for the mail, types it: sometimes a wrong one before, sometimes the right one again afterwards. */
export async function pay(step: Step): Promise<void> {
  const { walk, actor, draw } = step;
  const order = chosenOrder(step, payable);
  const statement = order && (await codeAsked(step, order));
  if (!order || !statement) return;
  const guesses = draw.weighted({ 0: 12, 1: 2, 6: 1 });
  const again = draw.chance(0.1);
  const code = await codeIn(walk, actor.username, order, 6_000);
  walk.told.count("mail", code === null ? "none" : "read");
  if (code === null) return;
  let noTriesLeft = false;
  for (let guess = 0; guess < Number(guesses); guess += 1) {
    const wrong = String((Number(code) + 1 + guess) % 1_000_000).padStart(6, "0");
    const outcomes = await typed(step, order, statement, wrong);
    if (outcomes.some(isDone)) walk.told.blame(`${step.mark}: paid with a wrong code`);
    noTriesLeft ||= outcomes.some((outcome) => outcome.kind === "refused" && outcome.code === "confirm.noTries");
  }
  const paid = (await typed(step, order, statement, code)).some(isDone);
  if (paid && noTriesLeft) walk.told.blame(`${step.mark}: paid after the last try`);
  if (again) await typed(step, order, statement, code);
}

async function typed(step: Step, order: string, statement: string, codigo: string): Promise<Outcome[]> {
  const fields = { orden: order, confirmacion: statement, codigo };
  const about = { order, statement, once: `pay ${statement}` };
  return pressed(step, { verb: "order.pay", action: "payOrderAction", fields, about });
}

/** Types a code nobody mailed, for a statement of somebody else or of nobody. */
export async function payBlindly(step: Step): Promise<void> {
  const { walk, draw } = step;
  const order = chosenOrder(step, payable);
  if (!order) return;
  const statement = (draw.chance(0.7) && draw.pick(walk.statements)?.id) || randomUUID();
  const outcomes = await typed(step, order, statement, String(draw.int(100_000, 999_999)));
  if (outcomes.some(isDone)) walk.told.blame(`${step.mark}: paid with a statement that is not theirs`);
}

export async function annulOrder(step: Step): Promise<void> {
  const order = chosenOrder(step, payable);
  if (!order) return;
  const action = step.draw.chance(0.5) ? "annulOrderAction" : "annulShownOrderAction";
  const about = { order, once: `annul ${step.actor.company} ${order}` };
  await pressed(step, { verb: "order.annul", action, fields: { orden: order, clave }, about });
}

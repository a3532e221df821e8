import { clave } from "@/tests/support/login";
import type { SeenLot } from "@/tests/walker/eyes";
import { chosenLot, endFields } from "@/tests/walker/prepare";
import { isDone, pause, pressed, type Step, statementOf } from "@/tests/walker/walk";

// What a signer does: orders calculated and signed, lots rejected and annulled, signatures taken back.

const signable = ["CONFIRMED", "PARTLY_SIGNED"];

/** Chooses one to three lots, has their order calculated, and mostly signs it. */
export async function sign(step: Step): Promise<void> {
  const { walk, actor, draw } = step;
  const lots = chosenLots(step);
  if (lots.length === 0) return;
  const proceso = draw.chance(0.4) ? "tipo" : "lote";
  const password = draw.chance(0.04) ? "otra-clave-cualquiera" : clave;
  const id = await calculated(step, lots, { proceso, clave: password });
  if (!id) return;
  if (password !== clave) walk.told.blame(`${step.mark}: calculated with a wrong clave`);
  if (draw.chance(0.1)) {
    walk.statements = [...walk.statements.slice(-30), { id, owner: actor.username, product: actor.product, lots }];
    return;
  }
  await pause(draw.int(0, 60));
  await signStatement(step, id, lots);
  if (draw.chance(0.1)) await signStatement(step, id, lots);
}

function chosenLots(step: Step): string[] {
  const { draw, actor } = step;
  const fits = (lot: SeenLot) => !lot.signers.includes(actor.username) && lot.uploader !== actor.username;
  const many = draw.weighted({ 1: 6, 2: 2, 3: 2, 0: 0.1 });
  const found = Array.from({ length: Number(many) }, () =>
    chosenLot(step, signable, draw.chance(0.9) ? fits : undefined),
  );
  return [...new Set(found.flatMap((lot) => (lot ? [lot.number] : [])))];
}

async function calculated(step: Step, lots: string[], how: { proceso: string; clave: string }): Promise<string | null> {
  const button = {
    verb: "batch.sign",
    action: "prepareSignatureAction",
    fields: { lotes: lots, ...how },
    about: { lots, step: "calculate" },
  } as const;
  return statementOf(await pressed(step, button));
}

async function signStatement(step: Step, id: string, lots: readonly string[]): Promise<boolean> {
  const about = { lots, statement: id, once: `sign ${id}` };
  const fields = { confirmacion: id };
  return (await pressed(step, { verb: "batch.sign", action: "signBatchesAction", fields, about })).some(isDone);
}

/** Signs with a calculated order that somebody else was shown. */
export async function signAnothers(step: Step): Promise<void> {
  const { walk, actor, draw } = step;
  const other = draw.pick(walk.statements.filter(({ owner }) => owner !== actor.username));
  if (other && (await signStatement(step, other.id, other.lots)))
    walk.told.blame(`${step.mark}: signed with the statement of ${other.owner}`);
}

/** Signs what was calculated six minutes ago: the minutes are taken from the statement, not waited for. */
export async function signLate(step: Step): Promise<void> {
  const { walk } = step;
  const lots = chosenLots(step);
  const id = lots.length > 0 ? await calculated(step, lots, { proceso: "lote", clave }) : null;
  if (!id) return;
  const aged = `UPDATE confirmation SET created_at = created_at - interval '6 minutes', expires_at = expires_at - interval '6 minutes' WHERE id = '${id}'`;
  if (!(await walk.eyes.behindGuards(aged))) return;
  if (await signStatement(step, id, lots)) walk.told.blame(`${step.mark}: signed with an expired statement`);
}

export async function reject(step: Step): Promise<void> {
  const lot = chosenLot(step, signable);
  if (!lot) return;
  const action = step.draw.chance(0.5) ? "rejectBatchAction" : "rejectInListAction";
  await end(step, lot, "batch.reject", action);
}

export async function annul(step: Step): Promise<void> {
  const lot = chosenLot(step, signable);
  if (lot) await end(step, lot, "batch.annul", "annulBatchAction");
}

async function end(step: Step, lot: SeenLot, verb: "batch.reject" | "batch.annul", action: string): Promise<void> {
  const about = { lots: [lot.number], once: `${verb} ${step.actor.company} ${lot.number}` };
  const fields = endFields(step, lot);
  const outcomes = await pressed(step, { verb, action, fields, about });
  if (fields.version !== String(lot.version) && outcomes.some(isDone))
    step.walk.told.blame(`${step.mark}: ${verb} of ${lot.number} at an old version`);
}

/** Takes a signature back: mostly the own one, sometimes where there is none. */
export async function withdraw(step: Step): Promise<void> {
  const { actor, draw } = step;
  const own = draw.chance(0.8);
  const lot = chosenLot(step, ["PARTLY_SIGNED"], ({ signers }) => !own || signers.includes(actor.username));
  if (!lot) return;
  const fields = { lote: lot.number, version: String(lot.version), clave };
  await pressed(step, {
    verb: "batch.withdraw",
    action: "withdrawSignatureAction",
    fields,
    about: { lots: [lot.number] },
  });
}

import { clave } from "@/tests/support/login";
import { asOwner, recharge } from "@/tests/support/make";
import {
  type Answer,
  confirmFields,
  mailedCode,
  type Person,
  person,
  press,
  sendFile,
  statementIn,
} from "@/tests/support/person";
import { says, told } from "@/tests/support/racing";
import type { Two } from "@/tests/support/two";

// From a file to the cards over HTTP, each step at whichever portal comes next.

type Spine = Pick<Two, "origin" | "webs" | "mailUrl">;

/** How long a preparation may take on a machine that has other things to do. What is promised within a time is measured where it is promised. */
export const patienceSeconds = 120;

let turn = 0;
/** The portals by turns. */
export const nextWeb = (at: Spine): string => at.webs[turn++ % 2] ?? at.webs[0];

export async function statusOfLot(number: string, company = "E1"): Promise<string> {
  const [row] = await asOwner<{ status: string }>(
    "SELECT b.status FROM batch b JOIN tenant t ON t.id = b.tenant_id WHERE t.code = $1 AND b.number = $2",
    [company, number],
  );
  return row?.status ?? "none";
}

export async function statusOfOrder(number: string, company = "E1"): Promise<string> {
  const [row] = await asOwner<{ status: string }>(
    "SELECT o.status FROM service_order o JOIN tenant t ON t.id = o.tenant_id WHERE t.code = $1 AND o.number = $2",
    [company, number],
  );
  return row?.status ?? "none";
}

/** Waits until something reads one of the states. @throws Error with the last state read */
export async function reaches(
  read: () => Promise<string>,
  states: readonly string[],
  seconds = patienceSeconds,
): Promise<string> {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    const state = await read().catch((error: Error) => error.message);
    if (states.includes(state)) return state;
    if (Date.now() > deadline) throw new Error(`still ${state} after ${seconds} s, not ${states.join(" or ")}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/**
 * Asks again, as a person does who reads that it is a busy time: nothing was done, and a later try may be. Every other answer is given
 * back as it is, and so is this one when it still is after `patienceSeconds`.
 */
async function patiently<Result>(ask: () => Promise<Result>, said: (result: Result) => string): Promise<Result> {
  const deadline = Date.now() + patienceSeconds * 1000;
  for (;;) {
    const result = await ask();
    if (said(result) !== says("access.busy") || Date.now() > deadline) return result;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** Presses a button at the portals by turns, again while it is a busy time: for what prepares a test. */
export const pressPatiently = (
  at: Spine,
  who: Person,
  action: string,
  fields: Record<string, string | readonly string[]>,
): Promise<Answer> => patiently(() => press(at, nextWeb(at), who, action, fields), told);

/** Sends a file at the portals by turns, again while it is a busy time. Its lot's number. @throws Error with the refusal's sentence */
export async function sendPatiently(at: Spine, maker: Person, bytes: Buffer): Promise<string> {
  const { number, message } = await patiently(
    () => sendFile(at, nextWeb(at), maker, bytes),
    (answer) => answer.message,
  );
  if (!number) throw new Error(message);
  return number;
}

/** Presses patiently what must be done then. */
async function pressed(
  at: Spine,
  who: Person,
  action: string,
  fields: Record<string, string | readonly string[]>,
): Promise<Answer> {
  const answer = await pressPatiently(at, who, action, fields);
  if (answer.kind !== "done") throw new Error(`${action}: ${JSON.stringify(answer)}`);
  return answer;
}

/** A lot of so many lines, uploaded, validated by a worker and confirmed. */
export async function confirmedLot(at: Spine, maker: Person, bytes: Buffer = recharge(3)): Promise<string> {
  const number = await sendPatiently(at, maker, bytes);
  await reaches(() => statusOfLot(number), ["VALID"]);
  await pressed(at, maker, "confirmInTrayAction", await confirmFields(maker, number, "Lote de prueba"));
  return number;
}

/** The first press of a signature; the id of the calculated order. */
export async function calculated(at: Spine, signer: Person, lots: readonly string[]): Promise<string> {
  return statementIn(await pressed(at, signer, "prepareSignatureAction", { lotes: lots, proceso: "lote", clave }));
}

export async function signed(at: Spine, signer: Person, lots: readonly string[]): Promise<Answer> {
  const confirmacion = await calculated(at, signer, lots);
  return pressed(at, signer, "signBatchesAction", { confirmacion });
}

export async function orderOf(lot: string, company = "E1"): Promise<string> {
  const [row] = await asOwner<{ number: string }>(
    `SELECT o.number FROM batch b JOIN tenant t ON t.id = b.tenant_id JOIN service_order o ON o.id = b.order_id
      WHERE t.code = $1 AND b.number = $2`,
    [company, lot],
  );
  if (!row) throw new Error(`${lot} has no order`);
  return row.number;
}

/** A lot confirmed and signed by both; its number and its order's. */
export async function orderedLot(at: Spine, bytes: Buffer = recharge(3)): Promise<{ lot: string; order: string }> {
  const lot = await confirmedLot(at, await person("maker1"), bytes);
  for (const signer of ["firma1", "firma2"]) await signed(at, await person(signer), [lot]);
  return { lot, order: await orderOf(lot) };
}

/** Asks for the code and reads it in the mail: what the payment's form carries. */
export async function codeFor(at: Spine, payer: Person, orden: string): Promise<Record<string, string>> {
  const answer = await pressed(at, payer, "requestCodeAction", { orden });
  return { orden, confirmacion: statementIn(answer), codigo: await mailedCode(at.mailUrl, payer.username, orden) };
}

/** Whether the worker has written down that a code went. */
export async function mailedOf(confirmation: string): Promise<string> {
  const [row] = await asOwner<{ state: string }>(
    "SELECT CASE WHEN mailed_at IS NULL THEN 'waits' ELSE 'mailed' END AS state FROM confirmation WHERE id = $1",
    [confirmation],
  );
  return row?.state ?? "none";
}

export async function paid(at: Spine, payer: Person, orden: string): Promise<Answer> {
  return pressed(at, payer, "payOrderAction", await codeFor(at, payer, orden));
}

/** More cards for P1, at the portal and at the core: documents CC-30000001 and on. */
export async function moreCards(at: Pick<Two, "simulator">, count: number, first = 30_000_001): Promise<void> {
  const references = 7_000_000_000 - 30_000_001;
  await asOwner(
    `WITH made AS (
       INSERT INTO card (tenant_id, product_id, reference, bin, last4, token, fingerprint, document, holder, status)
       SELECT p.tenant_id, p.id, ($2::bigint + d)::text, '450799', lpad((d % 10000)::text, 4, '0'), 'tok_' || d,
              encode(sha256(convert_to('more:' || d, 'UTF8')), 'hex'), 'CC-' || d, 'Persona ' || d, 'ACTIVE'
         FROM product p, generate_series($1::bigint, $1::bigint + $3 - 1) d WHERE p.code = 'P1' RETURNING tenant_id, product_id, id)
     INSERT INTO account (tenant_id, product_id, kind, card_id, floor_cents) SELECT tenant_id, product_id, 'CARD', id, 0 FROM made`,
    [first, references, count],
  );
  for (let from = 0; from < count; from += 20_000) {
    const some = Array.from({ length: Math.min(20_000, count - from) }, (_, index) => ({
      card: String(references + first + from + index),
      product: "P1",
    }));
    await at.simulator.seed({ cards: some });
  }
}

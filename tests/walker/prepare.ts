import { createHash } from "node:crypto";
import { request } from "node:http";
import { clave } from "@/tests/support/login";
import { confirmFields, person, sendFile } from "@/tests/support/person";
import type { Actor } from "@/tests/walker/cast";
import type { SeenLot } from "@/tests/walker/eyes";
import { drawnLot, type Lot } from "@/tests/walker/lots";
import { addressOf, heard, pressed, type Step, somewhere, type Walk } from "@/tests/walker/walk";

// What a maker does: files sent, sent again and cut off; lots confirmed and deleted.

const sentBefore = new Map<string, Lot[]>();

/** Sends a file drawn for this step; now and then twice at once under the same id, as a browser that tries again. */
export async function upload(step: Step): Promise<void> {
  const lot = drawnLot(step.draw, step.actor, step.mark);
  const place = step.actor.product;
  sentBefore.set(place, [...(sentBefore.get(place) ?? []).slice(-20), lot]);
  await send(step, lot, step.draw.chance(0.1));
}

/** Sends bytes that were sent before, under an id of their own. */
export async function uploadAgain(step: Step): Promise<void> {
  const lot = step.draw.pick(sentBefore.get(step.actor.product) ?? []);
  if (lot) await send(step, lot, step.draw.chance(0.3));
}

/** An id out of the step's mark, so that a replay sends the same. */
function idOf(mark: string): string {
  const hex = createHash("sha256").update(mark).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function send({ walk, actor, who, draw, mark }: Step, { type, bytes, kind }: Lot, twice: boolean): Promise<void> {
  const id = idOf(mark);
  const first = somewhere(draw);
  walk.told.count("file", kind);
  await Promise.all(
    (twice ? [first, 3 - first] : [first]).map((web) =>
      heard(walk, { actor, verb: "batch.upload", web, upload: id }, async () => {
        const { number, message } = await sendFile(walk.two, addressOf(walk, web), who, bytes, { type, id });
        return number ? { kind: "done", to: number } : { kind: "refused", message };
      }),
    ),
  );
}

/** Begins to send a file and goes away before its end. Nothing may come of it. */
export async function cutUpload({ walk, actor, who, draw, mark }: Step): Promise<void> {
  const id = idOf(mark);
  const lot = drawnLot(draw, actor, mark);
  const query = new URLSearchParams({ id, tipo: "RECARGA", nombre: "cortado.txt" });
  const url = `${addressOf(walk, somewhere(draw))}/api/cargas/${who.company}/${who.product}?${query}`;
  const headers = { Origin: walk.two.origin, Cookie: who.cookie, "Content-Length": String(lot.bytes.length + 200_000) };
  await new Promise<void>((resolve) => {
    const sending = request(url, { method: "POST", headers });
    sending.on("error", () => resolve());
    sending.on("response", (response) => response.resume());
    sending.on("close", () => resolve());
    sending.write(Buffer.concat([lot.bytes, Buffer.alloc(draw.int(0, 150_000), 65)]), () => sending.destroy());
  });
  walk.told.count("cut upload", "sent");
  walk.told.heard.push({
    actor,
    verb: "batch.upload",
    web: 0,
    upload: id,
    outcome: { kind: "refused", code: "cutByUs" },
  });
}

/** A lot in one of the states, or now and then in any: people press what they saw a moment ago. */
export function chosenLot(
  { draw, seen }: Step,
  states: readonly string[],
  fits = (_: SeenLot) => true,
): SeenLot | undefined {
  const any = draw.chance(0.06);
  return draw.pick(any ? seen.lots : seen.lots.filter((lot) => states.includes(lot.status) && fits(lot)));
}

export async function confirm(step: Step): Promise<void> {
  const { walk, actor, draw } = step;
  const lot = chosenLot(step, ["VALID"]);
  if (!lot) return;
  const reason = lot.warned && draw.chance(0.85) ? "Revisado con el área" : "";
  const fields = await formOf(walk, actor, lot.number, reason);
  if (!fields) return;
  const wrong = draw.weighted({ nothing: 16, version: 1, seen: 1, password: 1 });
  if (wrong === "version") fields.version = String(Number(fields.version) + 1);
  if (wrong === "seen") fields.visto = "0".repeat(64);
  if (wrong === "password") fields.clave = "otra-clave-cualquiera";
  const action = draw.chance(0.5) ? "confirmInTrayAction" : "confirmBatchAction";
  const once = `confirm ${actor.company} ${lot.number}`;
  const outcomes = await pressed(step, { verb: "batch.confirm", action, fields, about: { lots: [lot.number], once } });
  if (wrong !== "nothing" && outcomes.some(({ kind }) => kind === "done"))
    walk.told.blame(`${step.mark}: confirmed ${lot.number} with a wrong ${wrong}`);
}

/** Somebody of the company through whom the walk reads what a form carries, whoever then sends it. */
const readers = { E1: "auditor1", E2: "maker2" } as const;

async function formOf(
  walk: Walk,
  { company, product }: Actor,
  number: string,
  reason: string,
): Promise<Record<string, string> | null> {
  const from = Date.now();
  try {
    return await confirmFields(await person(readers[company], company, product), number, reason);
  } catch (error) {
    if (walk.trouble.touched(["database"], from, Date.now())) return null;
    throw error;
  }
}

export async function deleteLot(step: Step): Promise<void> {
  const lot = chosenLot(step, ["RECEIVED", "VALIDATING", "VALID", "INVALID"]);
  if (!lot) return;
  const once = `delete ${step.actor.company} ${lot.number}`;
  const fields = { lote: lot.number };
  await pressed(step, {
    verb: "batch.delete",
    action: "deleteBatchAction",
    fields,
    about: { lots: [lot.number], once },
  });
}

/** The fields that end a lot: its version as the page showed it, sometimes an old one, and a reason. */
export function endFields({ draw }: Step, lot: SeenLot): Record<string, string> {
  const version = draw.chance(0.1) ? lot.version - 1 : lot.version;
  return { lote: lot.number, version: String(Math.max(0, version)), motivo: "No corresponde a esta nómina", clave };
}

import { randomUUID } from "node:crypto";
import type { Caller } from "@/lib/context";
import { type Action, builtActions } from "@/tests/support/doors";
import { clave, codeOf } from "@/tests/support/login";
import { batchOf, sessionOf } from "@/tests/support/make";

// A person at a browser, over HTTP: the same forms and files that the pages send, to whichever portal is named.

export type Person = Caller & { username: string; cookie: string };
export type Answer =
  | { kind: "done" /** Where the browser goes, with its notice. */; to: string | null }
  | { kind: "refused"; message: string }
  | { kind: "silent"; status: number };

let built: ReadonlyMap<string, Action> | null = null;
/** The build's actions by name, read when the first is pressed: a bench makes the build itself. */
function actions(): ReadonlyMap<string, Action> {
  built ??= new Map(builtActions().map((action) => [action.name, action]));
  return built;
}

/** A person of the demonstration with a session of their own on a product. */
export async function person(username: string, company = "E1", product = "P1"): Promise<Person> {
  const { secret, token } = await sessionOf(username);
  const cookie = `__Host-contrafirma=${secret}`;
  return { token, company, product, address: "127.0.0.1", requestId: randomUUID(), username, cookie };
}

/** Presses a form's button: the action by its name, the form's fields besides company and product. */
export async function press(
  at: { origin: string },
  web: string,
  who: Person,
  action: string,
  fields: Record<string, string | readonly string[]>,
): Promise<Answer> {
  const { id } = actions().get(action) ?? {};
  if (!id) throw new Error(`The build has no ${action}`);
  const body = new FormData();
  const all = { empresa: who.company ?? "", producto: who.product ?? "", ...fields };
  for (const [name, value] of Object.entries(all)) for (const one of [value].flat()) body.append(`_1_${name}`, one);
  body.append("0", '[null,"$K1"]');
  const response = await fetch(`${web}/empresas`, {
    method: "POST",
    redirect: "manual",
    headers: { "Next-Action": id, Accept: "text/x-component", Origin: at.origin, Cookie: who.cookie },
    body,
  });
  const text = await response.text();
  const to = response.headers.get("x-action-redirect");
  if (to) return { kind: "done", to: to.split(";")[0] ?? to };
  for (const line of text.split("\n")) {
    const outcome = /^[0-9a-f]+:(\{"ok":.*\})$/.exec(line)?.[1];
    if (!outcome) continue;
    const read = JSON.parse(outcome) as { ok: boolean; message?: string; fields?: Record<string, string> };
    if (read.ok) return { kind: "done", to: null };
    return { kind: "refused", message: read.message ?? Object.values(read.fields ?? {}).join(" ") };
  }
  return { kind: "silent", status: response.status };
}

/** Sends a file to be a lot. */
export async function sendFile(
  at: { origin: string },
  web: string,
  who: Person,
  bytes: Buffer,
  { type = "RECARGA", id = randomUUID() as string, name = "lote.txt" } = {},
): Promise<{ status: number; number: string | null; message: string }> {
  const query = new URLSearchParams({ id, tipo: type, nombre: name });
  const response = await fetch(`${web}/api/cargas/${who.company}/${who.product}?${query}`, {
    method: "POST",
    headers: { Origin: at.origin, Cookie: who.cookie },
    body: new Uint8Array(bytes),
  });
  const answer = (await response.json()) as { number?: string; message?: string };
  return { status: response.status, number: answer.number ?? null, message: answer.message ?? "" };
}

/** What the confirmation form of a lot carries. */
export async function confirmFields(who: Person, lote: string, motivo = ""): Promise<Record<string, string>> {
  const { version, seen } = await batchOf(who, lote);
  return { lote, version: String(version), visto: seen, motivo, clave };
}

/** The id of the statement at the end of an address: the calculated order's, or the mailed code's. */
export const statementIn = (answer: Answer): string =>
  (answer.kind === "done" && /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(answer.to ?? "")?.[0]) || "";

const mailTimeoutMs = 120_000;
type Mail = { to: { address: string }[]; subject: string; text: string; date: string };

/** The code mailed last to somebody about an order. */
export async function mailedCode(mailUrl: string, username: string, about: string): Promise<string> {
  const deadline = Date.now() + mailTimeoutMs;
  for (;;) {
    const mails = (await (await fetch(`${mailUrl}/email`)).json()) as Mail[];
    const mine = mails.filter(
      (one) => one.text && one.subject.includes(about) && one.to.some((to) => to.address.startsWith(`${username}@`)),
    );
    const newest = mine.at(-1);
    if (newest) return codeOf(newest);
    if (Date.now() > deadline) throw new Error(`No code for ${username} about ${about}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** The words of a page's body as a person reads them, without marks and scripts. */
export async function wordsAt(web: string, who: Person, path: string): Promise<string> {
  const response = await fetch(`${web}${path}`, { redirect: "manual", headers: { Cookie: who.cookie } });
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  const html = await response.text();
  return html
    .replace(/^[\s\S]*?<main|<(script|template)\b[\s\S]*?<\/\1>/g, " ")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ");
}

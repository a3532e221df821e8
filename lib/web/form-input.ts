import type { z } from "zod";
import type { Say } from "@/lib/words";

export type Parsed<Input> = { ok: true; input: Input } | { ok: false; fields: Record<string, string> };
const fieldFaults = [
  "required",
  "tooLong",
  "tooShort",
  "choose",
  "amount",
  "order",
  "lot",
  "document",
  "card",
  "phone",
  "mail",
  "callable",
  "extension",
  "cardNumber",
] as const;
export type FieldFault = (typeof fieldFaults)[number] | "notValid";

const faultOf = (message: string): FieldFault => fieldFaults.find((fault) => fault === message) ?? "notValid";

export type Texts = Record<string, string | string[]>;

/** Texts of a form by name; null when it carries anything but texts. A repeated name becomes a list. */
export function textsOf(form: unknown): Texts | null {
  if (!(form instanceof FormData)) return null;
  const texts: Texts = Object.create(null);
  for (const [name, value] of form) {
    if (name.startsWith("$ACTION")) continue;
    if (typeof value !== "string") return null;
    const before = texts[name];
    if (Array.isArray(before)) before.push(value);
    else texts[name] = before === undefined ? value : [before, value];
  }
  return texts;
}

/** Checks texts against a strict schema: unknown names refused, a sentence for each field that does not fit. */
export function parseForm<Schema extends z.ZodType>(
  schema: Schema,
  texts: Record<string, unknown>,
  say: Say,
): Parsed<z.infer<Schema>> {
  const result = schema.safeParse(texts);
  if (result.success) return { ok: true, input: result.data };
  const fields: Record<string, string> = {};
  for (const issue of result.error.issues) {
    const name = String(issue.path[0] ?? "");
    const fault = issue.code === "invalid_type" ? "required" : faultOf(issue.message);
    if (name !== "") fields[name] ??= say(`portal.field.${fault}`);
  }
  return { ok: false, fields };
}

/** The body as JSON, or undefined for what is not JSON or is larger than it may be. */
export async function jsonOf(request: Request, bytesMax: number): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > bytesMax) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

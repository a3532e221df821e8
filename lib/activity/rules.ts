import { withoutCards } from "@/lib/mask";

/** One line of what an event tells besides: where it has a before and an after, both; else the value as `after`. */
export type Fact = { path: readonly string[]; before: string | null; after: string | null };
export type Facts = { changes: Fact[]; more: Fact[] };

export type Json = null | string | number | boolean | Json[] | { [key: string]: Json };

// Said by the refusal's own sentence and by the page; and what nobody may read is never shown, whoever wrote it there.
const told = new Set(["company", "product", "code"]);
const secret = /secret|passw|clave|cookie/i;
/** Amounts and ids are long figures that are no card. */
const figure = /cents$|total|amount|reference|entry|sha256|digest/i;

/**
 * What an event's data says: what changed (its `before` and `after`, or `from` and `to` as the state), and whatever else it names.
 * Never a secret or a whole card number.
 */
export function factsOf(data: Json, subject: string): Facts {
  if (!isObject(data)) return { changes: [], more: [] };
  const { before, after, from, to, ...rest } = data;
  const changes = before === undefined && after === undefined ? [] : changesOf(before, after);
  if (typeof from === "string" || typeof to === "string")
    changes.push({ path: ["status"], before: text("status", from ?? null), after: text("status", to ?? null) });
  const refused = data.code === subject;
  const more: Fact[] = [];
  eachFlat(rest, [], (path, value) => {
    if (value === null || value === "" || (refused && told.has(path[0] ?? ""))) return;
    more.push({ path, before: null, after: value });
  });
  return { changes, more };
}

function changesOf(before: Json | undefined, after: Json | undefined): Fact[] {
  if (isStanding(before) && isStanding(after)) return [{ path: ["status"], before, after }];
  const [was, is] = [named(before), named(after)];
  return [...new Set([...was.keys(), ...is.keys()])].map((key) => ({
    path: JSON.parse(key) as string[],
    before: was.get(key) ?? null,
    after: is.get(key) ?? null,
  }));
}

/** A person's standing that stands alone is their state. */
const isStanding = (side: Json | undefined): side is string =>
  typeof side === "string" && ["ACTIVE", "INACTIVE", "INVITED"].includes(side);

function named(side: Json | undefined): Map<string, string | null> {
  const values = new Map<string, string | null>();
  eachFlat(side ?? null, [], (path, value) => values.set(JSON.stringify(path), value));
  return values;
}

/** Tells each value by the names that lead to it; a single value has none, lists of plain values are one text. */
function eachFlat(value: Json, path: readonly string[], tell: (path: readonly string[], value: string | null) => void) {
  if (isObject(value)) {
    for (const key of Object.keys(value)) if (!secret.test(key)) eachFlat(value[key] ?? null, [...path, key], tell);
  } else if (Array.isArray(value) && value.some((one) => isObject(one)))
    value.forEach((one, index) => {
      eachFlat(one, [...path, String(index + 1)], tell);
    });
  else if (value !== null || path.length > 0) tell(path, text(path.at(-1) ?? "", value));
}

function text(key: string, value: Json): string | null {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((one) => text(key, one) ?? "").join(", ");
  if (typeof value === "string") return value.length < 13 || figure.test(key) ? value : withoutCards(value);
  return String(value);
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** What an event was about: its subject, or of the record of a refusal, whose subject is the refusal's code, the product that was named. */
export function objectOf(
  subject: string,
  { code, product }: { code?: string | null; product?: string | null },
): string {
  return code === subject ? (product ?? "") : subject;
}

/** Whose act it is: a person's of the company, the operator's, or nobody's. */
export function whoseAct(actor: string, service: string | null): "person" | "operator" | "system" {
  if (actor === "system") return "system";
  return service === "operador" ? "operator" : "person";
}

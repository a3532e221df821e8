import canonical from "canonicalize";
import { assert } from "@/lib/assert";

/** RFC 8785 text of a JSON value. Amounts go in as decimal strings of cents. */
export function canonicalize(value: unknown): string {
  const text = canonical(value);
  assert(text !== undefined, "what is signed is a JSON value");
  return text;
}

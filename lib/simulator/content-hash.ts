import { createHash } from "node:crypto";

/** Tells whether two requests say the same: parsed requests have their keys in the schema's order. */
export function contentHash(request: object): string {
  return createHash("sha256").update(JSON.stringify(request)).digest("hex");
}

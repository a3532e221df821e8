import "server-only";
import { readSupport, type Support } from "@/lib/parameters/queries";

const none: Support = { mail: null, phone: null };
const keptMs = 10_000;
let kept: { support: Support; until: number } | null = null;

/** Where support is reached, for the pages that say that something failed: as it was ten seconds ago at most, nothing while it cannot be read. */
export async function supportKnown(): Promise<Support> {
  const now = performance.now();
  if (kept && now < kept.until) return kept.support;
  try {
    kept = { support: await readSupport(), until: now + keptMs };
    return kept.support;
  } catch {
    return none;
  }
}

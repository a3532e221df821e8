import "server-only";
import { readSupport, type Support } from "@/lib/parameters/queries";

/** Where support is reached, for pages before the session; nothing while it cannot be read. */
export async function supportKnown(): Promise<Support> {
  return readSupport().catch(() => ({ mail: null, phone: null }));
}

import { assert } from "@/lib/assert";
import type { TenantContext } from "@/lib/context";

/**
 * Whether something new may begin in the company being served: not while it is suspended. What is true stays so until the end of the
 * transaction, since who suspends the company waits for it.
 */
export async function mayBegin({ tx }: Pick<TenantContext, "tx">): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ may: boolean | null }[]>`SELECT company_may_begin() AS may`;
  assert(row, "a query of one row answers");
  return row.may === true;
}

import type { PersonContext } from "@/lib/context";
import type { Draft, Typed } from "@/lib/drafts/schema";

/** What the person typed on a page and could not send, by form, not older than 24 hours; their own only. */
export async function listDrafts(ctx: PersonContext, path: string): Promise<Draft[]> {
  const since = new Date(ctx.now.getTime() - 24 * 3600_000);
  const rows = await ctx.tx.draft.findMany({
    where: { userId: ctx.user.id, path, updatedAt: { gte: since } },
    select: { form: true, typed: true },
    orderBy: { form: "asc" },
  });
  return rows.map(({ form, typed }) => ({ form, typed: typed as Typed }));
}

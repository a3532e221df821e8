import type { PersonContext } from "@/lib/context";
import { mayOpen, type Reachable } from "@/lib/home/rules";

export type KeptPage = { path: string; title: string; starred: boolean; visitedAt: Date | null };

/** Pages that this person starred or visited lately and may still open: starred ones by title, then the newest visits. */
export async function listKeptPages(ctx: PersonContext, reach: readonly Reachable[]): Promise<KeptPage[]> {
  const rows = await ctx.tx.keptPage.findMany({
    where: { userId: ctx.user.id },
    select: { path: true, title: true, starredAt: true, visitedAt: true },
    orderBy: [{ visitedAt: { sort: "desc", nulls: "last" } }, { path: "asc" }],
  });
  return rows
    .filter((row) => mayOpen(row.path, reach))
    .map(({ starredAt, ...row }) => ({ ...row, starred: starredAt !== null }));
}

import type { PersonContext } from "@/lib/context";
import { database } from "@/lib/db";
import type { DraftInput, Typed } from "@/lib/drafts/schema";

/** A person keeps this many; the oldest make room. */
const draftsMax = 20;

/** Writes a draft over the one that the form had, with the time of the database. */
export async function putDraft(
  ctx: PersonContext,
  { path, form, typed, session }: { path: string; form: string; typed: Typed; session: string | null },
): Promise<void> {
  await ctx.tx.$executeRaw`
    INSERT INTO draft (user_id, path, form, typed, updated_at, session_id)
    VALUES (${ctx.user.id}, ${path}, ${form}, ${typed}::jsonb, ${ctx.now}, ${session}::bigint)
    ON CONFLICT (user_id, path, form) DO UPDATE SET typed = excluded.typed, updated_at = excluded.updated_at, session_id = excluded.session_id`;
  await ctx.tx.$executeRaw`
    DELETE FROM draft WHERE user_id = ${ctx.user.id} AND (path, form) NOT IN (
      SELECT path, form FROM draft WHERE user_id = ${ctx.user.id} ORDER BY updated_at DESC, path, form LIMIT ${draftsMax})`;
}

/** Lets a draft go; one that is not there is no fault. */
export async function dropDraft(ctx: PersonContext, { path, form }: Pick<DraftInput, "path" | "form">): Promise<void> {
  await ctx.tx.draft.deleteMany({ where: { userId: ctx.user.id, path, form } });
}

/** Job: lets go of drafts that nobody came back for in 24 hours; returns how many. */
export async function sweepDrafts(): Promise<number> {
  const [row] = await database().$queryRaw<{ swept: number }[]>`SELECT sweep_drafts() AS swept`;
  return row?.swept ?? 0;
}

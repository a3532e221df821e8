import type { PersonContext } from "@/lib/context";
import type { Draft, Typed } from "@/lib/drafts/schema";

export type OwnDrafts = {
  /** On the page asked about, by form. */
  here: Draft[];
  /** Other pages that have some. */
  elsewhere: string[];
};

/**
 * What the person typed and could not send, not older than 24 hours, their own only. What a page kept while they typed is there once the
 * session in which they did is over; what they kept on purpose, at once.
 */
export async function listDrafts({ tx, now, user }: PersonContext, path: string): Promise<OwnDrafts> {
  const rows = await tx.$queryRaw<{ path: string; form: string; typed: Typed | null }[]>`
    SELECT path, form, CASE WHEN path = ${path} THEN typed END AS typed FROM draft
     WHERE user_id = ${user.id} AND updated_at >= ${now}::timestamptz - interval '24 hours'
       AND (session_id IS NULL OR session_over(session_id)) ORDER BY path, form`;
  return {
    here: rows.flatMap(({ form, typed }) => (typed ? [{ form, typed }] : [])),
    elsewhere: [...new Set(rows.map((row) => row.path))].filter((other) => other !== path),
  };
}

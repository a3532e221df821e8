import type { PersonContext } from "@/lib/context";

/** A person keeps so many visits and so many stars; the oldest make room. */
const visitsMax = 20;
const starsMax = 50;

/** Writes down a visit now, and lets go of the oldest ones that bear no star. */
export async function putVisit({ tx, user, now }: PersonContext, path: string, title: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO kept_page (user_id, path, title, visited_at) VALUES (${user.id}, ${path}, ${title}, ${now})
    ON CONFLICT (user_id, path) DO UPDATE SET title = excluded.title, visited_at = excluded.visited_at`;
  await tx.$executeRaw`
    WITH old AS (SELECT path FROM kept_page WHERE user_id = ${user.id} AND visited_at IS NOT NULL
                  ORDER BY visited_at DESC, path OFFSET ${visitsMax}),
    worn AS (UPDATE kept_page SET visited_at = NULL WHERE user_id = ${user.id} AND path IN (SELECT path FROM old) AND starred_at IS NOT NULL)
    DELETE FROM kept_page WHERE user_id = ${user.id} AND path IN (SELECT path FROM old) AND starred_at IS NULL`;
}

/** Stars a page; beyond the most a person keeps, the oldest star goes. */
export async function putStar({ tx, user, now }: PersonContext, path: string, title: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO kept_page (user_id, path, title, starred_at) VALUES (${user.id}, ${path}, ${title}, ${now})
    ON CONFLICT (user_id, path) DO UPDATE SET title = excluded.title, starred_at = excluded.starred_at`;
  const over = await tx.$queryRaw<{ path: string }[]>`
    SELECT path FROM kept_page WHERE user_id = ${user.id} AND starred_at IS NOT NULL ORDER BY starred_at DESC, path OFFSET ${starsMax}`;
  for (const one of over) await takeStar({ tx, user }, one.path);
}

/** Takes a page's star off; one that was never visited is let go with it. */
export async function takeStar({ tx, user }: Pick<PersonContext, "tx" | "user">, path: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM kept_page WHERE user_id = ${user.id} AND path = ${path} AND visited_at IS NULL`;
  await tx.$executeRaw`UPDATE kept_page SET starred_at = NULL WHERE user_id = ${user.id} AND path = ${path}`;
}

/** Moves the end of what was seen forward, never back and never into the future. */
export async function putNewsSeen({ tx, user, now }: PersonContext, until: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO news_seen (user_id, seen_until) VALUES (${user.id}, least(${until}::timestamptz, ${now}::timestamptz))
    ON CONFLICT (user_id) DO UPDATE SET seen_until = greatest(news_seen.seen_until, excluded.seen_until)`;
}

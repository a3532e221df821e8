"use client";
import type { SessionEnd } from "@/lib/auth/rules";
import { paths } from "@/lib/web/paths";

/** How the session that the browser carries stands: whose it is and its seconds at most, or why it is over. */
export type Standing = { username: string; secondsLeft: number } | { over: true; why: SessionEnd | null };

/** Asks the server; null where nobody answered. Does not count as a use of the session. */
export async function askStanding(): Promise<Standing | null> {
  try {
    const answer = await fetch(paths.session, { cache: "no-store" });
    if (answer.status === 401) {
      const { why }: { why?: SessionEnd | null } = await answer.json();
      return { over: true, why: why ?? null };
    }
    if (!answer.ok) return null;
    const { usuario, restan }: { usuario: string; restan: number } = await answer.json();
    return { username: usuario, secondsLeft: restan };
  } catch {
    return null;
  }
}

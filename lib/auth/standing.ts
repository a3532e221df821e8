import type { SessionEnd } from "@/lib/auth/rules";
import type { Caller } from "@/lib/context";
import { database } from "@/lib/db";

/** Why the session behind a cookie is over; null while it lives, and for a cookie that was never of one. Only who holds the cookie is told. */
export async function whySessionEnded({ token }: Caller): Promise<SessionEnd | null> {
  if (!token) return null;
  const [row] = await database().$queryRaw<{ why: SessionEnd | null }[]>`SELECT why FROM session_standing(${token})`;
  return row?.why ?? null;
}

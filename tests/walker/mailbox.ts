import { codeOf } from "@/tests/support/login";
import { pause, type Walk } from "@/tests/walker/walk";

type Mail = Parameters<typeof codeOf>[0] & { id: string; time: string };

const taken = new Set<string>();

async function mailsOf(walk: Walk): Promise<Mail[]> {
  const signal = AbortSignal.timeout(2_000);
  const answer = await fetch(`${walk.two.mailUrl}/email`, { signal }).catch(() => null);
  const mails = answer?.ok ? ((await answer.json().catch(() => [])) as Partial<Mail>[]) : [];
  // One that came as its server was killed has no text: it did not come.
  return mails.filter((mail): mail is Mail => Boolean(mail.text));
}

const burn = (walk: Walk, { id }: Mail): Promise<unknown> =>
  fetch(`${walk.two.mailUrl}/email/${id}`, { method: "DELETE", signal: AbortSignal.timeout(2_000) }).catch(() => null);

/** The newest code that came to somebody about an order, read once; null when none has come in time. */
export async function codeIn(walk: Walk, username: string, about: string, withinMs: number): Promise<string | null> {
  const deadline = Date.now() + withinMs;
  while (Date.now() < deadline) {
    const mine = (await mailsOf(walk)).filter(
      (mail) =>
        !taken.has(mail.id) &&
        mail.subject.includes(about) &&
        mail.to.some((to) => to.address.startsWith(`${username}@`)),
    );
    const newest = mine.at(-1);
    if (newest) {
      for (const mail of mine) taken.add(mail.id);
      await Promise.all(mine.map((mail) => burn(walk, mail)));
      return codeOf(newest);
    }
    await pause(150);
  }
  return null;
}

/** Throws away what nobody came to read, so that the box stays small. */
export async function emptyOldMails(walk: Walk): Promise<void> {
  const old = (await mailsOf(walk)).filter((mail) => Date.now() - Date.parse(mail.time) > 60_000);
  for (const mail of old) await burn(walk, mail);
}

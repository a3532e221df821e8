import { mailed } from "@/lib/auth/mail";
import { runAsSystem } from "@/lib/command";
import type { Mailer } from "@/lib/gateways/mail";
import { localTime, words } from "@/lib/words";

/**
 * Job: tells who wrote to the operator that their message was answered, and where; what was written stays in the portal.
 * @throws Error when the mail did not go but may later: the queue tries again
 */
export async function mailAnswer(
  deps: { mailer: Mailer; origin: string },
  tenant: number,
  message: bigint,
): Promise<void> {
  const [found] = await runAsSystem(
    tenant,
    ({ tx }) => tx.$queryRaw<{ person: number; subject: string; at: Date }[]>`
      SELECT w.user_id AS person, m.subject, m.answered_at AS at FROM message m JOIN membership w ON w.id = m.membership_id
       WHERE m.tenant_id = ${tenant} AND m.id = ${message} AND m.answered_at IS NOT NULL`,
  );
  if (!found) return;
  await mailed(deps.mailer, found.person, "answer.notMailed", (to) => {
    const say = words(to.language);
    return {
      title: say("support.mail.title"),
      paragraphs: [say("entry.mail.greeting", { name: to.name }), say("support.mail.text")],
      facts: [
        { label: say("support.subject"), value: found.subject },
        { label: say("entry.mail.address"), value: deps.origin },
        { label: say("entry.mail.when"), value: localTime(found.at, to.time_zone, to.language) },
      ],
    };
  });
}

import { tellerIn } from "@/lib/activity/sentences";
import { mailed } from "@/lib/auth/mail";
import { type TeamAlert, teamAlerts } from "@/lib/brokers/house-schema";
import { database } from "@/lib/db";
import type { Mailer } from "@/lib/gateways/mail";
import { localTime, words } from "@/lib/words";

type Told = {
  kind: string;
  event: string;
  subject: string;
  actor: string;
  at: Date;
  /** How many of its kind the same request did. */
  times: number;
  broker: string;
  code: string;
  timeZone: string;
  people: number[];
};

async function findAlert(tenant: number, event: bigint): Promise<(Told & { kind: TeamAlert }) | null> {
  const [row] = await database().$queryRaw<Told[]>`
    SELECT kind, event, subject, actor, at, times, broker, code, time_zone AS "timeZone", people FROM team_alert(${tenant}, ${event})`;
  const kind = teamAlerts.find((one) => one === row?.kind);
  return row && kind ? { ...row, kind } : null;
}

/** Job: whoever asked to be told of what was done in their team is mailed, each by a job of their own. */
export async function alertTeam(tenant: number, event: bigint): Promise<void> {
  const alert = await findAlert(tenant, event);
  for (const person of alert?.people ?? [])
    await database().$queryRaw`
      SELECT 1 FROM graphile_worker.add_job('mail-team-alert', json_build_object('tenant', ${tenant}::int, 'event', ${event.toString()}::text, 'person', ${person}::int),
        job_key => ${`team-alert:${event}:${person}`}, max_attempts => 8)`;
}

/**
 * Job: tells one person what another did in their team, unless they no longer administer it or no longer ask for it.
 * @throws Error when the mail did not go but may later: the queue tries again
 */
export async function mailTeamAlert(
  deps: { mailer: Mailer; origin: string },
  { tenant, event, person }: { tenant: number; event: bigint; person: number },
): Promise<void> {
  const alert = await findAlert(tenant, event);
  if (!alert?.people.includes(person)) return;
  await mailed(deps.mailer, person, "teamAlert.notMailed", ({ name, language }) => {
    const say = words(language);
    const sentence = tellerIn(language).sentence({ ...alert, service: null, result: "done" });
    const count = alert.times - 1;
    return {
      title: `${alert.broker}: ${say(`brokerhouse.mail.titles.${alert.kind}`)}`,
      paragraphs: [say("entry.mail.greeting", { name }), say("brokerhouse.mail.text")],
      facts: [
        { label: say("brokers.switcher.label"), value: alert.broker },
        {
          label: say("brokerhouse.mail.what"),
          value: count > 0 ? say("brokerhouse.mail.more", { sentence, count }) : sentence,
        },
        { label: say("brokerhouse.mail.who"), value: alert.actor },
        { label: say("entry.mail.when"), value: localTime(alert.at, alert.timeZone, language) },
        { label: say("entry.mail.address"), value: deps.origin },
      ],
    };
  });
}

import { giveBack, takeTry } from "@/lib/auth/attempts";
import { hashPassword } from "@/lib/auth/passwords";
import { type RecoveryFacts, temporaryPassword } from "@/lib/auth/recovery";
import { database } from "@/lib/db";
import type { Mailer, MailOutcome } from "@/lib/gateways/mail";
import { log } from "@/lib/log";
import { type Letter, letter } from "@/lib/mail/letter";
import type { Language } from "@/lib/messages/language";
import { readInvitationHours } from "@/lib/parameters/queries";
import { type SecretsKeys, unseal } from "@/lib/secrets";
import { localTime, words } from "@/lib/words";

/** A lent clave lives so long from when it is sent, and nobody is sent one that they asked for longer ago (temporary_password_life). */
export const recoveryMinutes = 30;
/** News of a change that could not be told in a day is told no more. */
const newsHours = 24;

type Deps = { mailer: Mailer; secretsKeys: SecretsKeys };
type Receiver = {
  email: string;
  name: string;
  username: string;
  language: Language;
  phrase: string | null;
  time_zone: string;
};

/**
 * Job: looks whether a usuario, a company and a mail belong to one active person, and if they do mails them a clave that opens once,
 * to the address that is kept, three an hour. Each try at mailing makes another clave, and the one before it opens nothing any more.
 * @throws Error when the mail did not go but may later: the queue tries again
 */
export async function mailRecovery(
  { mailer, secretsKeys }: Deps,
  { sealed, request, at }: { sealed: string; request: string; at: Date },
): Promise<void> {
  const { username, taxDigits, email } = JSON.parse(
    unseal(secretsKeys, sealed, { purpose: "recovery", owner: request }),
  ) as RecoveryFacts;
  const [found] = await database().$queryRaw<{ person: number | null; until: Date; late: boolean }[]>`
    SELECT recovery_match(${username}, ${taxDigits}, ${email}) AS person, app_now() + make_interval(mins => ${recoveryMinutes}::int) AS until,
           ${at}::timestamptz < app_now() - make_interval(mins => ${recoveryMinutes}::int) AS late`;
  if (!found?.person || found.late) return told(username, request, found?.late ? "recovery.late" : "recovery.noMatch");
  const { taken } = await takeTry("recovery", { person: username });
  if (!taken) return told(username, request, "recovery.tooMany");
  try {
    await mailLent(mailer, { person: found.person, until: found.until, username, request });
  } catch (error) {
    await giveBack("recovery", { person: username }, "unverified");
    throw error;
  }
}

/**
 * Job: mails a person for whom an administrator started a reset a clave that opens once; nobody else sees it, and it changes nothing until
 * it is used. Three an hour, with those that they ask for themselves. @throws Error as mailRecovery
 */
export async function mailReset(
  { mailer }: Pick<Deps, "mailer">,
  { person, tenant, at }: { person: number; tenant: number; at: Date },
): Promise<void> {
  const [to] = await database().$queryRaw<(Receiver & { company: string; until: Date; late: boolean })[]>`
    SELECT *, app_now() + make_interval(mins => ${recoveryMinutes}::int) AS until,
           ${at}::timestamptz < app_now() - make_interval(mins => ${recoveryMinutes}::int) AS late FROM reset_of(${person}, ${tenant})`;
  if (!to) return;
  if (to.late) return told(to.username, null, "reset.late");
  const { taken } = await takeTry("recovery", { person: to.username });
  if (!taken) return told(to.username, null, "reset.tooMany");
  try {
    const clave = temporaryPassword();
    const hash = await hashPassword(clave);
    const [lent] = await database().$queryRaw<{ lent: boolean }[]>`
      SELECT temporary_issue(${person}, 'RESET'::temporary_kind, ${hash}, ${to.until}) AS lent`;
    if (!lent?.lent) return told(to.username, null, "reset.noMatch");
    const say = words(to.language);
    const outcome = await sent(mailer, to, {
      title: say("entry.mail.reset.title"),
      paragraphs: [
        say("entry.mail.greeting", { name: to.name }),
        say("entry.mail.reset.text", { company: to.company }),
      ],
      code: clave,
      closing: [say("entry.mail.recovery.life", { minutes: recoveryMinutes }), say("entry.mail.reset.notYou")],
    });
    await settled(outcome, to.username, null, "reset.notMailed");
  } catch (error) {
    await giveBack("recovery", { person: to.username }, "unverified");
    throw error;
  }
}

type Lent = { person: number; until: Date; username: string; request: string };

async function mailLent(mailer: Mailer, { person, until, username, request }: Lent): Promise<void> {
  const clave = temporaryPassword();
  const hash = await hashPassword(clave);
  const to = await database().$transaction(async (tx) => {
    const [lent] = await tx.$queryRaw<{ lent: boolean }[]>`
      SELECT temporary_issue(${person}, 'RECOVERY'::temporary_kind, ${hash}, ${until}) AS lent`;
    const [receiver] = await tx.$queryRaw<Receiver[]>`SELECT * FROM person_mail(${person})`;
    return lent?.lent ? receiver : undefined;
  });
  if (!to) return told(username, request, "recovery.noMatch");
  const say = words(to.language);
  const outcome = await sent(mailer, to, {
    title: say("entry.mail.recovery.title"),
    paragraphs: [say("entry.mail.greeting", { name: to.name }), say("entry.mail.recovery.text")],
    code: clave,
    closing: [say("entry.mail.recovery.life", { minutes: recoveryMinutes }), say("entry.mail.recovery.notYou")],
  });
  await settled(outcome, username, request, "recovery.notMailed");
}

/**
 * Job: mails somebody who was invited the clave that opens once, from where they come in for the first time; each try at mailing makes
 * another. Who is in already is told that they belong to one company more. @throws Error as mailRecovery
 */
export async function mailInvitation(
  { mailer, origin }: Pick<Deps, "mailer"> & { origin: string },
  { person, tenant, at }: { person: number; tenant: number; at: Date },
): Promise<void> {
  const hours = await readInvitationHours();
  const [to] = await database().$queryRaw<(Receiver & { invited: boolean; company: string; until: Date })[]>`
    SELECT *, app_now() + make_interval(hours => ${hours}::int) AS until FROM invitation_of(${person}, ${tenant})`;
  if (!to) return;
  const clave = to.invited ? temporaryPassword() : null;
  if (clave !== null) {
    const hash = await hashPassword(clave);
    const [lent] = await database().$queryRaw<{ lent: boolean }[]>`
      SELECT temporary_issue(${person}, 'INVITATION'::temporary_kind, ${hash}, ${to.until}) AS lent`;
    if (!lent?.lent) return;
  }
  const say = words(to.language);
  const outcome = await sent(mailer, to, {
    title: say("entry.mail.invitation.title", { company: to.company }),
    paragraphs: [
      say("entry.mail.greeting", { name: to.name }),
      say(clave === null ? "entry.mail.invitation.known" : "entry.mail.invitation.text", { company: to.company }),
    ],
    ...(clave !== null && { code: clave }),
    facts: [
      { label: say("entry.mail.username"), value: to.username },
      { label: say("entry.mail.address"), value: origin },
      { label: say("entry.mail.when"), value: localTime(at, to.time_zone, to.language) },
    ],
    closing: clave === null ? [] : [say("entry.mail.invitation.life", { hours })],
  });
  await settled(outcome, to.username, null, "invitation.notMailed");
}

/** What a person is told of by mail: each has its words in entry.mail. */
export const personNews = {
  passwordChanged: "changed",
  factorChanged: "factor",
  mailChanged: "contact",
  tokenAsked: "tokenAsked",
  tokenBlocked: "tokenBlocked",
  tokenUnblocked: "tokenUnblocked",
  tokenReplaced: "tokenReplaced",
} as const;
export type PersonNews = keyof typeof personNews;

/** Job: tells a person what happened to what is theirs, at the address that is kept, or at `to`. @throws Error as mailRecovery */
export async function mailPerson(
  { mailer }: Pick<Deps, "mailer">,
  { person, about, at, to: address }: { person: number; about: PersonNews; at: Date; to?: string | undefined },
): Promise<void> {
  const [to] = await database().$queryRaw<Receiver[]>`
    SELECT * FROM person_mail(${person}) WHERE ${at}::timestamptz > app_now() - make_interval(hours => ${newsHours}::int)`;
  if (!to) return;
  const say = words(to.language);
  const news = personNews[about];
  const outcome = await sent(
    mailer,
    { ...to, email: address ?? to.email },
    {
      title: say(`entry.mail.${news}.title`),
      paragraphs: [say("entry.mail.greeting", { name: to.name }), say(`entry.mail.${news}.text`)],
      facts: [
        { label: say("entry.mail.username"), value: to.username },
        { label: say("entry.mail.when"), value: localTime(at, to.time_zone, to.language) },
      ],
      closing: [say(`entry.mail.${news}.notYou`)],
    },
  );
  await settled(outcome, to.username, null, `${about}.notMailed`);
}

/** Mails a person of whom only the number is known, unless they are inactive. @throws Error as mailRecovery */
export async function mailed(
  mailer: Mailer,
  person: number,
  failure: string,
  write: (to: Receiver) => Omit<Letter, "language" | "phrase">,
): Promise<void> {
  const [to] = await database().$queryRaw<Receiver[]>`SELECT * FROM person_mail(${person})`;
  if (!to) return;
  await settled(await sent(mailer, to, write(to)), to.username, null, failure);
}

function sent(mailer: Mailer, to: Receiver, content: Omit<Letter, "language" | "phrase">): Promise<MailOutcome> {
  return mailer.sendMail({ to: to.email, ...letter({ language: to.language, phrase: to.phrase, ...content }) });
}

async function settled(outcome: MailOutcome, username: string, request: string | null, code: string): Promise<void> {
  if (outcome.kind === "sent") return;
  const why = outcome.kind === "refused" ? outcome.status : outcome.why;
  if (outcome.kind === "refused" && outcome.permanent) return told(username, request, code);
  throw new Error(`A mail to ${username} did not go: ${why}`);
}

async function told(username: string, request: string | null, code: string): Promise<void> {
  log.warn({ username, code }, "a mail about a person was not sent");
  await database().$executeRaw`
    SELECT audit_refusal(NULL, 'system', ${code}, ${username}, NULL, ${request}, '{}'::jsonb)`;
}

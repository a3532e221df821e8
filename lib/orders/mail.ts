import { runAsSystem } from "@/lib/command";
import type { TenantContext } from "@/lib/context";
import type { Mail, Mailer, MailOutcome } from "@/lib/gateways/mail";
import { log } from "@/lib/log";
import { letter } from "@/lib/mail/letter";
import { dateFormat } from "@/lib/messages/date-format";
import type { Language } from "@/lib/messages/language";
import type { Currency } from "@/lib/money";
import { accountTail, mailAgainSeconds, mailTriesMax } from "@/lib/orders/rules";
import { addJob } from "@/lib/queue";
import { type SecretsKeys, unseal } from "@/lib/secrets";
import { printable, words } from "@/lib/words";

export type MailDeps = { mailer: Mailer; secretsKeys: SecretsKeys };
type Payload = { confirmation: string; sealedCode: string };

export type CodeMail = {
  to: string;
  name: string;
  company: string;
  number: string;
  totalCents: bigint;
  currency: Currency;
  bankAccount: string;
  expiresAt: Date;
  timeZone: string;
  /** The receiver's, as it is when the mail is made. */
  language: Language;
  phrase: string | null;
};

/**
 * Job: mails a payment's code to the address kept for the person who asked for it, while the code can still be used, and keeps
 * what became of it for the page that waits. What the mail server may take later is tried again, five times in all.
 */
export async function mailCode({ mailer, secretsKeys }: MailDeps, tenantId: number, payload: Payload): Promise<void> {
  const facts = await runAsSystem(tenantId, (ctx) => findCodeMail(ctx, payload.confirmation));
  if (!facts) return;
  const { confirmation, sealedCode } = payload;
  const code = unseal(secretsKeys, sealedCode, { purpose: "mail-code", owner: confirmation });
  const outcome = await mailer.sendMail(codeMail(facts, code));
  await runAsSystem(tenantId, (ctx) => keepOutcome(ctx, payload, facts, outcome));
}

async function keepOutcome(
  ctx: TenantContext,
  payload: Payload,
  { number, tries }: Pick<Found, "number" | "tries">,
  outcome: MailOutcome,
): Promise<void> {
  const { confirmation } = payload;
  // Another worker may have sent it meanwhile; the first outcome stands.
  const where = { tenantId: ctx.company.id, id: confirmation, mailedAt: null, mailFailedAt: null };
  if (outcome.kind === "sent") {
    await ctx.tx.confirmation.updateMany({ where, data: { mailedAt: ctx.now } });
    await ctx.audit("order.codeMailed", number, { confirmation, messageId: outcome.messageId });
    return;
  }
  const mailTries = tries + 1;
  const over = (outcome.kind === "refused" && outcome.permanent) || mailTries >= mailTriesMax;
  await ctx.tx.confirmation.updateMany({ where, data: { mailTries, ...(over && { mailFailedAt: ctx.now }) } });
  const why = outcome.kind === "refused" ? outcome.status : outcome.why;
  log.warn({ confirmation, why, tries: mailTries, over }, "a code's mail did not go");
  await ctx.audit(over ? "order.codeNotMailed" : "order.codeMailDelayed", number, {
    confirmation,
    why,
    tries: mailTries,
  });
  if (over) return;
  const runAt = new Date(Date.now() + mailAgainSeconds(mailTries) * 1000);
  await addJob(ctx, "mail-code", payload, { key: `mail-code:${confirmation}`, runAt, triesMax: mailTriesMax });
}

type Found = CodeMail & { tries: number };

/** What the mail says, or null when it went or was given up, or the code is used, void or too old to be worth sending. */
async function findCodeMail(ctx: TenantContext, confirmation: string): Promise<Found | null> {
  const [row] = await ctx.tx.$queryRaw<Omit<Found, "company" | "timeZone">[]>`
    SELECT u.email AS to, u.name, u.language, (SELECT phrase FROM person_mail(u.id)) AS phrase, o.number, o.total_cents AS "totalCents", p.currency::text AS currency, o.bank_account AS "bankAccount",
           c.expires_at AS "expiresAt", c.mail_tries AS tries
      FROM confirmation c
      JOIN membership m ON m.tenant_id = c.tenant_id AND m.id = c.membership_id JOIN app_user u ON u.id = m.user_id
      JOIN service_order o ON o.tenant_id = c.tenant_id AND o.number = c.subject
      JOIN product p ON p.tenant_id = o.tenant_id AND p.id = o.product_id
     WHERE c.tenant_id = ${ctx.company.id} AND c.id = ${confirmation}::uuid AND c.purpose = 'order.pay' AND c.method = 'CODE'
       AND c.used_at IS NULL AND c.voided_at IS NULL AND c.expires_at > ${ctx.now}
       AND c.mailed_at IS NULL AND c.mail_failed_at IS NULL AND m.status = 'ACTIVE' AND u.status = 'ACTIVE'`;
  return row ? { ...row, company: ctx.company.name, timeZone: ctx.company.timeZone } : null;
}

/** The mail of a code: what it pays, and until when. */
export function codeMail(facts: CodeMail, code: string): Mail {
  const { to, number, company, name, totalCents, timeZone, currency, language } = facts;
  const translate = words(language);
  const time = dateFormat("es-CO", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).format(facts.expiresAt);
  const filled = printable(
    { number, company, name, time, totalCents, tail: accountTail(facts.bankAccount) },
    { currency, timeZone, language },
  );
  const say = (key: string) => translate(`orders.mail.${key}`, filled);
  const row = (label: string, value: string | number | undefined) => ({
    label: say(label),
    value: String(value ?? ""),
  });
  return {
    to,
    ...letter({
      language,
      title: say("subject"),
      phrase: facts.phrase,
      paragraphs: [say("greeting"), say("intro")],
      code,
      facts: [
        row("order", number),
        row("company", company),
        row("account", say("accountTail")),
        row("total", filled.totalCents),
      ],
      closing: [say("expires"), say("notYou")],
    }),
  };
}

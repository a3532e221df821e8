import { createTransport } from "nodemailer";
import SMTPTransport from "nodemailer/lib/smtp-transport/index.js";
import { z } from "zod";

export type Mail = { /** One address. */ to: string; subject: string; text: string; html: string };
export type MailOutcome =
  | { kind: "sent"; messageId: string }
  /** The server answered no: `permanent` (5xx, or an address that is none) will not get better, the rest may. */
  | { kind: "refused"; permanent: boolean; status: number | null }
  /** It may even have gone out: sending again is the caller's choice. */
  | { kind: "unknown"; why: "timeout" | "network" };

export type Mailer = { /** Sends one mail to one person; never throws. */ sendMail(mail: Mail): Promise<MailOutcome> };

export type MailerOptions = {
  /** smtp:// or smtps://, with user and password where the server asks for them. */
  url: string;
  from: string;
  /** For connecting, for the greeting and for each silence; the whole sending takes four times this at most. */
  timeoutMs?: number;
};

/** Mail over SMTP, within limits of time. Addresses are never read as lists, contents never as files or addresses to fetch. */
export function makeMailer({ url, from, timeoutMs = 3_000 }: MailerOptions): Mailer {
  // createTransport({ url, … }) forgets everything but the url, its limits of 30 s to 1 h included.
  const transport = createTransport(
    new SMTPTransport({
      url,
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
    }),
    { disableFileAccess: true, disableUrlAccess: true },
  );
  return {
    async sendMail({ to, subject, text, html }) {
      if (!z.email().max(254).safeParse(to).success) return { kind: "refused", permanent: true, status: null };
      const { promise: overdue, resolve } = Promise.withResolvers<MailOutcome>();
      const timer = setTimeout(() => resolve({ kind: "unknown", why: "timeout" }), 4 * timeoutMs);
      const sending = transport.sendMail({ from, to: { name: "", address: to }, subject, text, html });
      try {
        return await Promise.race([
          sending.then(({ messageId }): MailOutcome => ({ kind: "sent", messageId }), outcomeOfError),
          overdue,
        ]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

const smtpErrorSchema = z.object({ code: z.string().optional(), responseCode: z.number().optional() });

function outcomeOfError(error: unknown): MailOutcome {
  const { code, responseCode } = smtpErrorSchema.safeParse(error).data ?? {};
  if (responseCode !== undefined && responseCode >= 400) {
    return { kind: "refused", permanent: responseCode >= 500, status: responseCode };
  }
  return { kind: "unknown", why: code === "ETIMEDOUT" ? "timeout" : "network" };
}

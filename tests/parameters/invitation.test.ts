import { afterAll, beforeAll, expect, test } from "vitest";
import { mailInvitation } from "@/lib/auth/mail";
import { makeMailer } from "@/lib/gateways/mail";
import { asOwner, asWorker, demonstration } from "@/tests/support/make";
import { readMail } from "@/tests/support/mime";
import { startMailServer } from "@/tests/support/smtp";

// How long an invitation lives is the desk's to say, for those that are mailed from then on.

let inbox: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  await demonstration();
  inbox = await startMailServer();
});
afterAll(() => inbox.stop());

test("an invitation lives as many hours as the parameter says, and says so", async () => {
  const [invited] = await asOwner<{ person: number; tenant: number }>(
    `SELECT m.user_id AS person, m.tenant_id AS tenant FROM membership m JOIN app_user u ON u.id = m.user_id
      WHERE u.status = 'INVITED' AND m.status = 'ACTIVE' ORDER BY u.username LIMIT 1`,
  );
  const mailer = makeMailer({ url: inbox.url, from: "Contrafirma <avisos@demo.example>" });
  const send = () =>
    asWorker(() =>
      mailInvitation(
        { mailer, origin: "https://portal.example" },
        { person: invited?.person ?? 0, tenant: invited?.tenant ?? 0, at: new Date() },
      ),
    );
  const lives = () =>
    asOwner(
      "SELECT round(extract(epoch FROM expires_at - created_at) / 3600)::int AS hours FROM temporary_password WHERE user_id = $1 ORDER BY id DESC LIMIT 1",
      [invited?.person],
    );
  await send();
  expect(await lives()).toEqual([{ hours: 72 }]);
  await asOwner("INSERT INTO parameter (name, value) VALUES ('invitationHours', '96')");
  await send();
  expect(await lives()).toEqual([{ hours: 96 }]);
  const texts = inbox.mails.map((raw) => readMail(raw).text);
  expect(texts.map((text) => /(\d+) horas/.exec(text)?.[1])).toEqual(["72", "96"]);
});

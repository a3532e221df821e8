import { once } from "node:events";
import { createServer } from "node:net";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { read } from "@/lib/command";
import { secretsConfig } from "@/lib/config";
import type { Caller } from "@/lib/context";
import { makeMailer } from "@/lib/gateways/mail";
import { requestPaymentCode } from "@/lib/orders/commands";
import { type CodeMail, codeMail, mailCode } from "@/lib/orders/mail";
import { listCodeProgress } from "@/lib/orders/queries";
import { unseal } from "@/lib/secrets";
import { asOwner, asWorker, demonstration, idsOf, orderedBatch, run, signedIn } from "@/tests/support/make";
import { readMail } from "@/tests/support/mime";
import { attempt, connected } from "@/tests/support/roles";

beforeAll(demonstration);

const { secretsKeys } = secretsConfig();

/** A mail server that takes what it is given, or answers every recipient the same. */
async function startInbox(recipientAnswer = "250 ok") {
  const mails: { to: string; content: string }[] = [];
  const server = createServer((socket) => {
    let to = "";
    let content: string | null = null;
    socket.on("error", () => undefined);
    socket.write("220 hi\r\n");
    socket.on("data", (data) => {
      for (const line of String(data).split("\r\n")) {
        if (content !== null) {
          if (line !== ".") content += `${line}\n`;
          else {
            mails.push({ to, content });
            content = null;
            socket.write("250 ok\r\n");
          }
        } else if (line.startsWith("RCPT")) {
          to = line;
          socket.write(`${recipientAnswer}\r\n`);
        } else if (line === "DATA") {
          content = "";
          socket.write("354 go\r\n");
        } else if (line !== "") socket.write("250 ok\r\n");
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return { mails, mailer: makeMailer({ url: `smtp://127.0.0.1:${port}`, from: "Contrafirma <avisos@demo.example>" }) };
}

/** A code asked for by pagador1, with the job that would mail it. */
async function asked() {
  const { batch, order } = await orderedBatch();
  const payer = await signedIn("pagador1");
  const confirmation = await run(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden: order }, secretsKeys));
  const [job] = await asOwner<{ payload: { sealedCode: string } }>(
    "SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'confirmation' = $1",
    [confirmation],
  );
  const sealedCode = job?.payload.sealedCode ?? "";
  const { tenant } = await idsOf(payer, batch);
  return {
    order,
    payer,
    tenant,
    payload: { confirmation, sealedCode },
    code: unseal(secretsKeys, sealedCode, { purpose: "mail-code", owner: confirmation }),
  };
}

const deliveryOf = async (payer: Caller, confirmation: string) =>
  (await read(payer, "order.pay", (ctx) => listCodeProgress(ctx, confirmation)))[0]?.status;

/** Seconds until the code's mail is tried again. */
async function waitsFor(confirmation: string): Promise<number> {
  const [job] = await asOwner<{ seconds: number }>(
    "SELECT extract(epoch FROM run_at - now())::float AS seconds FROM graphile_worker._private_jobs WHERE payload ->> 'confirmation' = $1",
    [confirmation],
  );
  return job?.seconds ?? 0;
}

const eventsOf = (order: string) =>
  asOwner<{ event: string }>(
    "SELECT event FROM audit_event WHERE subject = $1 AND event LIKE 'order.code%' ORDER BY id",
    [order],
  );

test("the code goes to the address kept for the person, naming order, total and account, and leaves a trail without it", async () => {
  const { mails, mailer } = await startInbox();
  const { order, tenant, payload, code } = await asked();
  await asWorker(() => mailCode({ mailer, secretsKeys }, tenant, payload));
  expect(mails).toHaveLength(1);
  expect(mails[0]?.to).toContain("<pagador1@demo.example>");
  expect(mails[0]?.content.split("\n")).toContain(code);
  expect(mails[0]?.content).toContain(order);
  const [mark] = await asOwner<{ phrase: string }>(
    "SELECT phrase FROM personal_mark p JOIN app_user u ON u.id = p.user_id WHERE u.username = 'pagador1'",
  );
  expect(readMail(mails[0]?.content ?? "").text).toContain(`Su frase: ${mark?.phrase}\n`);
  expect(await eventsOf(order)).toEqual([{ event: "order.codeRequested" }, { event: "order.codeMailed" }]);
  const trail = await asOwner<{ text: string }>("SELECT data::text AS text FROM audit_event WHERE subject = $1", [
    order,
  ]);
  for (const { text } of trail) expect(text).not.toContain(code);
});

test.each([
  ["used", "used_at = now()"],
  ["void", "voided_at = now()"],
  ["too old", "expires_at = now() - interval '1 second'"],
])("a code that is %s is not mailed any more", async (_name, change) => {
  const { mails, mailer } = await startInbox();
  const { order, tenant, payload } = await asked();
  await asOwner("ALTER TABLE confirmation DISABLE TRIGGER USER");
  await asOwner(`UPDATE confirmation SET ${change} WHERE id = $1`, [payload.confirmation]);
  await asOwner("ALTER TABLE confirmation ENABLE TRIGGER USER");
  await asWorker(() => mailCode({ mailer, secretsKeys }, tenant, payload));
  expect(mails).toEqual([]);
  expect(await eventsOf(order)).toEqual([{ event: "order.codeRequested" }]);
});

const nobody = makeMailer({ url: "smtp://127.0.0.1:9", from: "avisos@demo.example", timeoutMs: 300 });

test("what a server may take later is tried again after 5, 15, 45, 135 s; the page says so, and when it went", async () => {
  const { mailer } = await startInbox("451 later");
  const { order, payer, tenant, payload } = await asked();
  expect(await deliveryOf(payer, payload.confirmation)).toBe("SENDING");
  for (const [using, seconds] of [[mailer, 5] as const, [nobody, 15] as const]) {
    await asWorker(() => mailCode({ mailer: using, secretsKeys }, tenant, payload));
    expect(await deliveryOf(payer, payload.confirmation)).toBe("DELAYED");
    expect(await waitsFor(payload.confirmation)).toBeCloseTo(seconds, -1);
  }
  const healed = await startInbox();
  await asWorker(() => mailCode({ mailer: healed.mailer, secretsKeys }, tenant, payload));
  expect(healed.mails).toHaveLength(1);
  expect(await deliveryOf(payer, payload.confirmation)).toBe("SENT");
  await asWorker(() => mailCode({ mailer: healed.mailer, secretsKeys }, tenant, payload));
  expect(healed.mails).toHaveLength(1);
  expect((await eventsOf(order)).map(({ event }) => event)).toEqual([
    "order.codeRequested",
    "order.codeMailDelayed",
    "order.codeMailDelayed",
    "order.codeMailed",
  ]);
});

test("after five tries it is given up, and the page says that it did not go", async () => {
  const { order, payer, tenant, payload } = await asked();
  for (let tries = 0; tries < 6; tries += 1)
    await asWorker(() => mailCode({ mailer: nobody, secretsKeys }, tenant, payload));
  expect(await deliveryOf(payer, payload.confirmation)).toBe("FAILED");
  expect((await eventsOf(order)).map(({ event }) => event)).toEqual([
    "order.codeRequested",
    ...Array(4).fill("order.codeMailDelayed"),
    "order.codeNotMailed",
  ]);
});

test("only its own payer is told how a code's mail stands", async () => {
  const { payload } = await asked();
  for (const other of [await signedIn("pagador2"), await signedIn("pagador9", "E2")])
    expect(await deliveryOf(other, payload.confirmation)).toBeUndefined();
});

test("only the worker writes what became of a mail, once and for ever", async () => {
  const { tenant, payload } = await asked();
  const change = (to: string) => `UPDATE confirmation SET ${to} WHERE id = '${payload.confirmation}'`;
  await connected("app_web", async (web) => {
    expect((await attempt(web, tenant, change("mailed_at = now()"))).message).toContain("permission denied");
  });
  await connected("app_worker", async (worker) => {
    const tried = (...changes: string[]) => attempt(worker, tenant, ...changes.map(change));
    const sent = "mailed_at = now(), mail_tries = 1";
    expect((await tried(sent)).rowCount).toBe(1);
    for (const after of ["mailed_at = NULL", "mailed_at = now() + interval '1 second'", "mail_tries = 0"])
      expect((await tried(sent, after)).message, after).toContain("does not change");
    expect((await tried("mail_failed_at = now()", "mail_failed_at = NULL")).message).toContain("does not change");
    expect((await tried(sent, "mail_failed_at = now()")).message).toContain("confirmation_mail_end_check");
    const ofClave = "UPDATE confirmation SET mailed_at = now() WHERE method = 'PASSWORD'";
    expect((await attempt(worker, tenant, ofClave)).message).toContain("confirmation_mail_code_check");
  });
});

test("a server that will never take it ends the job, and page and trail say that the code did not go", async () => {
  const { mailer } = await startInbox("550 no such person");
  const { order, payer, tenant, payload } = await asked();
  await asWorker(() => mailCode({ mailer, secretsKeys }, tenant, payload));
  expect(await deliveryOf(payer, payload.confirmation)).toBe("FAILED");
  expect(await eventsOf(order)).toEqual([{ event: "order.codeRequested" }, { event: "order.codeNotMailed" }]);
});

const facts: CodeMail = {
  to: "pagador1@demo.example",
  name: "Ana <b>Ñáñez</b>",
  company: "Comercial Andina S.A.S.",
  number: "OS-2026-000045",
  totalCents: 123_456_789_00n,
  currency: "COP",
  bankAccount: "0012-3456-7890",
  expiresAt: new Date("2026-11-21T19:42:00Z"),
  timeZone: "America/Bogota",
  language: "es",
  phrase: "El café de las seis",
};

test("its text has the code alone on a line, once, and says total, tail and local time", () => {
  const { subject, text } = codeMail(facts, "048291");
  expect(subject).toBe("Código para pagar la orden OS-2026-000045");
  expect(text).toContain("Su frase: El café de las seis");
  expect(text.split("\n").filter((line) => /^\d{6}$/.test(line))).toEqual(["048291"]);
  expect(text).toContain("$ 123.456.789,00");
  expect(text).toContain("terminada en 7890");
  expect(text).toContain("14:42");
  expect(text).not.toContain("0012-3456-7890");
});

test("whoever reads English is mailed in English, with the money of the company's country", () => {
  const { subject, text, html } = codeMail({ ...facts, language: "en" }, "048291");
  expect(subject).toBe("Code to pay order OS-2026-000045");
  expect(text.split("\n").filter((line) => /^\d{6}$/.test(line))).toEqual(["048291"]);
  expect(text).toContain("for $ 123.456.789,00, debited from the account ending in 7890");
  expect(html).toContain('<html lang="en">');
});

test("the language is the receiver's when the mail is made, not when the code was asked for", async () => {
  const { mails, mailer } = await startInbox();
  const { order, tenant, payload } = await asked();
  await asOwner("UPDATE app_user SET language = 'en' WHERE username = 'pagador1'");
  await asWorker(() => mailCode({ mailer, secretsKeys }, tenant, payload));
  await asOwner("UPDATE app_user SET language = 'es' WHERE username = 'pagador1'");
  expect(mails[0]?.content).toContain(`Subject: Code to pay order ${order}`);
});

test("names in its HTML are text, and it fetches nothing", () => {
  const { html } = codeMail(facts, "048291");
  expect(html).toContain("Ana &lt;b&gt;Ñáñez&lt;/b&gt;");
  expect(html).not.toMatch(/<script|<link|<img|https?:|url\(/i);
});

import { once } from "node:events";
import { createServer } from "node:net";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { makeMailer } from "@/lib/gateways/mail";
import { requestPaymentCode } from "@/lib/orders/commands";
import { type CodeMail, codeMail, mailCode } from "@/lib/orders/mail";
import { unseal } from "@/lib/secrets";
import { asOwner, asWorker, demonstration, idsOf, orderedBatch, run, signedIn } from "@/tests/support/make";

beforeAll(demonstration);

const secretsKey = Buffer.alloc(32, 7);

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
  const confirmation = await run(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden: order }, secretsKey));
  const [job] = await asOwner<{ payload: { sealedCode: string } }>(
    "SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'confirmation' = $1",
    [confirmation],
  );
  const sealedCode = job?.payload.sealedCode ?? "";
  const { tenant } = await idsOf(payer, batch);
  return { order, payer, tenant, payload: { confirmation, sealedCode }, code: unseal(secretsKey, sealedCode) };
}

const eventsOf = (order: string) =>
  asOwner<{ event: string }>(
    "SELECT event FROM audit_event WHERE subject = $1 AND event LIKE 'order.code%' ORDER BY id",
    [order],
  );

test("the code goes to the address kept for the person, naming order, total and account, and leaves a trail without it", async () => {
  const { mails, mailer } = await startInbox();
  const { order, tenant, payload, code } = await asked();
  await asWorker(() => mailCode({ mailer, secretsKey }, tenant, payload));
  expect(mails).toHaveLength(1);
  expect(mails[0]?.to).toContain("<pagador1@demo.example>");
  expect(mails[0]?.content.split("\n")).toContain(code);
  expect(mails[0]?.content).toContain(order);
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
  await asWorker(() => mailCode({ mailer, secretsKey }, tenant, payload));
  expect(mails).toEqual([]);
  expect(await eventsOf(order)).toEqual([{ event: "order.codeRequested" }]);
});

test("a server that may take it later fails the job, so that the queue tries again", async () => {
  const { mailer } = await startInbox("451 later");
  const { order, tenant, payload } = await asked();
  await expect(asWorker(() => mailCode({ mailer, secretsKey }, tenant, payload))).rejects.toThrow("451");
  const nobody = makeMailer({ url: "smtp://127.0.0.1:9", from: "avisos@demo.example", timeoutMs: 300 });
  await expect(asWorker(() => mailCode({ mailer: nobody, secretsKey }, tenant, payload))).rejects.toThrow("network");
  expect(await eventsOf(order)).toEqual([{ event: "order.codeRequested" }]);
});

test("a server that will never take it ends the job, and the trail says that the code did not go", async () => {
  const { mailer } = await startInbox("550 no such person");
  const { order, tenant, payload } = await asked();
  await asWorker(() => mailCode({ mailer, secretsKey }, tenant, payload));
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
};

test("its text has the code alone on a line, once, and says total, tail and local time", () => {
  const { subject, text } = codeMail(facts, "048291");
  expect(subject).toBe("Código para pagar la orden OS-2026-000045");
  expect(text.split("\n").filter((line) => /^\d{6}$/.test(line))).toEqual(["048291"]);
  expect(text).toContain("$ 123.456.789,00");
  expect(text).toContain("terminada en 7890");
  expect(text).toContain("14:42");
  expect(text).not.toContain("0012-3456-7890");
});

test("names in its HTML are text, and it fetches nothing", () => {
  const { html } = codeMail(facts, "048291");
  expect(html).toContain("Ana &lt;b&gt;Ñáñez&lt;/b&gt;");
  expect(html).not.toMatch(/<script|<link|<img|https?:|url\(/i);
});

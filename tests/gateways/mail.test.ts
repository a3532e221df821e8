import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { makeMailer } from "@/lib/gateways/mail";

type Received = {
  subject: string;
  text: string;
  html: string;
  from: { address: string }[];
  envelope: { to: { address: string }[] };
};
type MailDev = {
  listen(): Promise<void>;
  close(): Promise<void>;
  once(event: "new", listener: (mail: Received) => void): void;
};
const mailDev: (options: object) => MailDev = createRequire(import.meta.url)("maildev");

const mail = {
  to: "pagador1@demo.example",
  subject: "Código para pagar la orden OS-2026-000045",
  text: "Su código es:\n\n482915\n\nTotal: $ 1.234,00. Señor José Ñáñez.\n",
  html: "<p>Su código es <b>482915</b></p>",
};

type Script = (socket: Socket, line: string) => void;

/** A server on TCP that greets, or not, and answers each line as told. */
async function makeSmtp(greeting: string | null, answer: Script = () => undefined) {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    if (greeting) socket.write(`${greeting}\r\n`);
    socket.on("data", (data) => {
      for (const line of String(data).split("\r\n").filter(Boolean)) answer(socket, line);
    });
    onTestFinished(() => {
      socket.destroy();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  return `smtp://127.0.0.1:${portOf(server)}`;
}

function portOf(server: ReturnType<typeof createServer>): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Polite up to the command that `refused` names, which gets that answer. */
function politeBut(refused: Record<string, string>): Script {
  return (socket, line) => {
    const command = line.split(" ")[0] ?? "";
    const answers: Record<string, string> = {
      EHLO: "250 hello",
      MAIL: "250 ok",
      RCPT: "250 ok",
      DATA: "354 go",
      ...refused,
    };
    const text = answers[command];
    if (text) socket.write(`${text}\r\n`);
  };
}

const from = "Contrafirma <avisos@demo.example>";

test("a mail arrives whole at a real server: subject, text with its code on a line alone, html", async () => {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const port = portOf(probe);
  probe.close();
  await once(probe, "close");
  const mailDirectory = await mkdtemp(join(tmpdir(), "maildev-"));
  const inbox = mailDev({ smtp: port, ip: "127.0.0.1", silent: true, disableWeb: true, mailDirectory });
  await inbox.listen();
  onTestFinished(async () => {
    await inbox.close();
    await rm(mailDirectory, { recursive: true });
  });
  const arrival = new Promise<Received>((resolve) => inbox.once("new", resolve));
  const outcome = await makeMailer({ url: `smtp://127.0.0.1:${port}`, from }).sendMail(mail);
  expect(outcome).toEqual({ kind: "sent", messageId: expect.stringContaining("@") });
  const received = await arrival;
  expect(received.subject).toBe(mail.subject);
  expect(received.text.split(/\r?\n/)).toContain("482915");
  expect(received.text).toContain("Señor José Ñáñez");
  expect(received.html).toContain("<b>482915</b>");
  expect(received.from[0]?.address).toBe("avisos@demo.example");
  expect(received.envelope.to.map(({ address }) => address)).toEqual([mail.to]);
});

test.each([
  ["two people", "a@demo.example, b@demo.example"],
  ["a header behind it", "a@demo.example\r\nBcc: b@demo.example"],
  ["nobody", ""],
  ["a name and an address", "Ana <a@demo.example>"],
])("an address that is %s is refused before anything is sent", async (_name, to) => {
  const outcome = await makeMailer({ url: "smtp://127.0.0.1:1", from }).sendMail({ ...mail, to });
  expect(outcome).toEqual({ kind: "refused", permanent: true, status: null });
});

test.each([
  ["greeting", "554 no", {}, true, 554],
  ["recipient", "220 hi", { RCPT: "550 no such person" }, true, 550],
  ["recipient for now", "220 hi", { RCPT: "451 later" }, false, 451],
  ["content", "220 hi", { DATA: "552 too big" }, true, 552],
])("a server that refuses the %s is a typed refusal", async (_name, greeting, answers, permanent, status) => {
  const url = await makeSmtp(greeting, politeBut(answers));
  expect(await makeMailer({ url, from }).sendMail(mail)).toEqual({ kind: "refused", permanent, status });
});

const drip: Script = (socket) => {
  const timer = setInterval(() => socket.write("250-still here\r\n"), 20);
  onTestFinished(() => clearInterval(timer));
};

test.each<[string, string | null, Script, number]>([
  ["never greets", null, () => undefined, 900],
  ["greets and is silent", "220 hi", () => undefined, 900],
  ["takes the mail and is silent", "220 hi", politeBut({}), 900],
  ["drips a line at a time, for ever", "220 hi", drip, 3_000],
])("a server that %s meets the time limit", async (_name, greeting, script, withinMs) => {
  const url = await makeSmtp(greeting, script);
  const began = performance.now();
  const outcome = await makeMailer({ url, from, timeoutMs: 300 }).sendMail(mail);
  expect(outcome).toEqual({ kind: "unknown", why: "timeout" });
  expect(performance.now() - began).toBeLessThan(withinMs);
});

test("a server that hangs up, and one that is not there, are unknown", async () => {
  const url = await makeSmtp("220 hi", (socket) => socket.destroy());
  for (const address of [url, "smtp://127.0.0.1:1"]) {
    expect(await makeMailer({ url: address, from }).sendMail(mail)).toEqual({ kind: "unknown", why: "network" });
  }
});

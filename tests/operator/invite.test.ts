import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sessionHash, signIn } from "@/lib/auth/commands";
import { termsVersion } from "@/lib/auth/rules";
import { acceptTerms, termsDigest, termsIn } from "@/lib/auth/terms";
import { operatorCatalog } from "@/lib/catalog";
import { until } from "@/lib/cli/ports";
import { endProcess, root, startNode, typescript } from "@/lib/cli/processes";
import { readOperator } from "@/lib/command";
import { openDatabase } from "@/lib/db";
import { cliMessages } from "@/lib/messages/es/cli";
import { countDesk } from "@/lib/operator/queries";
import { setFirstPassword } from "@/lib/own/password";
import { asOwner } from "@/tests/support/make";
import { readMail } from "@/tests/support/mime";
import { startMailServer } from "@/tests/support/smtp";
import { stranger } from "@/tests/support/token";

// npm run operator:invite on an installation that has nobody yet: no demonstration, production's own environment.

const words = cliMessages.operatorInvite;
let inbox: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  inbox = await startMailServer();
  openDatabase(process.env.DATABASE_URL_WEB ?? "", { connectionsMax: 4 });
});
afterAll(() => inbox.stop());

const environment = () => {
  const { LAUNCHED_BY, DEMO, ...env } = process.env;
  return {
    ...env,
    NODE_ENV: "production",
    SMTP_URL: inbox.url,
    PUBLIC_ORIGIN: "https://portal.example",
    LOG_LEVEL: "error",
  };
};

/** The command as a process: its exit code, and everything that it said. */
async function inviting(...args: string[]): Promise<{ code: number; said: string }> {
  const env = environment() as unknown as NodeJS.ProcessEnv;
  const child = spawn(process.execPath, typescript("lib/cli/operator-invite.ts", ...args), { cwd: root, env });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (said += part.toString()));
  const [code] = await once(child, "close");
  return { code: Number(code), said: said.trim() };
}

const operators = () =>
  asOwner<{ username: string; name: string; document: string; email: string; status: string }>(
    `SELECT u.username, u.name, u.document, u.email, u.status::text AS status FROM membership m JOIN tenant t ON t.id = m.tenant_id AND t.kind = 'PLATFORM'
       JOIN app_user u ON u.id = m.user_id ORDER BY m.id`,
  );
const jobs = () => asOwner("SELECT 1 FROM graphile_worker._private_jobs");

test("the first operator is invited by a mail alone, and comes in by what the worker sends them", async () => {
  expect(await asOwner("SELECT 1 FROM tenant")).toEqual([]);
  const { code, said } = await inviting("Ana.Perez@banco.example");
  expect([code, said]).toEqual([0, expect.stringContaining("a•••z@banco.example")]);
  expect(await operators()).toEqual([
    {
      username: "ana.perez",
      name: "Ana Perez",
      document: "CORREO-ana.perez@banco.example",
      email: "ana.perez@banco.example",
      status: "INVITED",
    },
  ]);

  const worker = startNode({ args: typescript("lib/cli/worker.ts"), env: environment() });
  expect(await until(async () => inbox.mails.length > 0, 60_000)).toBe(true);
  await endProcess(worker, 8_000);
  const mail = readMail(inbox.mails[0] ?? "");
  const clave = /^[a-z]+(?:-[a-z]+){3}-\d{6}$/m.exec(mail.text ?? "")?.[0] ?? "";
  expect([mail.to, mail.text]).toEqual([
    expect.stringContaining("ana.perez@banco.example"),
    expect.stringContaining("https://portal.example"),
  ]);
  // Nothing secret was printed.
  expect(clave).not.toBe("");
  expect(said).not.toContain(clave);

  const at = (secret: string) => ({ ...stranger(), token: sessionHash(secret) });
  const opened = await signIn(stranger(), { usuario: "ana.perez", clave }, "test");
  expect(opened.stage).toBe("TERMS");
  const accepting = { version: termsVersion, seen: termsDigest(termsIn("es")) };
  const password = await acceptTerms(at(opened.secret), accepting);
  const chosen = "ocho faros junto al mar";
  const done = await setFirstPassword(at(password.secret), { clave, claveNueva: chosen, claveRepetida: chosen });
  expect(done.stage).toBe("DONE");
  const desk = await readOperator(at(done.secret), "registry.write", async (ctx) => ({
    tenant: ctx.tenant.code,
    permissions: [...ctx.permissions].sort(),
    counts: await countDesk(ctx),
  }));
  expect(desk).toEqual({
    tenant: "OPERADOR",
    permissions: Object.values(operatorCatalog).flat().sort(),
    counts: { companies: 0, changes: 0, doubts: 0, messages: 0 },
  });
  expect(await asOwner("SELECT actor, subject FROM audit_event WHERE event = 'operator.invited'")).toEqual([
    { actor: "system", subject: "ana.perez" },
  ]);
});

describe("once there is one", () => {
  beforeEach(() => asOwner("DELETE FROM graphile_worker._private_jobs"));

  test("nobody else is invited unless it is said, and then with everything that was said of them", async () => {
    expect(await inviting("beto@banco.example")).toEqual({ code: 1, said: words.exists });
    expect([await operators(), await jobs()]).toEqual([[expect.anything()], []]);
    const said = ["--otro", "--usuario", "Beto1", "--nombre", "Beto  Díaz", "--documento", "CC 52.123.456"];
    expect((await inviting("beto@banco.example", ...said)).code).toBe(0);
    expect((await operators())[1]).toMatchObject({ username: "beto1", name: "Beto Díaz", document: "CC-52123456" });
    expect(await jobs()).toHaveLength(1);
  });

  test("who has not come in yet is mailed another invitation; who has is not", async () => {
    const again = await inviting("beto@banco.example", "--usuario", "beto1");
    expect([again.code, again.said]).toEqual([0, expect.stringContaining("otra invitación")]);
    expect([(await operators()).length, (await jobs()).length]).toEqual([2, 1]);
    const already = { code: 1, said: words.already.replace("{username}", "ana.perez") };
    expect(await inviting("ana.perez@banco.example", "--otro")).toEqual(already);
  });
});

describe("two operators are two people, who act for no company", () => {
  const otro = (...more: string[]) => ["--otro", ...more];

  test("nobody is one twice under the same mail", async () => {
    const before = await operators();
    const twice = await inviting("ana.perez@banco.example", ...otro("--usuario", "ana2", "--documento", "CC 79000275"));
    expect(twice).toEqual({ code: 1, said: words.sameMail.replace("{mail}", "a•••z@banco.example") });
    expect(await operators()).toEqual(before);
  });

  test("nobody who is in a company becomes one", async () => {
    const before = await operators();
    await asOwner(
      `WITH t AS (INSERT INTO tenant (kind, code, name) VALUES ('COMPANY', 'E1', 'Una') RETURNING id),
            p AS (INSERT INTO profile (tenant_id, name) SELECT id, 'Firma' FROM t RETURNING tenant_id, id),
            u AS (INSERT INTO app_user (username, name, document, email) VALUES ('firma', 'Firma', 'CC-79001645', 'firma@una.example') RETURNING id)
       INSERT INTO membership (tenant_id, user_id, profile_id) SELECT p.tenant_id, u.id, p.id FROM p, u`,
    );
    const said = await inviting("firma@una.example", ...otro("--documento", "CC 79001645"));
    expect(said).toEqual({ code: 1, said: words.belongs.replace("{username}", "firma") });
    expect(await operators()).toEqual(before);
  });
});

test.each([
  ["no mail", [], words.usage],
  ["no mail but a word", ["ana"], words.usage],
  ["a mail that nothing is sent to", ["ñ@b.example", "--otro"], words.usage],
  ["two mails", ["a@b.example", "c@d.example"], words.usage],
  ["a flag that is none", ["otra@b.example", "--clave", "x"], words.usage],
  [
    "a usuario that is none",
    ["otra@b.example", "--otro", "--usuario", "a b"],
    words.flag.replace("{flag}", "--usuario"),
  ],
  ["a mail that makes no usuario", ["_@b.example", "--otro"], words.flag.replace("{flag}", "--usuario")],
  [
    "a document that is none",
    ["otra@b.example", "--otro", "--documento", "XX 1"],
    words.flag.replace("{flag}", "--documento"),
  ],
  [
    "another's document",
    ["otra@b.example", "--otro", "--documento", "CC 52123456"],
    words.taken.replace("{username}", "otra"),
  ],
])("%s is refused in a sentence, and nobody is invited", async (_, args, sentence) => {
  const before = await operators();
  expect(await inviting(...args)).toEqual({ code: 1, said: sentence });
  expect(await operators()).toEqual(before);
});

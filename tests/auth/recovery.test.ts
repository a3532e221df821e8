import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { signIn } from "@/lib/auth/commands";
import { mailPerson, mailRecovery } from "@/lib/auth/mail";
import { askRecovery, isMailLate, temporaryPassword } from "@/lib/auth/recovery";
import { recoverySchema } from "@/lib/auth/schema";
import { temporaryWords } from "@/lib/auth/temporary-words";
import { secretsConfig } from "@/lib/config";
import type { Caller } from "@/lib/context";
import { makeMailer } from "@/lib/gateways/mail";
import { words } from "@/lib/words";
import { apartInTime } from "@/tests/support/equal-times";
import { asOwner, asWorker, demonstration, outcomeOf } from "@/tests/support/make";
import { readMail } from "@/tests/support/mime";
import { startMailServer } from "@/tests/support/smtp";

// A way back in: asked by anybody in silence, answered by the worker to the address that is kept.

const { secretsKeys } = secretsConfig();
let inbox: Awaited<ReturnType<typeof startMailServer>>;

beforeAll(async () => {
  await demonstration();
  inbox = await startMailServer();
});
afterAll(() => inbox.stop());
beforeEach(async () => {
  inbox.behave("takes");
  inbox.mails.length = 0;
  await asOwner("DELETE FROM attempt");
  await asOwner("DELETE FROM graphile_worker._private_jobs");
});

const clave = "lluvia-sobre-el-paramo-7";
const stranger = (): Caller => ({
  token: null,
  company: null,
  product: null,
  address: "203.0.113.7",
  requestId: randomUUID(),
});
const right = { usuario: "maker1", nit: "900512347-2", correo: "maker1@demo.example" };
const asking = (typed: Partial<typeof right> = {}) => askRecovery(stranger(), { ...right, ...typed }, secretsKeys);
type Payload = { sealed: string; request: string; at: string };
const waiting = async () =>
  (await asOwner<{ payload: Payload }>("SELECT payload FROM graphile_worker._private_jobs ORDER BY id")).map(
    (job) => job.payload,
  );

/** The worker does what waits; `minutes` later. */
async function worked(minutes = 0): Promise<void> {
  const mailer = makeMailer({ url: inbox.url, from: "Contrafirma <avisos@demo.example>" });
  const payloads = await waiting();
  await asOwner("DELETE FROM graphile_worker._private_jobs");
  await asWorker(async () => {
    for (const { at, ...payload } of payloads)
      await mailRecovery({ mailer, secretsKeys }, { ...payload, at: new Date(Date.parse(at) - minutes * 60_000) });
  });
}
const mailed = () => inbox.mails.map((raw) => readMail(raw));
const lentIn = (text: string) => /^[a-z]+(?:-[a-z]+){3}-\d{6}$/m.exec(text)?.[0] ?? "";
const stageBy = async (usuario: string, typed: string) =>
  (await signIn(stranger(), { usuario, clave: typed }, "test")).stage;

test("what belongs together brings a mail to the address kept, with phrase and a clave that opens the change", async () => {
  await asking({ usuario: " MAKER1", nit: "NIT 900.512.347-2", correo: "Maker1@DEMO.example" });
  expect(inbox.mails).toEqual([]);
  await worked();
  const [mail, ...more] = mailed();
  expect(more).toEqual([]);
  expect(mail?.to).toContain("maker1@demo.example");
  const [phrase] = await asOwner<{ phrase: string }>(
    "SELECT phrase FROM personal_mark p JOIN app_user u ON u.id = p.user_id WHERE username = 'maker1'",
  );
  expect(mail?.text).toContain(phrase?.phrase);
  const lent = lentIn(mail?.text ?? "");
  expect(lent.length).toBeGreaterThanOrEqual(12);
  expect(mail?.html).toContain(lent);
  expect([
    await stageBy("maker1", lent),
    await outcomeOf(stageBy("maker1", lent)),
    await stageBy("maker1", clave),
  ]).toEqual(["PASSWORD", "access.credentials", "DONE"]);
});

test("the check digit of the NIT may be left out, and figures may be wide", async () => {
  await asking({ nit: "900512347" });
  await asking({ nit: "９００５１２３４７-２" });
  await worked();
  expect(inbox.mails).toHaveLength(2);
});

describe("who does not get one, by the same job and the same silence", () => {
  test.each<[string, Partial<typeof right>]>([
    ["an unknown usuario", { usuario: "nadie" }],
    ["another's company", { nit: "901204586-9" }],
    ["another's mail", { correo: "maker2@demo.example" }],
    ["no digits at all", { nit: "NIT" }],
    ["an inactive person", { usuario: "inactivo1", correo: "inactivo1@demo.example" }],
    ["one who was only invited", { usuario: "nuevo1", correo: "nuevo1@demo.example" }],
    ["a usuario with a NUL", { usuario: "maker1\u0000" }],
    ["SQL", { usuario: "' OR 1=1 --", nit: "' OR 1=1 --" }],
  ])("%s", async (_, typed) => {
    const before = await asOwner("SELECT count(*) FROM temporary_password");
    await asking(typed);
    const [payload] = await waiting();
    expect(Object.keys(payload ?? {}).sort()).toEqual(["at", "request", "sealed"]);
    await worked();
    expect(inbox.mails).toEqual([]);
    expect(await asOwner("SELECT count(*) FROM temporary_password")).toEqual(before);
  });

  test("a person made inactive meanwhile, a membership that ended, a company that is suspended", async () => {
    const changes = [
      [
        "UPDATE app_user SET status = 'INACTIVE' WHERE username = 'maker1'",
        "UPDATE app_user SET status = 'ACTIVE' WHERE username = 'maker1'",
      ],
      [
        "UPDATE membership SET status = 'INACTIVE' WHERE user_id = (SELECT id FROM app_user WHERE username = 'maker1')",
        "UPDATE membership SET status = 'ACTIVE' WHERE user_id = (SELECT id FROM app_user WHERE username = 'maker1')",
      ],
      [
        "UPDATE company SET status = 'SUSPENDED', suspended_at = now(), suspend_reason = 'Lo pide su junta' WHERE tax_id = '900512347-2'",
        "UPDATE company SET status = 'ACTIVE', suspended_at = NULL, suspend_reason = NULL",
      ],
    ] as const;
    for (const [change, undo] of changes) {
      await asking();
      await asOwner(change);
      await worked();
      await asOwner(undo);
    }
    expect(inbox.mails).toEqual([]);
  });
});

test("of whoever is inactive nothing belongs together, before anything is made for them", async () => {
  const match = "SELECT recovery_match('maker1', '900512347', 'maker1@demo.example') AS person";
  const person = async () => (await asOwner<{ person: number | null }>(match))[0]?.person ?? null;
  expect(await person()).not.toBeNull();
  await asOwner("UPDATE app_user SET status = 'INACTIVE' WHERE username = 'maker1'");
  expect(await person()).toBeNull();
  await asOwner("UPDATE app_user SET status = 'ACTIVE' WHERE username = 'maker1'");
});

test("three mails an hour and usuario, thirty asked an hour and address; what is typed stands nowhere to be read", async () => {
  for (let index = 0; index < 31; index += 1) await asking(index < 5 ? {} : { usuario: "nadie" });
  expect(await waiting()).toHaveLength(30);
  expect(JSON.stringify(await waiting())).not.toMatch(/maker1|900512347/);
  await worked();
  expect(inbox.mails).toHaveLength(3);
  const told = await asOwner("SELECT count(*)::int AS n FROM audit_event WHERE event = 'recovery.tooMany'");
  expect(told).toEqual([{ n: 2 }]);
});

test("strangers who know no more than the usuario keep nobody from their way back in", async () => {
  for (let index = 0; index < 5; index += 1) await asking({ correo: "otra@demo.example" });
  await asking();
  await worked();
  expect(inbox.mails).toHaveLength(1);
});

test("a second one ends the first", async () => {
  await asking();
  await asking();
  await worked();
  const [first = "", second = ""] = mailed().map(({ text }) => lentIn(text));
  expect(first).not.toBe(second);
  expect([await outcomeOf(stageBy("maker1", first)), await stageBy("maker1", second)]).toEqual([
    "access.credentials",
    "PASSWORD",
  ]);
});

test("mail that is down is tried again by the queue; asked for half an hour ago, it is sent no more", async () => {
  inbox.behave("later");
  for (let tries = 0; tries < 4; tries += 1) {
    await asking();
    await expect(worked()).rejects.toThrow("did not go");
  }
  inbox.behave("takes");
  await asking();
  await worked(31);
  expect(inbox.mails).toEqual([]);
  await asking();
  await worked(29);
  expect(inbox.mails).toHaveLength(1);
});

test("while mails wait that could not be sent, whoever asks is told so; not once one was given up", async () => {
  const late: boolean[] = [await isMailLate()];
  await asking();
  late.push(await isMailLate());
  await asOwner("UPDATE graphile_worker._private_jobs SET attempts = 1, last_error = 'A mail did not go'");
  late.push(await isMailLate());
  await asOwner("UPDATE graphile_worker._private_jobs SET attempts = max_attempts");
  late.push(await isMailLate());
  expect(late).toEqual([false, false, true, false]);
});

test("an address that the server refuses for good is told to the log and the trail, and tried no more", async () => {
  inbox.behave("refuses");
  await asking();
  await worked();
  const rows = await asOwner("SELECT subject FROM audit_event WHERE event = 'recovery.notMailed'");
  expect(rows).toEqual([{ subject: "maker1" }]);
});

test("who changed their clave is told so, in their language, for a day", async () => {
  await asOwner("UPDATE app_user SET language = 'en' WHERE username = 'maker1'");
  const [row] = await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = 'maker1'");
  const mailer = makeMailer({ url: inbox.url, from: "Contrafirma <avisos@demo.example>" });
  const about = { person: row?.id ?? 0, about: "passwordChanged" } as const;
  await asWorker(async () => {
    await mailPerson({ mailer }, { ...about, at: new Date(Date.now() - 25 * 3_600_000) });
    await mailPerson({ mailer }, { ...about, at: new Date() });
  });
  await asOwner("UPDATE app_user SET language = 'es' WHERE username = 'maker1'");
  const [mail, ...more] = mailed();
  expect(more).toEqual([]);
  expect(mail?.subject).toBe(words("en")("entry.mail.changed.title"));
  expect(mail?.text).toContain("maker1");
});

test("known and unknown, right and wrong, active and inactive take the same time to ask", async () => {
  const kinds: Record<string, Partial<typeof right>> = {
    right: {},
    unknown: { usuario: "nadie" },
    wrong: { correo: "otra@demo.example" },
    inactive: { usuario: "inactivo1", correo: "inactivo1@demo.example" },
  };
  const before = () => asOwner("DELETE FROM attempt");
  const ask = (kind: string) => asking(kinds[kind] ?? {});
  const asked = { kinds: Object.keys(kinds), like: "right", ask, before, rounds: 25, noiseMs: 3 };
  expect(await apartInTime(asked)).toEqual([]);
});

test("claves that are lent are four of 256 words and six figures, each time others", () => {
  expect([temporaryWords.length, new Set(temporaryWords).size]).toEqual([256, 256]);
  expect(temporaryWords.filter((word) => !/^[a-z]{3,8}$/.test(word))).toEqual([]);
  const made = Array.from({ length: 200 }, temporaryPassword);
  expect(new Set(made).size).toBe(200);
  expect(made.filter((one) => one.length < 12 || lentIn(one) !== one)).toEqual([]);
});

test("what is no mail or too long is said beside its field", () => {
  const refused = (typed: object) => recoverySchema.safeParse({ ...right, ...typed }).success;
  expect(refused({})).toBe(true);
  for (const typed of [
    { correo: "nada" },
    { correo: "a@b c" },
    { correo: "a\u0000@b.example" },
    { correo: `${"x".repeat(250)}@demo.example` },
    { usuario: "" },
    { usuario: "x".repeat(61) },
    { nit: "9".repeat(31) },
    { nit: ["900512347-2"] },
    { otro: "x" },
  ])
    expect([typed, refused(typed)]).toEqual([typed, false]);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readCompany, readOperator, readOwn, runCompany, runOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { makeMailer } from "@/lib/gateways/mail";
import { readPulse } from "@/lib/home/shell";
import { answerMessage, writeMessage } from "@/lib/support/commands";
import { mailAnswer } from "@/lib/support/mail";
import { findInquiry, listInquiries, listOwnMessages } from "@/lib/support/queries";
import { answerSchema, writeSchema } from "@/lib/support/schema";
import { asOwner, asWorker, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { readMail } from "@/tests/support/mime";
import { attempt, connected, tenantOf } from "@/tests/support/roles";
import { startMailServer } from "@/tests/support/smtp";

// What people of companies write to the operator, and what comes back.

let inbox: Awaited<ReturnType<typeof startMailServer>>;
beforeAll(async () => {
  await demonstration();
  inbox = await startMailServer();
});
afterAll(() => inbox.stop());
beforeEach(async () => {
  inbox.mails.length = 0;
  await asOwner("DELETE FROM message");
  await asOwner("DELETE FROM graphile_worker._private_jobs");
});

const person = async (username: string): Promise<Caller> => ({
  ...(await signedIn(username)),
  company: null,
  product: null,
});
type Written = Partial<Record<"asunto" | "mensaje", string>>;
const write = async (username: string, more: Written = {}, company = "E1") =>
  runCompany({ ...(await person(username)), company }, "inquiry.write", (ctx) =>
    writeMessage(ctx, writeSchema.parse({ asunto: "Una pregunta", mensaje: "¿Cuándo?\nGracias", ...more })),
  );
const own = async (username: string, company = "E1") =>
  readCompany({ ...(await person(username)), company }, "inquiry.read", listOwnMessages);
const everything = { text: null, state: null, page: 1, size: 10 } as const;
const desk = async (more: Partial<Parameters<typeof listInquiries>[1]> = {}) =>
  readOperator(await person("oper1"), "message.read", (ctx) => listInquiries(ctx, { ...everything, ...more }));
const answer = async (id: string, respuesta = "Mañana.", by = "oper1") =>
  runOperator(await person(by), "message.answer", (ctx) =>
    answerMessage(ctx, answerSchema.parse({ mensaje: id, respuesta })),
  );
const trailOf = (tenant: string, event: string) =>
  asOwner<{ actor: string }>(
    "SELECT e.actor FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE t.code = $1 AND e.event = $2 AND e.result = 'done' ORDER BY e.id",
    [tenant, event],
  );

test("any active person of a company writes, sees their own and nobody else's, and the desk sees all with who wrote", async () => {
  await write("consulta1");
  await write("maker2", { asunto: "Otra pregunta" }, "E2");
  expect(await own("consulta1")).toMatchObject([{ subject: "Una pregunta", body: "¿Cuándo?\nGracias", answer: null }]);
  expect(await own("maker1")).toEqual([]);
  const { rows, total } = await desk();
  expect(total).toBe(2);
  expect(rows.map(({ code, person: who, subject }) => [code, who, subject])).toEqual([
    ["E1", "Claudia Rojas Niño", "Una pregunta"],
    ["E2", expect.stringMatching(/\w+ \w+/), "Otra pregunta"],
  ]);
  expect((await trailOf("E1", "message.sent")).map(({ actor }) => actor)).toEqual(["consulta1"]);
  expect((await trailOf("E2", "message.sent")).map(({ actor }) => actor)).toEqual(["maker2"]);
});

test("nobody writes for a company that is not theirs, nor the desk for one", async () => {
  expect(await outcomeOf(write("maker1", {}, "E2"))).toBe("NotFound");
  expect(await outcomeOf(write("oper1"))).toBe("NotFound");
  expect(await outcomeOf(write("oper1", {}, "OPERADOR"))).toBe("NotFound");
  expect((await desk()).total).toBe(0);
});

test("an answer is seen by who wrote, under the bell too, is in the company's trail, and its mail says nothing of it", async () => {
  await write("consulta1");
  const [{ id } = { id: "" }] = (await desk()).rows;
  await answer(id, "El lunes a las 9.");
  expect(await own("consulta1")).toMatchObject([{ answer: "El lunes a las 9.", answeredAt: expect.any(Date) }]);
  const { news } = await readOwn(await person("consulta1"), readPulse);
  expect(news).toContainEqual(
    expect.objectContaining({ about: "message", says: "messageAnswered", subject: "Una pregunta", isNew: true }),
  );
  const others = await readOwn(await person("maker1"), readPulse);
  expect(others.news.filter(({ about }) => about === "message")).toEqual([]);
  expect((await trailOf("E1", "message.answered")).map(({ actor }) => actor)).toEqual(["oper1"]);
  const [job] = await asOwner<{ payload: { tenant: number; message: string } }>(
    "SELECT payload FROM graphile_worker._private_jobs",
  );
  const mailer = makeMailer({ url: inbox.url, from: "Contrafirma <avisos@demo.example>" });
  await asWorker(() =>
    mailAnswer(
      { mailer, origin: "https://portal.example" },
      job?.payload.tenant ?? 0,
      BigInt(job?.payload.message ?? 0),
    ),
  );
  const [mail] = inbox.mails.map((raw) => readMail(raw));
  expect(mail?.to).toContain("consulta1@demo.example");
  expect(mail?.text).toContain("Una pregunta");
  expect(mail?.text).toContain("https://portal.example");
  expect(mail?.text).not.toContain("lunes");
});

test("who may not read or write them does neither, and the bell is silent for whoever may not read", async () => {
  await write("consulta1");
  const [{ id } = { id: "" }] = (await desk()).rows;
  await answer(id);
  const flag = (name: string) =>
    asOwner<{ profile_id: number; tenant_id: number }>(
      `DELETE FROM profile_permission f USING profile p WHERE p.id = f.profile_id AND p.name = 'Consulta' AND f.permission = $1
       RETURNING f.profile_id, f.tenant_id`,
      [name],
    );
  const back = (name: string, row?: { profile_id: number; tenant_id: number }) =>
    asOwner(
      "INSERT INTO profile_permission (tenant_id, profile_id, service, permission) VALUES ($1, $2, 'servicio.mensajes', $3)",
      [row?.tenant_id, row?.profile_id, name],
    );
  const [writes] = await flag("inquiry.write");
  expect(await outcomeOf(write("consulta1"))).toBe("access.notAllowed");
  expect(await own("consulta1")).toHaveLength(1);
  await back("inquiry.write", writes);
  const told = async () =>
    (await readOwn(await person("consulta1"), readPulse)).news.filter(({ about }) => about === "message");
  expect(await told()).toHaveLength(1);
  const [reads] = await flag("inquiry.read");
  expect(await outcomeOf(own("consulta1"))).toBe("access.notAllowed");
  expect(await told()).toEqual([]);
  await back("inquiry.read", reads);
});

test("nothing is mailed of a message that has no answer", async () => {
  await write("consulta1");
  const [{ id } = { id: "" }] = (await desk()).rows;
  const e1 = await connected("owner", (client) => tenantOf(client, "E1"));
  const mailer = makeMailer({ url: inbox.url, from: "Contrafirma <avisos@demo.example>" });
  await asWorker(() => mailAnswer({ mailer, origin: "https://portal.example" }, e1, BigInt(id)));
  expect(inbox.mails).toEqual([]);
});

test("a message is answered once: of two operators at once one is told so", async () => {
  await write("consulta1");
  const [{ id } = { id: "" }] = (await desk()).rows;
  const outcomes = await Promise.all([outcomeOf(answer(id)), outcomeOf(answer(id, "Otra cosa", "oper2"))]);
  expect(outcomes.sort()).toEqual(["ok", "support.answered"]);
  expect(await asOwner("SELECT 1 FROM graphile_worker._private_jobs")).toHaveLength(1);
  expect(await outcomeOf(answer("999999"))).toBe("NotFound");
});

test("only the desk answers, and reads what others wrote", async () => {
  await write("consulta1");
  const [{ id } = { id: "" }] = (await desk()).rows;
  expect(await outcomeOf(answer(id, "Yo mismo", "consulta1"))).toBe("access.notAllowed");
  const read = async (by: string) => readOperator(await person(by), "message.read", (ctx) => findInquiry(ctx, id));
  expect(await outcomeOf(read("maker1"))).toBe("access.notAllowed");
  expect(await read("oper2")).toMatchObject({ person: "Claudia Rojas Niño", username: "consulta1", code: "E1" });
});

test("behind the doors too a row is written by its own person and no operator, and answered by the desk alone", async () => {
  await write("consulta1");
  const [row] = await asOwner<{ tenant: number; membership: number; person: number; other: number }>(
    `SELECT m.tenant_id AS tenant, m.membership_id AS membership, w.user_id AS person, (SELECT id FROM app_user WHERE username = 'maker1') AS other
       FROM message m JOIN membership w ON w.id = m.membership_id`,
  );
  const { tenant = 0, membership = 0, person: writer = 0, other = 0 } = row ?? {};
  const as = (user: number, operator: "on" | "") =>
    `SELECT set_config('app.user', '${user}', true), set_config('app.operator', '${operator}', true)`;
  const added = `INSERT INTO message (tenant_id, membership_id, subject, body) VALUES (${tenant}, ${membership}, 'Una más', 'Una más')`;
  const answered = "UPDATE message SET answer = 'Una respuesta', answered_by = 1, answered_at = now()";
  await connected("app_web", async (web) => {
    expect((await attempt(web, tenant, as(writer, ""), added)).code).toBe("ok");
    expect((await attempt(web, tenant, as(other, ""), added)).code).toBe("42501");
    expect((await attempt(web, tenant, as(writer, "on"), added)).code).toBe("42501");
    expect((await attempt(web, tenant, as(writer, ""), answered)).rowCount).toBe(0);
    expect((await attempt(web, tenant, as(other, "on"), answered)).rowCount).toBe(1);
    const writers = ["SELECT * FROM message_writers((SELECT array_agg(id) FROM message))"] as const;
    expect((await attempt(web, tenant, as(writer, ""), ...writers)).rows).toEqual([]);
    expect((await attempt(web, tenant, as(other, "on"), ...writers)).rows).toMatchObject([{ username: "consulta1" }]);
  });
});

describe("the desk's list", () => {
  beforeEach(async () => {
    await write("consulta1", { asunto: "Cupo de tarjetas" });
    await write("maker1", { asunto: "Facturación de octubre" });
    await write("maker2", { asunto: "Límite al 100%" }, "E2");
    const [{ id } = { id: "" }] = (await desk({ text: "cupo" })).rows;
    await answer(id);
  });

  test("what waits comes first, the longest first; then what was answered", async () => {
    expect((await desk()).rows.map(({ subject }) => subject)).toEqual([
      "Facturación de octubre",
      "Límite al 100%",
      "Cupo de tarjetas",
    ]);
  });

  test.each([
    [{ text: "FACTURACION" }, ["Facturación de octubre"]],
    [{ text: "e2" }, ["Límite al 100%"]],
    [{ text: "100%" }, ["Límite al 100%"]],
    [{ text: "%" }, ["Límite al 100%"]],
    [{ text: "gracias", state: "respondidos" }, ["Cupo de tarjetas"]],
    [{ state: "esperan" }, ["Facturación de octubre", "Límite al 100%"]],
    [{ text: "nada así" }, []],
    [{ page: 2, size: 2 }, ["Cupo de tarjetas"]],
  ] as const)("%o", async (asked, found) => {
    expect((await desk(asked)).rows.map(({ subject }) => subject)).toEqual(found);
  });
});

test("twenty a day and no more, two at once included; the next day again", async () => {
  await asOwner(
    `INSERT INTO message (tenant_id, membership_id, subject, body) SELECT m.tenant_id, m.id, 'Una más', 'Una más' FROM generate_series(1, 19), membership m
       JOIN app_user u ON u.id = m.user_id WHERE u.username = 'consulta1'`,
  );
  const { second } = await runCompany(
    { ...(await person("consulta1")), company: "E1" },
    "inquiry.write",
    async (ctx) => {
      await writeMessage(ctx, { asunto: "La última", mensaje: "La última" });
      const waits = outcomeOf(write("consulta1"));
      await expect
        .poll(() =>
          asOwner(
            "SELECT 1 FROM pg_locks JOIN pg_database d ON d.oid = database WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted",
          ),
        )
        .toHaveLength(1);
      return { second: waits };
    },
  );
  expect(await second).toBe("support.tooMany");
  await asOwner("ALTER TABLE message DISABLE TRIGGER USER");
  await asOwner("UPDATE message SET sent_at = sent_at - interval '25 hours'");
  await asOwner("ALTER TABLE message ENABLE TRIGGER USER");
  expect(await outcomeOf(write("consulta1"))).toBe("ok");
});

test.each([
  [{ asunto: "ab" }],
  [{ asunto: " " }],
  [{ asunto: "x".repeat(121) }],
  [{ asunto: "a\nb c" }],
  [{ asunto: "a\u202eb c" }],
  [{ mensaje: "" }],
  [{ mensaje: "a\0b c" }],
  [{ mensaje: "x".repeat(4_001) }],
])("%o does not pass the form", (more) => {
  const right = { asunto: "Una pregunta", mensaje: "Una pregunta" };
  expect(writeSchema.safeParse({ ...right, ...more }).success).toBe(false);
  expect(writeSchema.safeParse(right).success).toBe(true);
});

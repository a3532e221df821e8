import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { signIn } from "@/lib/auth/commands";
import { payOrder } from "@/lib/batches/payment";
import { secretsConfig } from "@/lib/config";
import { DomainError, NotFound } from "@/lib/errors";
import { log } from "@/lib/log";
import { checkPaymentCode, requestPaymentCode } from "@/lib/orders/commands";
import { payOrderSchema } from "@/lib/orders/schema";
import { unseal } from "@/lib/secrets";
import { action, arrive, download, openAction, page } from "@/lib/web/doors";
import { capturedLog } from "@/tests/inside/log-lines";
import { asOwner, demonstration, orderedBatch } from "@/tests/support/make";

// The doors on the database; only what Next hands them of a request is put in its place.

const request = vi.hoisted(() => ({ headers: new Headers(), secret: "" }));
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => (request.secret ? { value: request.secret } : undefined) }),
}));

const clave = "lluvia-sobre-el-paramo-7";
const { secretsKeys } = secretsConfig();
const captured = capturedLog();
const place = { params: Promise.resolve({ company: "E1", product: "P1" }), searchParams: Promise.resolve({}) };

beforeAll(demonstration);
beforeEach(() => {
  captured.clear();
});

/** The next request comes from this person's browser, under an id of its own. */
async function from(username: string | null): Promise<string> {
  const requestId = randomUUID();
  const caller = { token: null, company: null, product: null, address: "203.0.113.7", requestId };
  request.secret = username ? (await signIn(caller, { usuario: username, clave }, "test")).secret : "";
  request.headers = new Headers({ origin: "http://localhost:3000", "x-contrafirma-request": requestId });
  captured.clear();
  return requestId;
}

function form(fields: Record<string, string>): FormData {
  const made = new FormData();
  for (const [name, value] of Object.entries({ empresa: "E1", producto: "P1", ...fields })) made.append(name, value);
  return made;
}

const trailOf = (requestId: string) =>
  asOwner("SELECT event, subject, result FROM audit_event WHERE request_id = $1 ORDER BY id", [requestId]);
/** The lines that end a request, without what every line has. */
const ends = () =>
  captured
    .lines()
    .filter(({ msg }) => msg === "request")
    .map(({ level, time, process, msg, durationMs, ...rest }) => rest);

describe("what is secret stays out", () => {
  test.each(["clave", "codigo", "password", "token", "secret", "sealedCode", "cookie", "document", "documentNumber"])(
    "%s, at every depth, in lists and beside an error",
    (name) => {
      const error = Object.assign(new Error("broke"), { [name]: "no-debe-verse", meta: { [name]: "no-debe-verse" } });
      const held = { [name]: "no-debe-verse", kept: "se ve" };
      log.warn({ ...held, a: held, b: { c: held, list: [held] }, err: error }, "held");
      expect(captured.text()).not.toContain("no-debe-verse");
      expect(captured.lines()).toMatchObject([{ kept: "se ve", a: { kept: "se ve" }, b: { c: { kept: "se ve" } } }]);
    },
  );

  test("a query that broke is told without the values it carried", async () => {
    await from("maker1");
    const typed = { reference: "no-debe-verse", attempt: "no-debe-verse" } as unknown as { reference: string };
    const broken = download({ asks: "batch.read" }, async ({ tx }) => {
      await tx.payment.findMany({ where: typed });
      return new Response();
    });
    expect((await broken(new Request("http://localhost:3000/api/x"), place)).status).toBe(500);
    expect(captured.text()).toContain("Invalid value provided. Expected IntFilter or Int, provided String.");
    expect(captured.text()).not.toContain("no-debe-verse");
  });
});

test("a login and a payment, with all that was typed: none of it is in the log, and each door ends in one line", async () => {
  const login = openAction(
    { asks: "public", input: z.strictObject({ usuario: z.string(), clave: z.string() }) },
    async (caller, typed) => {
      request.secret = (await signIn(caller, typed, "test")).secret;
      return {};
    },
  );
  const ask = action(
    { asks: "order.annul", input: z.strictObject({ orden: z.string() }), confirm: true },
    async (ctx, input) => {
      await requestPaymentCode(ctx, input, secretsKeys);
      return {};
    },
  );
  const pay = action(
    {
      asks: "order.pay",
      input: payOrderSchema,
      confirm: true,
      before: (ctx, typed) => checkPaymentCode(ctx, typed, secretsKeys),
    },
    async (ctx, typed) => {
      await payOrder(ctx, typed);
      return {};
    },
  );
  const { order } = await orderedBatch(3);
  const logins = await from(null);
  expect(await login(null, form({ usuario: "pagador1", clave: "no-es-la-clave-12" }))).toMatchObject({ ok: false });
  expect(await login(null, form({ usuario: "pagador1", clave }))).toMatchObject({ ok: true });
  expect(await ask(null, form({ orden: order, clave }))).toMatchObject({ ok: true });
  const [job] = await asOwner<{ payload: { sealedCode: string; confirmation: string } }>(
    "SELECT payload FROM graphile_worker._private_jobs WHERE payload ->> 'sealedCode' IS NOT NULL ORDER BY id DESC LIMIT 1",
  );
  const codigo = unseal(secretsKeys, job?.payload.sealedCode ?? "", {
    purpose: "mail-code",
    owner: job?.payload.confirmation ?? "",
  });
  const typed = { orden: order, confirmacion: job?.payload.confirmation ?? "" };
  expect(await pay(null, form({ ...typed, codigo: codigo === "000000" ? "000001" : "000000" }))).toMatchObject({
    ok: false,
  });
  expect(await pay(null, form({ ...typed, codigo }))).toMatchObject({ ok: true });
  expect(await pay(null, form({ ...typed, codigo: "12" }))).toMatchObject({ ok: false });
  const named = (asks: string, outcome: string) => ({ requestId: logins, kind: "action", asks, outcome });
  expect(ends()).toEqual([
    named("public", "access.credentials"),
    named("public", "done"),
    named("order.annul", "done"),
    named("order.pay", "confirm.wrongCode"),
    named("order.pay", "done"),
    named("order.pay", "form.fields"),
  ]);
  const people = await asOwner<{ document: string; name: string }>("SELECT document, name FROM app_user");
  const said = captured.text();
  for (const secret of [clave, "no-es-la-clave-12", codigo, request.secret, job?.payload.sealedCode ?? "", "pagador1"])
    expect(said).not.toContain(secret);
  for (const { document, name } of people)
    for (const personal of [document, name]) expect(said).not.toContain(personal);
});

describe("one id per request", () => {
  test("in the log, in the trail and in the refusal", async () => {
    const requestId = await from("consulta1");
    const signing = action({ asks: "batch.sign", input: z.strictObject({}) }, async () => arrive("/"));
    expect(await signing(null, form({}))).toMatchObject({ ok: false });
    expect(ends()).toEqual([{ requestId, kind: "action", asks: "batch.sign", outcome: "access.notAllowed" }]);
    expect(await trailOf(requestId)).toContainEqual({
      event: "batch.sign",
      subject: "access.notAllowed",
      result: "refused",
    });
  });

  test("also where Next gave none: the trail and the log have the same", async () => {
    await from("consulta1");
    request.headers.delete("x-contrafirma-request");
    const signing = action({ asks: "batch.sign", input: z.strictObject({}) }, async () => arrive("/"));
    await signing(null, form({}));
    const [line] = ends();
    expect(await trailOf(String(line?.requestId))).toHaveLength(1);
  });

  test("what failed: on the page, in the form and in the file's answer stands the id that the log has", async () => {
    const breaks = async () => {
      throw new Error("broke");
    };
    const requestId = await from("maker1");
    const broken = page({ asks: "batch.read" }, breaks);
    expect(await broken(place).catch((error: unknown) => error)).toMatchObject({ message: "broke", digest: requestId });
    const form_ = action({ asks: "batch.delete", input: z.strictObject({}) }, breaks);
    expect(await form_(null, form({}))).toMatchObject({ ok: false, reference: requestId });
    const file = download({ asks: "batch.read" }, breaks);
    const answer = await file(new Request("http://localhost:3000/api/x"), place);
    expect(await answer.json()).toMatchObject({ reference: requestId });
    expect(ends().map(({ requestId: id, outcome, status }) => [id, outcome, status])).toEqual([
      [requestId, "failed", undefined],
      [requestId, "failed", undefined],
      [requestId, "failed", 500],
    ]);
    expect(captured.lines().every((line) => line.requestId === requestId)).toBe(true);
  });

  test("a line written deep inside carries it without being told", async () => {
    const requestId = await from("maker1");
    const deep = page({ asks: "batch.read" }, async () => {
      await Promise.resolve();
      log.info("deep inside");
      return null;
    });
    await deep(place);
    expect(captured.lines()[0]).toMatchObject({ msg: "deep inside", requestId, kind: "page", asks: "batch.read" });
    log.info("outside");
    expect(captured.lines().at(-1)).not.toHaveProperty("requestId");
  });
});

test("what is not there, what is not theirs and who is nobody end as such", async () => {
  const outcomes = async (username: string | null, work: () => Promise<null>) => {
    await from(username);
    await page({ asks: "batch.read" }, work)(place).catch(() => undefined);
    return ends().map(({ outcome }) => outcome);
  };
  expect(await outcomes(null, async () => null)).toEqual(["access.sessionEnded"]);
  expect(await outcomes("maker1", async () => Promise.reject(new NotFound()))).toEqual(["access.notFound"]);
  expect(await outcomes("maker1", async () => Promise.reject(new DomainError("order.stateChanged")))).toEqual([
    "order.stateChanged",
  ]);
  expect(await outcomes("maker1", async () => null)).toEqual(["done"]);
});

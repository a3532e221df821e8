import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { type Operation, type OperationName, operations } from "@/lib/app/contract";
import { keepPreferences, secretHash } from "@/lib/auth/commands";
import { refusals as refusalsEn } from "@/lib/messages/en/refusals";
import { refusals } from "@/lib/messages/es/refusals";
import { type Asked, ask, bearerOf, openChannel, shutChannel } from "@/tests/app/calling";
import { clave } from "@/tests/support/login";
import { asOwner, confirmedBatch, demonstration, orderedBatch, prepare, signedIn } from "@/tests/support/make";

// Every door of the App as every kind of caller, and what it does for who may come in. Each answer is held against the document.

vi.mock("next/headers", async () => (await import("@/tests/app/brought")).nextHeaders);

const visto = "0".repeat(64);
const motivo = "Por la prueba de la aplicación";
/** Well-formed, about things that are not there. */
const asked: Record<string, Asked> = {
  prepareSignature: { body: { lotes: ["L-2026-999999"], proceso: "lote" } },
  sign: { body: { visto, clave } },
  reject: { body: { version: 1, motivo, clave } },
};
const nowhere = {
  lot: "L-2026-999999",
  order: "OS-2026-999999",
  confirmation: "00000000-0000-4000-8000-000000000000",
};
const every = Object.entries(operations) as [OperationName, Operation][];
const guarded = every.filter(([, { asks }]) => asks !== "public");
const ofProduct = guarded.filter(([, { asks }]) => asks !== "self");

/** Who may, and who may everywhere but in the App. */
const holderOf = (asks: string) => (asks === "balance.read" ? "cm1" : "firma1");
const lackerOf = (asks: string) => (asks === "balance.read" ? "auditor1" : "maker1");

beforeAll(async () => {
  await demonstration();
  await openChannel("Cuenta maestra", "APP");
});
beforeEach(async () => {
  await asOwner("DELETE FROM attempt");
});

describe.each(guarded)("%s", (name, { asks }) => {
  const go = (more: Asked) => ask(name, { ...asked[name], ...more, place: { ...nowhere, ...more.place } });

  test("nobody, a portal's cookie, and a bearer that is over", async () => {
    expect(await go({})).toMatchObject({ status: 401, code: "app.signedOut" });
    expect((await go({})).headers.get("www-authenticate")).toBe("Bearer");
    const portal = await signedIn(holderOf(asks));
    expect((await go({ cookie: Buffer.from(portal.token ?? []).toString("base64url") })).status).toBe(401);
    const bearer = await bearerOf(holderOf(asks));
    await asOwner(
      "UPDATE session SET created_at = created_at - interval '15 minutes', expires_at = expires_at - interval '15 minutes' WHERE token_hash = $1",
      [secretHash(bearer, "APP")],
    );
    expect((await go({ bearer })).status).toBe(401);
  });

  test("who is made inactive is out at the next request", async () => {
    const bearer = await bearerOf("firma3");
    await asOwner("UPDATE app_user SET status = 'INACTIVE' WHERE username = 'firma3'");
    expect((await go({ bearer })).status).toBe(401);
    await asOwner("UPDATE app_user SET status = 'ACTIVE' WHERE username = 'firma3'");
  });
});

describe.each(ofProduct)("%s on a product", (name, { asks }) => {
  const go = (bearer: string, place: Record<string, string> = {}) =>
    ask(name, { ...asked[name], bearer, place: { ...nowhere, ...place } });
  const happened = (username: string) =>
    asOwner("SELECT 1 FROM audit_event WHERE actor = $1 AND event = $2 AND subject = 'access.notAllowed'", [
      username,
      asks,
    ]);

  test("who may comes in; who may only elsewhere does not, and the trail has it", async () => {
    const may = await go(await bearerOf(holderOf(asks)));
    expect([200, 404, 409], JSON.stringify(may.body)).toContain(may.status);
    expect(may.code).not.toBe("access.notAllowed");
    const before = await happened(lackerOf(asks));
    expect(await go(await bearerOf(lackerOf(asks)))).toMatchObject({ status: 403, code: "access.notAllowed" });
    expect((await happened(lackerOf(asks))).length).toBe(before.length + 1);
  });

  test("the same person loses it with the channel, at the next request", async () => {
    const bearer = await bearerOf(holderOf(asks));
    const profile = asks === "balance.read" ? "Cuenta maestra" : "Autorización";
    await shutChannel(profile, "APP");
    expect((await go(bearer)).code).toBe("access.notAllowed");
    await openChannel(profile, "APP");
    expect((await go(bearer)).code).not.toBe("access.notAllowed");
  });

  test("beyond their company and their products there is nothing", async () => {
    const bearer = await bearerOf(holderOf(asks));
    const [inE2, strange, other] = [
      await go(bearer, { company: "E2", product: "P9" }),
      await go(bearer, { company: "E1", product: "P9" }),
      await go(bearer, { company: "%00'", product: "P1" }),
    ];
    for (const { status, code } of [inE2, strange, other]) expect([status, code]).toEqual([404, "access.notFound"]);
  });

  test("what no address or body of it carries is not there, or refused by its name", async () => {
    const bearer = await bearerOf(holderOf(asks));
    const to = (more: Asked) => ask(name, { ...asked[name], bearer, ...more, place: { ...nowhere, ...more.place } });
    expect(await to({ query: "?nada=1" })).toMatchObject({ status: 400, code: "app.field" });
    for (const part of Object.keys(nowhere))
      if (operations[name].path.includes(`{${part}}`))
        for (const odd of ["%00", "'", "x".repeat(2_000)]) {
          const { status } = await to({ place: { [part]: odd } });
          expect([name, part, status]).toEqual([name, part, 404]);
        }
    if ("input" in operations[name])
      expect(await to({ body: { ...(asked[name]?.body as object), de: 1 } })).toMatchObject({
        status: 400,
        code: "app.field",
      });
  });
});

type Signable = { lotes: { numero: string; totalCentavos: string; firmas: number }[] };
type Statement = { confirmacion: string; visto: string; total: { totalCentavos: string } };

describe("what it does", () => {
  test("rights are those of this channel, and products those of this person", async () => {
    const { body } = await ask<{ empresas: { codigo: string; acciones: string[]; productos: object[] }[] }>(
      "readRights",
      { bearer: await bearerOf("firma1") },
    );
    expect(body.empresas).toMatchObject([{ codigo: "E1", productos: [{ codigo: "P1" }, { codigo: "P2" }] }]);
    expect(body.empresas[0]?.acciones).toEqual(["batch.read", "batch.reject", "batch.sign", "order.read"]);
    const none = await ask<typeof body>("readRights", { bearer: await bearerOf("maker1") });
    expect(none.body.empresas).toMatchObject([{ acciones: [], productos: [] }]);
  });

  test("a lot is found waiting, read, calculated and signed by two; the statement serves once", async () => {
    const lot = await confirmedBatch(3);
    const [one, two] = [await bearerOf("firma1"), await bearerOf("firma2")];
    const { body: waiting } = await ask<{ total: number; productos: { lotes: number }[] }>("listWaiting", {
      bearer: one,
    });
    expect(waiting).toMatchObject({ total: 1, productos: [{ empresa: "E1", producto: "P1", lotes: 1, primero: lot }] });
    const { body: facts } = await ask("readLot", { bearer: one, place: { lot } });
    expect(facts).toMatchObject({ numero: lot, estado: "CONFIRMED", lineas: 3, firmas: [], firmasRequeridas: 2 });
    const { body: lines } = await ask<{ total: number; lineas: object[] }>("listLines", {
      bearer: one,
      place: { lot },
      query: "?pagina=1&ver=10",
    });
    expect([lines.total, lines.lineas.length]).toEqual([3, 3]);
    const toSign = async (bearer: string) => (await ask<Signable>("listToSign", { bearer })).body.lotes;
    expect(await toSign(one)).toMatchObject([{ numero: lot, firmas: 0, totalCentavos: facts.totalCentavos }]);

    const signWith = async (bearer: string, more: object = {}) => {
      const { status, body } = await ask<Statement>("prepareSignature", {
        bearer,
        body: { lotes: [lot], proceso: "lote" },
      });
      expect([status, body.total.totalCentavos]).toEqual([201, facts.totalCentavos]);
      const place = { confirmation: body.confirmacion };
      return { place, signed: () => ask("sign", { bearer, place, body: { visto: body.visto, clave, ...more } }) };
    };
    for (const [code, more] of [
      ["confirm.wrongPassword", { clave: "no-es-la-clave-12" }],
      ["confirm.changed", { visto }],
      ["app.field", { clave: undefined }],
    ] as const)
      expect((await (await signWith(one, more)).signed()).code).toBe(code);
    const first = await signWith(one);
    expect((await first.signed()).body).toEqual({ ordenes: [], lotes: [{ numero: lot, estado: "PARTLY_SIGNED" }] });
    expect(await first.signed()).toMatchObject({ status: 409, code: "confirm.used" });
    expect(await toSign(one)).toEqual([]);
    const anothers = await signWith(two);
    expect((await ask("sign", { bearer: one, place: anothers.place, body: { visto, clave } })).code).toBe(
      "confirm.expired",
    );
    const { body } = await anothers.signed();
    expect(body).toMatchObject({ ordenes: [expect.stringMatching(/^OS-/)], lotes: [{ estado: "AUTHORIZED" }] });
    const order = String((body.ordenes as string[])[0]);
    const { body: paper } = await ask("readOrder", { bearer: one, place: { order } });
    expect(paper).toMatchObject({ numero: order, estado: "AUTHORIZED", lotes: [{ numero: lot, firmas: [{}, {}] }] });
    const { body: orders } = await ask<{ ordenes: object[] }>("listOrders", {
      bearer: one,
      query: "?estado=AUTHORIZED&ver=10",
    });
    expect(orders.ordenes[0]).toMatchObject({ numero: order, lotes: 1 });
    expect((await ask("readLot", { bearer: one, place: { lot } })).body).toMatchObject({ orden: order });
  });

  test("what waits for something else than a signature is not told", async () => {
    await orderedBatch(2);
    const pays = (statement: string) =>
      asOwner(`${statement} WHERE name = 'Autorización' AND tenant_id = (SELECT id FROM tenant WHERE code = 'E1')`);
    await pays(
      "INSERT INTO profile_permission (tenant_id, profile_id, service, permission) SELECT tenant_id, id, 'ordenes.pago', unnest(ARRAY['order.pay', 'APP']) FROM profile",
    );
    expect((await ask("listWaiting", { bearer: await bearerOf("firma1") })).body).toEqual({ total: 0, productos: [] });
  });

  test("a statement of one channel signs nothing in the other", async () => {
    const lot = await confirmedBatch(2);
    const portal = await prepare(await signedIn("firma1"), [lot]);
    const bearer = await bearerOf("firma1");
    const inPortal = await ask("sign", { bearer, place: { confirmation: portal }, body: { visto, clave } });
    expect(inPortal).toMatchObject({ status: 409, code: "confirm.expired" });
    const { body } = await ask<Statement>("prepareSignature", { bearer, body: { lotes: [lot], proceso: "lote" } });
    const [row] = await asOwner<{ purpose: string }>("SELECT purpose FROM confirmation WHERE id = $1::uuid", [
      body.confirmacion,
    ]);
    expect(row?.purpose).toBe("batch.signInApp");
  });

  test("a lot is rejected with a reason and the clave, as it was read", async () => {
    const lot = await confirmedBatch(2);
    const bearer = await bearerOf("firma1");
    const { body } = await ask<{ version: number }>("readLot", { bearer, place: { lot } });
    const reject = (more: object) =>
      ask("reject", { bearer, place: { lot }, body: { version: body.version, motivo, clave, ...more } });
    expect((await reject({ version: body.version + 1 })).code).toBe("confirm.changed");
    expect((await reject({ clave: "no-es-la-clave-12" })).code).toBe("confirm.wrongPassword");
    expect((await reject({ motivo: "no" })).code).toBe("app.field");
    expect((await reject({})).body).toEqual({ numero: lot, estado: "REJECTED" });
    expect(await reject({})).toMatchObject({ status: 409, code: "batch.stateChanged" });
  });

  test("a balance as the portal has it, with its days", async () => {
    const { body } = await ask<{ saldoCentavos: string; dias: object[] }>("readBalance", {
      bearer: await bearerOf("cm1"),
    });
    const [row] = await asOwner<{ cents: string }>(
      "SELECT a.balance_cents AS cents FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P1' AND a.kind = 'MASTER'",
    );
    expect([body.saldoCentavos, body.dias.length]).toEqual([row?.cents, 90]);
  });

  test("orders of a page, by their days", async () => {
    const { order } = await orderedBatch(2);
    const bearer = await bearerOf("firma1");
    const listed = async (query: string) =>
      (await ask<{ total: number; ordenes: { numero: string }[] }>("listOrders", { bearer, query })).body;
    expect((await listed("")).ordenes[0]?.numero).toBe(order);
    expect((await listed("?desde=2100-01-01")).total).toBe(0);
    expect(await ask("listOrders", { bearer, query: "?desde=0000-00-00" })).toMatchObject({ code: "app.field" });
    expect(await ask("listOrders", { bearer, query: "?ver=10&ver=25" })).toMatchObject({ code: "app.field" });
  });
});

describe("how it refuses", () => {
  test("in the person's language; in the device's while nobody is known", async () => {
    await keepPreferences(await signedIn("firma2"), { idioma: "en" });
    const place = nowhere;
    const said = async (more: Asked) =>
      (await ask<{ error: { message: string } }>("readLot", { place, ...more })).body.error.message;
    const headers = { "accept-language": "es" };
    expect(await said({ bearer: await bearerOf("firma2"), headers })).toBe(refusalsEn.access.notFound);
    expect(await said({ bearer: await bearerOf("firma1"), headers: { "accept-language": "en" } })).toBe(
      refusals.access.notFound,
    );
    expect(await said({ headers: { "accept-language": "en" } })).toBe(refusalsEn.app.signedOut);
    expect(await said({})).toBe(refusals.app.signedOut);
    await keepPreferences(await signedIn("firma2"), { idioma: "es" });
  });

  test("a suspended company by its name", async () => {
    const bearer = await bearerOf("firma1");
    const stands = (to: string) => asOwner(`UPDATE company SET ${to} WHERE tax_id = '900512347-2'`);
    await stands("status = 'SUSPENDED', suspended_at = now(), suspend_reason = 'Lo pide su junta'");
    expect(await ask("listOrders", { bearer })).toMatchObject({ status: 403, code: "access.suspended" });
    await stands("status = 'ACTIVE', suspended_at = NULL, suspend_reason = NULL");
  });

  test("five wrong claves end the session, and the next waits", async () => {
    const bearer = await bearerOf("firma1");
    const press = (by: string) =>
      ask("sign", { bearer: by, place: nowhere, body: { visto, clave: "no-es-la-clave-12" } });
    for (let tries = 0; tries < 4; tries += 1) expect((await press(bearer)).status).toBe(403);
    expect(await press(bearer)).toMatchObject({ status: 401, code: "access.triesEndedSession" });
    expect((await press(bearer)).code).toBe("app.signedOut");
    const { status, headers } = await press(await bearerOf("firma1"));
    expect([status, headers.get("retry-after")]).toEqual([429, "60"]);
  });

  test("nobody's clave is tried who may not do it", async () => {
    const bearer = await bearerOf("maker1");
    expect((await ask("sign", { bearer, place: nowhere, body: { visto, clave: "no-es-la-clave-12" } })).status).toBe(
      403,
    );
    expect(await asOwner("SELECT 1 FROM attempt")).toEqual([]);
  });

  test("a fault of ours without a word of it", async () => {
    const bearer = await bearerOf("cm1");
    await asOwner("ALTER TABLE master_movement RENAME TO master_movement_away");
    const { status, code, body } = await ask("readBalance", { bearer });
    await asOwner("ALTER TABLE master_movement_away RENAME TO master_movement");
    expect([status, code, JSON.stringify(body).includes("master_movement")]).toEqual([500, "app.failed", false]);
  });
});

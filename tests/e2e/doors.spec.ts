import { randomUUID } from "node:crypto";
import type { APIRequestContext, Browser } from "@playwright/test";
import { base, type Operation, operations } from "@/lib/app/contract";
import { isOfBrokers } from "@/lib/catalog";
import { refusals } from "@/lib/messages/es/refusals";
import { expect, test } from "@/tests/e2e/fixture";
import { atDesk, foreignTo, holderOf, lackersOf, mayDo, mineOf, type Where } from "@/tests/support/door-callers";
import { actionAsks, confirmacion, inputs, lote, orden, placeAsks } from "@/tests/support/door-list";
import { type Action, builtActions, builtAppDoors, builtPlaces, type Place } from "@/tests/support/doors";
import { comeIn, signIn } from "@/tests/support/login";
import { asOwner } from "@/tests/support/running";

// The build's own lists of actions, pages and handlers, each tried as every kind of caller.

const actions = builtActions();
const places = builtPlaces();
const guarded = (door: { asks: string }) => !["public", "self", "entry"].includes(door.asks);
/** Who the trail says was refused this permission since an event of it. */
async function refusedSince(event: string, asks: string): Promise<string[]> {
  const rows = await asOwner<{ actor: string }>(
    "SELECT DISTINCT actor FROM audit_event WHERE id > $1 AND event = $2 AND subject = 'access.notAllowed' AND result = 'refused'",
    [event, asks],
  );
  return rows.map((row) => row.actor).sort();
}
const lastEvent = async () =>
  (await asOwner<{ id: string }>("SELECT coalesce(max(id), 0) AS id FROM audit_event"))[0]?.id ?? "0";

test("nothing answers that no declaration made", () => {
  expect([...actions, ...places].filter((door) => door.asks === "undeclared").map((door) => door.file)).toEqual([]);
  expect(actions.map((action) => action.name).sort()).toEqual(Object.keys(inputs).sort());
  expect(places.length).toBeGreaterThan(10);
});

test("the App's doors are those of its contract, and without a bearer nobody at each, with a portal's cookie too", async ({
  browser,
}) => {
  const contract = Object.entries<Operation>(operations);
  const said = contract.map(([operation, { method, path }]) => ({ address: `${base}${path}`, method, operation }));
  const named = (door: { operation: string }) => door.operation;
  const sorted = <Door extends { operation: string }>(doors: Door[]) =>
    doors.toSorted((one, other) => named(one).localeCompare(named(other)));
  expect(sorted(builtAppDoors())).toEqual(sorted(said));
  for (const usuario of [null, "firma1"]) {
    const request = await as(browser, usuario);
    for (const { address, method, operation } of said) {
      const at = address
        .replace("{company}", "E1")
        .replace("{product}", "P1")
        .replace(/\{\w+\}/g, "x");
      const response = await request.fetch(at, { method, maxRedirects: 0 });
      const about = `${operation} as ${usuario}`;
      expect(response.status(), about).toBe(operation === "openSession" ? 400 : 401);
      expect((await response.json()).error.code, about).toBe(
        operation === "openSession" ? "app.notJson" : "app.signedOut",
      );
      expect(response.headers()["cache-control"], about).toBe("no-store");
      expect(response.headers()["content-security-policy"], about).toContain("default-src 'none'");
    }
  }
  const document = await (await as(browser, null)).get(`${base}/openapi.json`);
  expect([document.status(), (await document.json()).openapi]).toEqual([200, "3.1.0"]);
});

test("every door asks for the permission that is written here", () => {
  const asked = (doors: [string, string][]) => Object.fromEntries(doors.sort(([a], [b]) => (a < b ? -1 : 1)));
  expect(asked(actions.map(({ name, asks }) => [name, asks]))).toEqual(actionAsks);
  expect(asked(places.filter(guarded).map(({ address, asks }) => [address, asks]))).toEqual(placeAsks);
});

const sessions = new Map<string, Promise<APIRequestContext>>();

/** The requests of a person's own browser, signed in once. */
function as(browser: Browser, usuario: string | null): Promise<APIRequestContext> {
  const known = sessions.get(usuario ?? "") ?? cameIn(browser, usuario);
  sessions.set(usuario ?? "", known);
  return known;
}

async function cameIn(browser: Browser, usuario: string | null): Promise<APIRequestContext> {
  const context = await browser.newContext();
  if (usuario !== null) await comeIn(await context.newPage(), usuario);
  return context.request;
}

/** The same for each, all at once: they are different requests. */
const forEach = <Thing>(things: readonly Thing[], asks: (thing: Thing) => Promise<void>) =>
  Promise.all(things.map(asks));

/** Posts an action as React's client does: two arguments, the second a form. */
async function post(
  request: APIRequestContext,
  action: Action,
  place: Where,
  headers: Record<string, string> = {},
  withoutOrigin = false,
): Promise<{ status: number; text: string }> {
  const fields = { ...inputs[action.name], ...place };
  const multipart = new FormData();
  for (const [name, value] of Object.entries(fields)) multipart.append(`_1_${name}`, value);
  multipart.append("0", '[null,"$K1"]');
  const response = await request.post("/ingresar", {
    headers: {
      "Next-Action": action.id,
      Accept: "text/x-component",
      ...(withoutOrigin ? {} : { Origin: process.env.PORTAL_URL ?? "", ...headers }),
    },
    multipart,
    maxRedirects: 0,
  });
  return { status: response.status(), text: await response.text() };
}

/** A door of a company that its query names, not its path; and none of the operator's desk. */
const ofHouse = ({ address, asks }: Place) => guarded({ asks }) && !atDesk(asks) && !address.includes("[company]");
const withQuery = (address: string, query: string) =>
  query === "" ? address : `${address}${address.includes("?") ? query.replace("?", "&") : query}`;

const addressOf = (place: Place, where: Where) =>
  withQuery(pathOf(place, where), ofHouse(place) ? `?empresa=${where.empresa}` : "");

const pathOf = ({ address }: Place, { empresa, producto }: Where) =>
  address
    .replace("[company]", empresa)
    .replace("[tenant]", empresa)
    .replace("[product]", producto)
    .replace("[lot]", lote)
    .replace("[order]", orden)
    .replace("[reference]", "9999999999")
    .replace("[message]", "999999")
    .replace("[confirmation]", confirmacion)
    .replace(/\[\w+\]/g, "999999");

test.describe("actions", () => {
  // Each press of an operator's verb is a wrong token; so many doors in a row would end their session.
  test.beforeEach(() => asOwner("DELETE FROM attempt"));
  for (const action of actions.filter(guarded)) {
    test(`${action.name} (${action.asks})`, async ({ browser }) => {
      const asks = actionAsks[action.name] ?? "";
      const holder = holderOf(asks);
      const before = await lastEvent();
      await forEach(mayDo(asks), async ({ usuario, may, outside }) => {
        const { status, text } = await post(await as(browser, usuario), action, mineOf(asks));
        expect(status, usuario).toBeLessThan(500);
        expect(text, usuario).not.toContain(refusals.access.sessionEnded);
        if (may) expect(text, usuario).not.toContain(refusals.access.notAllowed);
        else expect(text, usuario).toContain(outside ? refusals.access.notFound : refusals.access.notAllowed);
      });
      expect(await refusedSince(before, asks)).toEqual(lackersOf(asks).sort());
      const refused = async (
        usuario: string | null,
        place: Where,
        sentence: string,
        headers?: Record<string, string>,
      ) => {
        const { status, text } = await post(await as(browser, usuario), action, place, headers);
        expect(text, `${usuario} at ${place.empresa}/${place.producto}`).toContain(sentence);
        expect(status).toBeLessThan(500);
      };
      const mine = mineOf(asks);
      await refused(null, mine, refusals.access.sessionEnded);
      const nowhere: [string, Where][] = [[holder, { empresa: "NADA", producto: "" }]];
      await forEach(atDesk(asks) ? nowhere : foreignTo(asks, holder), ([usuario, place]) =>
        refused(usuario, place, refusals.access.notFound),
      );
      await refused(holder, mine, refusals.access.foreignOrigin, { Origin: "http://evil.example" });
      await refused(holder, mine, refusals.access.foreignOrigin, { "Sec-Fetch-Site": "cross-site" });
    });
  }

  test("without an Origin nothing is done, nor with JSON where a form belongs", async ({ browser }) => {
    const holder = await as(browser, "maker1");
    const mine = mineOf("any");
    for (const action of actions) {
      for (const origin of [undefined, "", "null"]) {
        const { status, text } = await post(holder, action, mine, { Origin: origin ?? "" }, origin === undefined);
        expect(status, `${action.name} with Origin ${origin}`).toBeLessThan(500);
        expect(text, `${action.name} with Origin ${origin}`).toContain(refusals.access.foreignOrigin);
      }
      const json = await holder.post("/ingresar", {
        headers: {
          "Next-Action": action.id,
          Accept: "text/x-component",
          Origin: process.env.PORTAL_URL ?? "",
          "Content-Type": "text/plain;charset=UTF-8",
        },
        data: '[null,{"lote":{"not":"x"}}]',
      });
      expect(json.status()).toBeLessThan(500);
      expect(await json.text()).toContain(refusals.access.malformed);
    }
  });
});

test("the address in the trail is the connection's, whatever X-Forwarded-For says", async ({ browser }) => {
  const login = actions.find((action) => action.name === "signInAction");
  if (!login) throw new Error("The build has no login action");
  const before = await lastEvent();
  await post(await as(browser, null), login, mineOf("any"), { "X-Forwarded-For": "203.0.113.9" });
  const rows = await asOwner<{ address: string }>(
    "SELECT address FROM audit_event WHERE id > $1 AND result = 'refused'",
    [before],
  );
  expect(rows.length).toBeGreaterThan(0);
  for (const { address } of rows) expect(["127.0.0.1", "::1"]).toContain(address);
});

test.describe("pages and routes", () => {
  for (const place of places.filter(guarded)) {
    for (const method of place.methods) {
      test(`${method} ${place.address} (${place.asks})`, async ({ browser }) => {
        const go = async (usuario: string | null, at: Where, headers: Record<string, string> = {}) => {
          const request = await as(browser, usuario);
          const query = place.address.startsWith("/api/cargas") ? `?id=${randomUUID()}&tipo=RECARGA&nombre=x.txt` : "";
          return request.fetch(withQuery(addressOf(place, at), query), {
            method,
            headers: { Origin: process.env.PORTAL_URL ?? "", ...headers },
            maxRedirects: 0,
            ...(method === "POST" ? { data: Buffer.from("") } : {}),
          });
        };
        const asks = placeAsks[place.address] ?? "";
        const mine = mineOf(asks);
        const holder = holderOf(asks);
        const before = await lastEvent();
        await forEach(mayDo(asks), async ({ usuario, may }) => {
          // What is not there and what is not theirs answer alike: the trail below tells them apart.
          expect(may ? [200, 404, 409, 400, 411] : [404], usuario).toContain((await go(usuario, mine)).status());
        });
        expect(await refusedSince(before, asks)).toEqual(lackersOf(asks).sort());
        const anonymous = await go(null, mine);
        expect(anonymous.status()).toBe(place.kind === "page" ? 307 : 401);
        if (place.kind === "page") expect(anonymous.headers().location).toMatch(/^\/ingresar/);
        const foreign = foreignTo(asks, holder);
        const nowhere: [string, Where][] = place.address.includes("[tenant]")
          ? [[holder, { empresa: "NADA", producto: "P1" }]]
          : [];
        // A company's own house has no product in its address.
        const elsewhere = ofHouse(place) && !isOfBrokers(asks) ? foreign.slice(0, 1) : foreign;
        await forEach(atDesk(asks) ? nowhere : elsewhere, async ([usuario, at]) =>
          expect((await go(usuario, at)).status(), `${usuario} at ${at.empresa}/${at.producto}`).toBe(404),
        );
        if (method === "POST") expect((await go(holder, mine, { Origin: "http://evil.example" })).status()).toBe(403);
      });
    }
  }

  test("strange addresses are not found, never an error of ours", async ({ browser }) => {
    const [maker, desk, house, team] = [
      await as(browser, "pagador1"),
      await as(browser, "oper1"),
      await as(browser, "adm1"),
      await as(browser, "sup1b"),
    ];
    const comes = (place: Place) => {
      if (isOfBrokers(place.asks)) return team;
      return atDesk(place.asks) ? desk : ofHouse(place) ? house : maker;
    };
    const headers = { Origin: process.env.PORTAL_URL ?? "" };
    const asked: (() => Promise<void>)[] = [];
    for (const place of places.filter(guarded)) {
      const parts = place.address.match(/\[\w+\]/g) ?? [];
      for (const strange of ["%00", "%27", "..%2f..", "L-2026-000001%00", "%F0%9F%92%A5", "a".repeat(2_000)])
        for (const part of parts)
          asked.push(async () => {
            const address = addressOf({ ...place, address: place.address.replace(part, strange) }, mineOf(place.asks));
            const response = await comes(place).fetch(address, { method: place.methods[0], maxRedirects: 0, headers });
            expect(response.status(), address.slice(0, 100)).toBeGreaterThanOrEqual(400);
            expect(response.status(), address.slice(0, 100)).toBeLessThan(500);
          });
      if (place.kind !== "page" || parts.some((part) => !["[company]", "[tenant]", "[product]"].includes(part)))
        continue;
      for (const query of [
        "?pagina=%00",
        "?pagina=-1&ver=9999999",
        "?aviso=%00",
        "?buscar=%00",
        "?mes=%00",
        "?desde=%00&hasta=x&estado=%27",
        "?desde=0000-01-01&hasta=9999-12-31",
        "?desde=1899-12-31&hasta=0001-01-01",
        "?confirmacion=%00",
        "?vista=%00",
      ])
        asked.push(async () => {
          const response = await comes(place).get(withQuery(addressOf(place, mineOf(place.asks)), query));
          expect(response.status(), `${place.address}${query}`).toBeLessThan(500);
        });
    }
    expect(asked.length).toBeGreaterThan(300);
    const lane = async () => {
      for (let next = asked.shift(); next; next = asked.shift()) await next();
    };
    await Promise.all([lane(), lane(), lane(), lane()]);
  });

  test("an inactive person and an ended session are nobody at every door", async ({ browser }) => {
    const context = await browser.newContext();
    await signIn(await context.newPage(), "consulta1");
    await asOwner("UPDATE app_user SET status = 'INACTIVE' WHERE username = 'consulta1'");
    for (const place of places.filter(guarded)) {
      for (const method of place.methods) {
        const response = await context.request.fetch(addressOf(place, mineOf(place.asks)), {
          method,
          headers: { Origin: process.env.PORTAL_URL ?? "" },
          maxRedirects: 0,
        });
        expect(response.status(), `${method} ${place.address}`).toBe(place.kind === "page" ? 307 : 401);
      }
    }
    for (const action of actions.filter(guarded))
      expect((await post(context.request, action, mineOf(action.asks))).text, action.name).toContain(
        refusals.access.sessionEnded,
      );
    await asOwner("UPDATE app_user SET status = 'ACTIVE' WHERE username = 'consulta1'");
    await asOwner(
      "UPDATE session SET ended_at = now() WHERE user_id = (SELECT id FROM app_user WHERE username = 'consulta1')",
    );
    expect((await context.request.get("/empresas", { maxRedirects: 0 })).status()).toBe(307);
    const avance = "/api/avance/E1/P1";
    expect((await context.request.get(avance, { maxRedirects: 0 })).status()).toBe(401);
    await context.close();
    sessions.delete("consulta1");
  });

  test("every answer carries its headers: pages, errors, redirects, files and routes", async ({ browser }) => {
    const anonymous = await as(browser, null);
    for (const address of [
      "/ingresar",
      "/empresas",
      "/no-existe",
      "/api/health",
      "/api/no-existe",
      "/icon.svg",
      "/api/ordenes/E1/P1/OS-2026-000001/pdf",
    ]) {
      const headers = (await anonymous.get(address, { maxRedirects: 0 })).headers();
      expect(headers["x-content-type-options"], address).toBe("nosniff");
      expect(headers["strict-transport-security"], address).toContain("max-age=");
      expect(headers["referrer-policy"], address).toBe("same-origin");
      expect(headers["cross-origin-opener-policy"], address).toBe("same-origin");
      expect(headers["cross-origin-resource-policy"], address).toBe("same-origin");
      expect(headers["x-powered-by"], address).toBeUndefined();
      // Longer than a balancer keeps an idle connection, or it would send a request on one that is just being closed.
      expect(headers["keep-alive"], address).toBe("timeout=65");
    }
    for (const address of ["/iconos", "/manifest-x", "/icon.svg/x", "/no-existe", "/ingresar", "/"])
      expect(
        (await anonymous.get(address, { maxRedirects: 0 })).headers()["content-security-policy"],
        address,
      ).toContain("default-src 'self'");
    const policy = (await anonymous.get("/ingresar")).headers()["content-security-policy"] ?? "";
    expect(policy).toMatch(/script-src 'self' 'nonce-[A-Za-z0-9+/=]+' 'strict-dynamic'/);
    expect(policy).not.toMatch(/script-src[^;]*unsafe/);
    for (const part of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
      expect(policy).toContain(part);
  });
});

import { beforeAll, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { signInAction } from "@/app/(public)/ingresar/actions";
import { signIn } from "@/lib/auth/commands";
import { type Channel, catalog, type Permission, services } from "@/lib/catalog";
import { read, readOwn } from "@/lib/command";
import { inOwnCompanies, worksElsewhere } from "@/lib/companies/queries";
import type { Caller } from "@/lib/context";
import { readShell } from "@/lib/home/shell";
import { channelOf } from "@/lib/web/channel";
import { companyDownload, companyPage } from "@/lib/web/company-doors";
import { action, page } from "@/lib/web/doors";
import { callerOf } from "@/lib/web/request";
import { profiles } from "@/prisma/seed/demonstration";
import { brought } from "@/tests/app/brought";
import { bearerOf } from "@/tests/app/calling";
import { clave } from "@/tests/support/login";
import { asOwner, demonstration, signedIn } from "@/tests/support/make";
import { stranger } from "@/tests/support/token";

// An action works in the channels that a profile grants of its service and in no other; a session has the channel of its login.

vi.mock("next/headers", async () => (await import("@/tests/app/brought")).nextHeaders);

const chrome = "AppleWebKit/537.36 (KHTML, like Gecko)";
const safari = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const phones = {
  "Chrome on Android": `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Chrome/141.0.0.0 Mobile Safari/537.36`,
  "Samsung Internet": `Mozilla/5.0 (Linux; Android 10; K) ${chrome} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  "Firefox on Android": "Mozilla/5.0 (Android 15; Mobile; rv:144.0) Gecko/144.0 Firefox/144.0",
  "Safari on an iPhone": `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${safari} Version/26.0 Mobile/15E148 Safari/604.1`,
  "Chrome on an iPhone": `Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) ${safari} CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1`,
  "Edge on Android": `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Chrome/141.0.0.0 Mobile Safari/537.36 EdgA/141.0.0.0`,
  "Opera on Android": `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Chrome/137.0.0.0 Mobile Safari/537.36 OPR/91.0.0.0`,
};
const computers = {
  "Chrome on Windows": `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Chrome/141.0.0.0 Safari/537.36`,
  "Edge on Windows": `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
  "Firefox on Linux": "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
  "Safari on a Mac": `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari} Version/26.0 Safari/605.1.15`,
  "Safari on an iPad, which says it is a Mac": `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${safari} Version/18.6 Safari/605.1.15`,
  "Chrome on a tablet": `Mozilla/5.0 (Linux; Android 10; K) ${chrome} Chrome/141.0.0.0 Safari/537.36`,
  "Firefox on a tablet": "Mozilla/5.0 (Android 15; Tablet; rv:144.0) Gecko/144.0 Firefox/144.0",
  curl: "curl/8.14.1",
  nothing: "",
};

describe("which channel a browser is", () => {
  const of = (headers: Record<string, string>) => channelOf(new Headers(headers));
  test.each(Object.entries(phones))("%s", (_, agent) => expect(of({ "user-agent": agent })).toBe("PHONE"));
  test.each(Object.entries(computers))("%s", (_, agent) => expect(of({ "user-agent": agent })).toBe("WEB"));

  test("its client hint is believed before its user agent, and only where it is one", () => {
    const [phone, computer] = [phones["Chrome on Android"], computers["Chrome on Windows"]];
    expect(of({ "sec-ch-ua-mobile": "?1", "user-agent": computer })).toBe("PHONE");
    expect(of({ "sec-ch-ua-mobile": "?0", "user-agent": phone })).toBe("WEB");
    expect(of({ "sec-ch-ua-mobile": "yes", "user-agent": phone })).toBe("PHONE");
    expect(of({})).toBe("WEB");
  });
});

const channels = ["WEB", "PHONE", "APP"] as const;

beforeAll(demonstration);

/** Exactly these channels, for this service of a profile. */
async function channelsOf(profile: string, service: string, open: readonly Channel[]): Promise<void> {
  await asOwner(
    "DELETE FROM profile_permission f USING profile p WHERE p.id = f.profile_id AND p.name = $1 AND f.service = $2 AND f.permission = ANY ($3)",
    [profile, service, [...channels]],
  );
  await asOwner(
    `INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
     SELECT tenant_id, id, $2, unnest($3::text[]) FROM profile WHERE name = $1`,
    [profile, service, [...open]],
  );
}

async function from(username: string, channel: Exclude<Channel, "APP">): Promise<Caller> {
  brought.cookie = (await signIn(stranger(), { usuario: username, clave }, "test", null, channel)).secret;
  brought.headers = new Headers({ origin: "http://localhost:3000", "x-forwarded-for": "203.0.113.7" });
  return callerOf({ company: "E1", product: "P1" });
}

const place = { params: Promise.resolve({ company: "E1", product: "P1" }) };
const outcome = (work: Promise<unknown>) =>
  work.then(
    (done) => (done instanceof Response ? String(done.status) : JSON.stringify(done)),
    (error: { digest?: string }) => error.digest ?? String(error),
  );

describe.each([
  ["consulta1", "Consulta", "consultas.archivos", "batch.read"],
  ["firma1", "Autorización", "lotes.autorizacion", "batch.sign"],
  ["cm1", "Cuenta maestra", "consultas.saldos", "balance.read"],
] as const)("%s, %s, %s", (username, profile, service, asks) => {
  test.each<Channel[][]>([[["WEB"]], [["PHONE"]], [["APP"]], [["WEB", "APP"]], [[]]])(
    "%j: there it works, and nowhere else",
    async (open) => {
      await channelsOf(profile, service, open);
      for (const channel of channels) {
        const entered = channel === "APP" ? await appCaller(username) : await from(username, channel);
        const found = await outcome(read(entered, asks, async ({ actor }) => actor.channel));
        expect([channel, found]).toEqual([
          channel,
          open.includes(channel) ? JSON.stringify(channel) : "Error: access.notAllowed",
        ]);
      }
    },
  );
});

async function appCaller(username: string): Promise<Caller> {
  const { appCallerOf } = await import("@/lib/web/request");
  brought.headers = new Headers({ authorization: `Bearer ${await bearerOf(username)}` });
  return appCallerOf({ company: "E1", product: "P1" });
}

describe("the same door, by another channel", () => {
  const shown = (asks: Permission) =>
    outcome(page({ asks }, async () => "shown")({ ...place, searchParams: Promise.resolve({}) }));
  const pressed = async (asks: Permission) => {
    const form = new FormData();
    form.append("empresa", "E1");
    form.append("producto", "P1");
    const doing = action({ asks, input: z.strictObject({}) }, async (ctx) => {
      await ctx.audit("door.tried", "x");
      return {};
    });
    return (await doing(null, form))?.ok;
  };

  test("a page and a form of a product", async () => {
    await channelsOf("Preparación", "lotes.carga", ["WEB"]);
    await from("maker1", "WEB");
    expect([await shown("batch.upload"), await pressed("batch.delete")]).toEqual(['"shown"', true]);
    await from("maker1", "PHONE");
    expect([await shown("batch.upload"), await pressed("batch.delete")]).toEqual([
      "NEXT_HTTP_ERROR_FALLBACK;404",
      false,
    ]);
    await channelsOf("Preparación", "lotes.carga", ["WEB", "PHONE"]);
    expect([await shown("batch.upload"), await pressed("batch.delete")]).toEqual(['"shown"', true]);
  });

  test("a page and a file of the company's own house", async () => {
    await channelsOf("Administración", "administracion.consulta-token", ["PHONE"]);
    const at = { params: Promise.resolve({}), searchParams: Promise.resolve({ empresa: "E1" }) };
    const looks = async () => [
      await outcome(companyPage({ asks: "token.consult" }, async () => "shown")(at)),
      await outcome(
        companyDownload(
          { asks: "token.consult" },
          async () => new Response("x"),
        )(new Request("http://localhost:3000/api/x?empresa=E1")),
      ),
    ];
    await from("adm1", "PHONE");
    expect(await looks()).toEqual(['"shown"', "200"]);
    await from("adm1", "WEB");
    expect(await looks()).toEqual(["NEXT_HTTP_ERROR_FALLBACK;404", "404"]);
  });
});

describe("what is told", () => {
  const servicesOfConsulta = services.filter((service) =>
    catalog[service].grants.some((one) => (profiles.Consulta as readonly string[]).includes(one)),
  );

  test("the login says the channel, and the session keeps it whatever comes later", async () => {
    const form = new FormData();
    form.append("usuario", "consulta1");
    form.append("clave", clave);
    const entered = async (headers: Record<string, string>) => {
      brought.cookie = "";
      brought.headers = new Headers({ origin: "http://localhost:3000", ...headers });
      await signInAction(null, form).catch(() => undefined);
      const [row] = await asOwner<{ channel: string }>(
        "SELECT channel::text AS channel FROM session ORDER BY id DESC LIMIT 1",
      );
      return row?.channel;
    };
    expect(await entered({ "user-agent": phones["Safari on an iPhone"] })).toBe("PHONE");
    expect(await entered({ "user-agent": computers["Chrome on Windows"] })).toBe("WEB");
    expect(await entered({ "sec-ch-ua-mobile": "?1" })).toBe("PHONE");
    await channelsOf("Consulta", "consultas.archivos", ["WEB"]);
    await from("consulta1", "PHONE");
    brought.headers = new Headers({ "user-agent": computers["Chrome on Windows"], "sec-ch-ua-mobile": "?0" });
    expect(
      await outcome(page({ asks: "batch.read" }, async () => "shown")({ ...place, searchParams: Promise.resolve({}) })),
    ).toContain("404");
  });

  test("the frame tells nothing of what this channel does not grant", async () => {
    await channelsOf("Consulta", "consultas.archivos", ["WEB"]);
    for (const service of servicesOfConsulta) await channelsOf("Consulta", service, ["WEB"]);
    const frame = async (channel: Exclude<Channel, "APP">) => readOwn(await from("consulta1", channel), readShell);
    expect(await frame("PHONE")).toMatchObject({
      reach: [{ permissions: [], products: [] }],
      companies: [{ products: [] }],
    });
    expect((await frame("WEB")).reach[0]?.permissions).toContain("batch.read");
  });

  test("whoever works by other channels alone is told so; whoever works nowhere, or here, is not", async () => {
    const told = async (caller: Caller) =>
      readOwn(caller, async (ctx) => worksElsewhere(await inOwnCompanies(ctx, async (own) => own)));
    for (const service of servicesOfConsulta) await channelsOf("Consulta", service, ["WEB"]);
    expect([await told(await from("consulta1", "PHONE")), await told(await from("consulta1", "WEB"))]).toEqual([
      true,
      false,
    ]);
    for (const service of servicesOfConsulta) await channelsOf("Consulta", service, []);
    expect(await told(await from("consulta1", "PHONE"))).toBe(false);
    expect(await told(await signedIn("oper1"))).toBe(false);
    // Of several companies one in which they work here is enough.
    await asOwner(
      "DELETE FROM profile_permission WHERE permission = 'PHONE' AND profile_id = (SELECT p.id FROM profile p JOIN tenant t ON t.id = p.tenant_id WHERE t.code = 'E1' AND p.name = 'Administración')",
    );
    expect(await told(await from("adm1", "PHONE"))).toBe(true);
    expect(await told(await from("multi1", "PHONE"))).toBe(false);
  });
});

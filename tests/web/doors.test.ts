import { randomUUID } from "node:crypto";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { signIn } from "@/lib/auth/commands";
import type { Permission } from "@/lib/catalog";
import type { BrokerContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { brokerAction, brokerPage, brokerReview, brokerUpload } from "@/lib/web/broker-doors";
import { companyDownload } from "@/lib/web/company-doors";
import { action, arrive, download, live, openPost, ownDownload, page, streamed } from "@/lib/web/doors";
import { brokerExport, companyExport, productExport } from "@/lib/web/export";
import { operatorDownload } from "@/lib/web/operator-doors";
import type { Outcome } from "@/lib/web/outcome";
import { ownAction } from "@/lib/web/own-action";
import { demonstration, outcomeOf } from "@/tests/support/make";

// What each kind of door asks before its work is done; only what Next hands of a request is put in its place.

const request = vi.hoisted(() => ({ headers: new Headers(), secret: "" }));
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => (request.secret ? { value: request.secret } : undefined) }),
}));

const clave = "lluvia-sobre-el-paramo-7";
const own = "http://localhost:3000";
const place = { params: Promise.resolve({ company: "E1", product: "P1" }) };
let done = 0;

beforeAll(demonstration);
beforeEach(async () => {
  done = 0;
  request.headers = new Headers({ origin: own });
});

async function from(username: string): Promise<void> {
  const caller = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
  request.secret = (await signIn(caller, { usuario: username, clave }, "test")).secret;
}
const form = (fields: Record<string, string>) => {
  const made = new FormData();
  for (const [name, value] of Object.entries({ empresa: "E1", producto: "P1", ...fields })) made.append(name, value);
  return made;
};
const post = (headers: Record<string, string>) => new Request(`${own}/api/x`, { method: "POST", headers });

// consulta1 reads lots and nothing else.
describe("a permission that is not held", () => {
  const shown = (asks: Permission) =>
    page({ asks }, async () => {
      done += 1;
      return "shown";
    })({ ...place, searchParams: Promise.resolve({}) });

  test("a page answers as one that is not there", async () => {
    await from("consulta1");
    expect(await shown("batch.read")).toBe("shown");
    await expect(shown("order.read")).rejects.toThrow("404");
    expect(done).toBe(1);
  });

  test("a body is not looked at", async () => {
    const receive = (asks: Permission) =>
      streamed({ asks }, async () => {
        done += 1;
        return new Response("taken");
      })(post({ origin: own }), place);
    await from("consulta1");
    expect((await receive("batch.upload")).status).toBe(404);
    expect(done).toBe(0);
    await from("maker1");
    expect(await (await receive("batch.upload")).text()).toBe("taken");
  });

  test("a form does nothing", async () => {
    const doing = action({ asks: "batch.delete", input: z.strictObject({ lote: z.string() }) }, async (ctx) => {
      done += 1;
      await ctx.audit("door.tried", "x");
      return {};
    });
    await from("consulta1");
    expect(await doing(null, form({ lote: "x" }))).toMatchObject({ ok: false });
    expect(done).toBe(0);
    await from("maker1");
    expect(await doing(null, form({ lote: "x" }))).toMatchObject({ ok: true });
  });
});

describe("where a change comes from", () => {
  const doing = action({ asks: "batch.delete", input: z.strictObject({}) }, async (ctx) => {
    done += 1;
    await ctx.audit("door.tried", "x");
    return {};
  });
  const receive = streamed({ asks: "batch.upload" }, async () => {
    done += 1;
    return new Response("taken");
  });
  const leave = openPost(async () => {
    done += 1;
    return new Response("left");
  });

  test.each<[string, Record<string, string>]>([
    ["another host", { origin: "http://evil.example" }],
    ["another port", { origin: "http://localhost:3001" }],
    ["nowhere", {}],
    ["a page without an origin", { origin: "null" }],
    ["a sister site, by what the browser says", { origin: own, "sec-fetch-site": "same-site" }],
    ["a typed address, by what the browser says", { origin: own, "sec-fetch-site": "none" }],
  ])("%s: no form, no body, no logout", async (_, headers) => {
    await from("maker1");
    request.headers = new Headers(headers);
    expect(await doing(null, form({}))).toMatchObject({ ok: false });
    expect((await receive(post(headers), place)).status).toBe(403);
    expect((await leave(post(headers))).status).toBe(403);
    expect(done).toBe(0);
  });

  test("this portal's own page, with and without what newer browsers say", async () => {
    await from("maker1");
    const browsers: Record<string, string>[] = [{}, { "sec-fetch-site": "same-origin" }];
    for (const said of browsers) {
      const headers = { origin: own, ...said };
      request.headers = new Headers(headers);
      expect(await doing(null, form({}))).toMatchObject({ ok: true });
      expect((await receive(post(headers), place)).status).toBe(200);
      expect((await leave(post(headers))).status).toBe(200);
    }
    expect(done).toBe(6);
  });
});

test("what comes back of a refused form is what was typed, and never a clave or a code", async () => {
  await from("maker1");
  const input = z.strictObject({ lote: z.string(), codigo: z.string().regex(/^\d{6}$/), token: z.string() });
  const asking = action({ asks: "batch.confirm", input, confirm: true }, async () => arrive("/"));
  const typed = { lote: "L-1", codigo: "no", token: "123456", clave };
  expect(await asking(null, form(typed))).toMatchObject({ ok: false, fields: { codigo: expect.any(String) } });
  const outcome = await asking(null, form(typed));
  expect(outcome && "values" in outcome ? Object.keys(outcome.values ?? {}).sort() : []).toEqual([
    "empresa",
    "lote",
    "producto",
  ]);
});

test("a first step that refuses ends it there", async () => {
  await from("pagador1");
  const pay = action(
    {
      asks: "order.pay",
      input: z.strictObject({}),
      before: async (ctx) => {
        await ctx.audit("order.codeWrong", "x", {}, "refused");
        return new DomainError("confirm.noTries", {}, "codigo");
      },
    },
    async (ctx) => {
      done += 1;
      await ctx.audit("door.tried", "x");
      return {};
    },
  );
  expect(await pay(null, form({}))).toMatchObject({ ok: false });
  expect(done).toBe(0);
});

test("a clave typed again is that person's own", async () => {
  const input = z.strictObject({});
  const doing = action({ asks: "batch.confirm", input, confirm: true }, async (ctx) => {
    done += 1;
    await ctx.audit("door.tried", "x");
    return {};
  });
  await from("maker1");
  expect(await doing(null, form({ clave: "otra-clave-de-otra-persona" }))).toMatchObject({ ok: false });
  expect(done).toBe(0);
  expect(await doing(null, form({ clave }))).toMatchObject({ ok: true });
});

test("what takes its time is made for nobody who is not signed in", async () => {
  let made = 0;
  const ready = async () => {
    made += 1;
  };
  const doing = ownAction({ asks: "self", input: z.strictObject({}), ready }, async (ctx) => {
    await ctx.audit("door.tried", "x");
    return { answer: "done" };
  });
  request.secret = "";
  expect([await doing(null, new FormData()), made]).toMatchObject([{ ok: false, sessionEnded: true }, 0]);
  await from("maker1");
  expect([await doing(null, new FormData()), made]).toMatchObject([{ ok: true, answer: "done" }, 1]);
});

describe("a card's whole number in an address is asked of nobody", () => {
  const told = (search: URLSearchParams) => Response.json({ asked: `${search}` });
  const file = (search: URLSearchParams) => ({
    name: "x.txt",
    type: "text/plain",
    body: async function* () {
      yield new TextEncoder().encode(JSON.stringify({ asked: `${search}` }));
    },
  });
  type Door = (request: Request, props: { params: Promise<Record<string, string>> }) => Promise<Response>;

  test.each<[string, string, Door]>([
    ["a product's file", "maker1", download({ asks: "batch.read" }, async (_, { search }) => told(search))],
    [
      "what a page watches",
      "maker1",
      live(
        { asks: "batch.read" },
        {
          shared: async () => ({}),
          own: async (_, search) => ({ asked: `${search}` }),
          tell: (_, one) => one,
        },
      ),
    ],
    ["⌘K", "maker1", ownDownload({ asks: "self" }, async (_, search) => told(search))],
    ["a company's file", "adm1", companyDownload({ asks: "user.read" }, async (_, search) => told(search))],
    ["the desk's", "oper1", operatorDownload({ asks: "registry.read" }, async (_, { search }) => told(search))],
    [
      "an export of a product",
      "cm1",
      productExport({ asks: "masterreport.export" }, async (ctx, search) => {
        await ctx.audit("masterreport.export", "x");
        return file(search);
      }),
    ],
    [
      "an export of a company",
      "adm1",
      companyExport({ asks: "activity.export" }, async (ctx, search) => {
        await ctx.audit("activity.export", "x");
        return file(search);
      }),
    ],
    [
      "an export of a broker",
      "sup1",
      brokerExport({ asks: "brokeruser.export" }, async (ctx, search) => {
        await ctx.audit("brokeruser.exported", "x");
        return file(search);
      }),
    ],
  ])("%s", async (_, username, door) => {
    await from(username);
    const tenant = username === "sup1" ? "B1" : "E1";
    const asked = new Request(`${own}/api/x?q=4507991234567899&empresa=${tenant}`);
    const answer = await door(asked, { params: username === "oper1" ? Promise.resolve({}) : place.params });
    expect(await answer.json()).toEqual({ asked: `empresa=${tenant}` });
  });
});

// sup1b is Gerencial of B1 and of nothing else.
describe("which broker", () => {
  const asks = "brokeruser.read";
  const input = z.strictObject({});
  const did = async ({ broker, audit }: BrokerContext) => {
    done += 1;
    await audit("brokeruser.read", broker.code);
  };
  const doors: Record<string, (said: string[]) => Promise<unknown>> = {
    form: (said) =>
      outcome(
        brokerAction({ asks, input }, async (ctx) => arrive(`/${await did(ctx)}`)),
        said,
      ),
    review: (said) =>
      outcome(
        brokerReview({ asks, input }, async (ctx) => ({ lines: (await did(ctx)) ?? [] })),
        said,
      ),
    upload: async (said) => {
      const announced = z.object({});
      const door = brokerUpload(
        { asks, announced, bytesMax: 10 },
        () => new DomainError("access.malformed"),
        async () => 1,
        async (ctx) => {
          await did(ctx);
          return new Response();
        },
      );
      const query = said.map((one) => `empresa=${one}`).join("&");
      return (await door(new Request(`${own}/api/x?${query}`, { method: "POST", headers: { origin: own }, body: "x" })))
        .status;
    },
    file: async (said) => {
      const door = brokerExport({ asks: "brokeruser.export" }, async (ctx) => {
        await did(ctx);
        return { name: "x", type: "text/plain", body: async function* () {} };
      });
      return (await door(new Request(`${own}/api/x?${said.map((one) => `empresa=${one}`).join("&")}`))).status;
    },
    page: (said) =>
      outcomeOf(
        brokerPage(
          { asks },
          async (ctx) => `${await did(ctx)}`,
        )({
          params: Promise.resolve({}),
          searchParams: Promise.resolve(said.length === 0 ? {} : { empresa: said.length === 1 ? said[0] : said }),
        }),
      ),
  };
  async function outcome(door: (previous: Outcome, form: FormData) => Promise<Outcome>, said: string[]) {
    const sent = new FormData();
    for (const one of said) sent.append("empresa", one);
    return outcomeOf(door({ ok: true }, sent));
  }

  test.each([
    ["form", ["B1"], 1],
    ["form", [], 0],
    ["form", ["b1"], 0],
    ["form", ["B1", "B2"], 0],
    ["form", ["B2"], 0],
    ["review", ["B1"], 1],
    ["review", [], 0],
    ["review", ["nada"], 0],
    ["upload", ["B1"], 1],
    ["upload", [], 0],
    ["upload", ["%20"], 0],
    ["file", ["B1"], 1],
    ["file", [], 1],
    ["file", ["b1"], 0],
    ["page", ["B1"], 1],
    ["page", [], 1],
    ["page", ["b1"], 0],
    ["page", ["B1", "B2"], 0],
  ])("%s that names %j", async (kind, said, expected) => {
    await from("sup1b");
    await doors[kind]?.(said);
    expect(done).toBe(expected);
  });
});

import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { signIn } from "@/lib/auth/commands";
import type { BrokerContext, Context } from "@/lib/context";
import { type SheetFormat, spreadsheet } from "@/lib/files/spreadsheet";
import { brokerExport, type Exported, productExport } from "@/lib/web/export";
import { asOwner, demonstration, sessionOf } from "@/tests/support/make";

// A file that is written while it is sent, to somebody who reads slowly, hangs up, or loses the right to it midway.

const request = vi.hoisted(() => ({ headers: new Headers(), secret: "" }));
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => (request.secret ? { value: request.secret } : undefined) }),
}));

beforeAll(async () => {
  await demonstration();
  const caller = { token: null, company: null, product: null, address: "203.0.113.7", requestId: randomUUID() };
  request.secret = (await signIn(caller, { usuario: "cm1", clave: "lluvia-sobre-el-paramo-7" }, "test")).secret;
});

/** The bytes of an export of such a body, as its reader gets them. */
async function sent(body: Exported<Context>["body"]): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const door = productExport({ asks: "masterreport.export" }, async (ctx) => {
    await ctx.audit("masterreport.exported", "x");
    return { name: "x.txt", type: "text/plain", body };
  });
  const place = { params: Promise.resolve({ company: "E1", product: "P1" }) };
  const response = await door(new Request("http://localhost:3000/api/x"), place);
  const reader = response.body?.getReader();
  if (!reader) throw new Error("no body");
  return reader;
}

const head = { title: "x", facts: [["x", "y"]] as [string, string][] };
const row = ["2026-11-23", "x".repeat(200)];

/** Rows without end, read from the database part by part; what became of them. */
function endless() {
  const told = { parts: 0, ended: false };
  const body = (format: SheetFormat): Exported<Context>["body"] =>
    async function* (again) {
      async function* parts() {
        try {
          for (;;) {
            await again(async ({ tx }) => tx.$queryRaw`SELECT 1`);
            told.parts += 1;
            yield Array.from({ length: 2_000 }, (_, n) => [...row, randomUUID().repeat(8), String(n)]);
          }
        } finally {
          told.ended = true;
        }
      }
      const columns = [20, 20, 20, 20].map((width, n) => ({ label: String(n), kind: "text" as const, width }));
      yield* spreadsheet(format, { rows: "x", about: "y" }, new Date()).write({ head, columns, parts: parts() });
    };
  return { told, body };
}

const open = async () =>
  Number(
    (
      await asOwner<{ n: string }>(
        "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND usename = 'app_web' AND state LIKE 'idle in transaction%'",
      )
    )[0]?.n,
  );

describe.each<SheetFormat>(["CSV", "XLSX"])("%s", (format) => {
  test("whoever hangs up ends the writing and the reading behind it, and holds nothing", async () => {
    const { told, body } = endless();
    const reader = await sent(body(format));
    for (let read = 0; read < 5; read += 1) expect((await reader.read()).done).toBe(false);
    await reader.cancel();
    await expect.poll(() => told.ended, { timeout: 5_000 }).toBe(true);
    const { parts } = told;
    await new Promise((done) => setImmediate(done));
    expect([told.parts, await open()]).toEqual([parts, 0]);
  });

  test("whoever reads slowly has no more made than a few parts ahead", async () => {
    const { told, body } = endless();
    const reader = await sent(body(format));
    await reader.read();
    const seen: number[] = [];
    await expect
      .poll(
        () => {
          seen.push(told.parts);
          return seen.length > 5 && seen.at(-1) === seen.at(-4);
        },
        { timeout: 5_000 },
      )
      .toBe(true);
    expect(told.parts).toBeLessThan(12);
    expect(await open()).toBe(0);
    await reader.cancel();
  });
});

test("a right that is lost midway breaks the file off", async () => {
  const { told, body } = endless();
  const reader = await sent(body("CSV"));
  await reader.read();
  await asOwner("UPDATE session SET ended_at = now() WHERE ended_at IS NULL");
  const all = (async () => {
    for (;;) if ((await reader.read()).done) return "whole";
  })();
  await expect(all).rejects.toThrow();
  expect(told.ended).toBe(true);
});

describe("whoever has several, where the address names none", () => {
  const lastIn = (username: string, code: string) =>
    asOwner(
      `UPDATE membership m SET used_at = CASE WHEN t.code = $2 THEN app_now() + interval '1 hour' ELSE app_now() - interval '1 day' END
         FROM tenant t WHERE t.id = m.tenant_id AND m.person_username = $1`,
      [username, code],
    );
  /** A body of three parts that tells whose each is; somebody goes elsewhere behind each. */
  const threeParts = <Entered>(codeOf: (entered: Entered) => string, told: string[], leave: () => Promise<unknown>) =>
    async function* (again: Parameters<Exported<Entered>["body"]>[0]) {
      for (let part = 0; part < 3; part += 1) {
        await again(async (entered) => told.push(codeOf(entered)));
        await leave();
        yield new Uint8Array([part]);
      }
    };
  const exported = (name: string) => ({ name, type: "text/plain" });

  test("a broker's file is of one broker, though they go on in the other meanwhile", async () => {
    await asOwner("UPDATE membership SET role = 'GERENCIAL' WHERE person_username = 'ambos1'");
    request.secret = (await sessionOf("ambos1")).secret;
    await lastIn("ambos1", "B1");
    const told: string[] = [];
    const door = brokerExport({ asks: "brokeruser.export" }, async (ctx) => {
      await ctx.audit("brokeruser.exported", "x");
      const body = threeParts<BrokerContext>(
        ({ broker }) => broker.code,
        told,
        () => lastIn("ambos1", "B2"),
      );
      return { ...exported("x"), body };
    });
    const response = await door(new Request("http://localhost:3000/api/x"));
    expect([(await response.arrayBuffer()).byteLength, told]).toEqual([3, ["B1", "B1", "B1"]]);
  });
});

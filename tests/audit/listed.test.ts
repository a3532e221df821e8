import { beforeAll, expect, test } from "vitest";
import { trailSearch } from "@/lib/audit/filter";
import { listTrail, trailCountMax } from "@/lib/audit/queries";
import { readOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// The platform's chain as the desk reads it: searched, filtered, paged and counted so far and no further.

const platform = "(SELECT id FROM tenant WHERE kind = 'PLATFORM')";
const day = (at: string, name: string, more = "'done', '203.0.113.7', 'r-1'") =>
  asOwner(
    `INSERT INTO audit_event (tenant_id, at, actor, event, subject, result, address, request_id)
     VALUES (${platform}, '${at}', 'zoila1', 'x.${name}', '${name}', ${more})`,
  );

beforeAll(async () => {
  await demonstration();
  // Days of Bogotá begin at five in the morning of Greenwich.
  await day("2026-03-01T04:59:59Z", "before");
  await day("2026-03-01T05:00:00Z", "first");
  await day("2026-03-02T04:59:59Z", "last", "'refused', '203.0.113.8', 'R-Ñ2'");
  await day("2026-03-02T05:00:00Z", "after");
  await asOwner(
    "INSERT INTO audit_event (tenant_id, actor, event, subject, result) SELECT tenant_id, 'zoila1', 'x.company', 'company', 'done' FROM company",
  );
});

const desk = async (): Promise<Caller> => ({ ...(await signedIn("oper1")), company: null, product: null });
const asked = {
  text: null,
  result: null,
  from: null,
  to: null,
  timeZone: "America/Bogota",
  page: 1,
  size: 10,
} as const;
const list = async (more: Partial<Parameters<typeof listTrail>[1]> = {}) =>
  readOperator(await desk(), "trail.read", (ctx) => listTrail(ctx, { ...asked, text: "zoila1", ...more }));
const subjects = async (more: Parameters<typeof list>[0]) => (await list(more)).rows.map(({ subject }) => subject);

test("the platform's chain and no company's, the newest first", async () => {
  expect(await subjects({})).toEqual(["after", "last", "first", "before"]);
});

test.each([
  [{ from: "2026-03-01", to: "2026-03-01" }, ["last", "first"]],
  [{ from: "2026-03-02" }, ["after"]],
  [{ to: "2026-02-28" }, ["before"]],
  [{ from: "2026-03-02", to: "2026-03-01" }, []],
  [{ result: "refused" }, ["last"]],
  [{ text: "203.0.113.8" }, ["last"]],
  [{ text: "x.FIRST" }, ["first"]],
  [{ text: "r-n2" }, []],
  [{ text: "zoila%" }, []],
  [{ size: 3, page: 2 }, ["before"]],
] as const)("%o", async (more, found) => {
  expect(await subjects(more)).toEqual(found);
});

test("more than ten thousand are not counted, and no page is past them", async () => {
  await asOwner(
    `INSERT INTO audit_event (tenant_id, actor, event, subject, result) SELECT ${platform}, 'muchos', 'x.many', 'n' || n, 'done' FROM generate_series(1, 10001) n`,
  );
  expect(await list({ text: "muchos" })).toMatchObject({ total: trailCountMax, more: true });
  expect(await list({ text: "muchos", page: 999_999 })).toMatchObject({ page: 1_000, rows: { length: 10 } });
  await asOwner(
    "ALTER TABLE audit_event DISABLE TRIGGER USER; DELETE FROM audit_pending WHERE event_id IN (SELECT id FROM audit_event WHERE subject = 'n1'); DELETE FROM audit_event WHERE subject = 'n1'; ALTER TABLE audit_event ENABLE TRIGGER USER",
  );
  expect(await list({ text: "muchos" })).toMatchObject({ total: trailCountMax, more: false });
});

test("only who may read the trail reads it", async () => {
  const maker = { ...(await signedIn("maker1")), company: null, product: null };
  expect(await outcomeOf(readOperator(maker, "trail.read", (ctx) => listTrail(ctx, asked)))).toBe("access.notAllowed");
});

test("what is no day and no result in an address asks nothing", () => {
  expect(trailSearch({ desde: "2026-02-30", hasta: ["2026-01-01"], resultado: "nada" })).toEqual({
    from: null,
    to: null,
    result: null,
  });
  expect(trailSearch({ desde: "2026-03-01", hasta: "9999-12-31", resultado: "refused" })).toEqual({
    from: "2026-03-01",
    to: null,
    result: "refused",
  });
});

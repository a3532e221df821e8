import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { GET } from "@/app/api/metrics/route";
import { database, openDatabase } from "@/lib/db";
import { page } from "@/lib/web/doors";
import { capturedLog } from "@/tests/inside/log-lines";
import { asOwner, demonstration, orderedBatch, signedIn } from "@/tests/support/make";
import { connected } from "@/tests/support/roles";
import { sealAll } from "@/tests/support/sealing";

const request = vi.hoisted(() => ({ headers: new Headers() }));
vi.mock("next/headers", () => ({
  headers: async () => request.headers,
  cookies: async () => ({ get: () => undefined }),
}));

const token = "un-secreto-de-prometheus-de-mas-de-32";
const captured = capturedLog();

process.env.METRICS_TOKEN = token;
const ask = (authorization?: string, get = GET) =>
  get(new Request("http://localhost:3000/api/metrics", authorization ? { headers: { authorization } } : {}));
const scraped = async () => (await ask(`Bearer ${token}`)).text();
/** The value of one series, as its line names it. */
const value = (text: string, series: string) =>
  Number(
    text
      .split("\n")
      .find((line) => line.startsWith(`${series} `))
      ?.slice(series.length + 1),
  );

beforeAll(demonstration);
beforeEach(() => {
  captured.clear();
});

test("only who brings the token reads", async () => {
  for (const authorization of [
    undefined,
    "",
    "Bearer",
    "Bearer ",
    `Bearer ${token}x`,
    token,
    `Basic ${token}`,
    `Bearer ${token.slice(1)}`,
  ]) {
    const refused = await ask(authorization);
    expect([authorization, refused.status, await refused.text()]).toEqual([authorization, 401, ""]);
    expect(refused.headers.get("www-authenticate")).toBe("Bearer");
  }
  const read = await ask(`Bearer ${token}`);
  expect(read.status).toBe(200);
  expect(read.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(captured.text()).not.toContain(token);
  expect(captured.lines().map(({ asks, outcome }) => [asks, outcome])).toContainEqual(["public", "401"]);
});

test("without a token configured there is no such address", async () => {
  vi.resetModules();
  process.env.METRICS_TOKEN = "";
  const { GET: unconfigured } = await import("@/app/api/metrics/route");
  for (const authorization of [`Bearer ${token}`, "Bearer ", "Bearer undefined", undefined])
    expect((await ask(authorization, unconfigured)).status).toBe(404);
  process.env.METRICS_TOKEN = token;
});

test("lots and orders of every company, jobs, workers and the trail, as they stand", async () => {
  const before = await scraped();
  await orderedBatch(2, "E1");
  await orderedBatch(2, "E2");
  await asOwner("SELECT graphile_worker.add_job('print-order', '{}'::json, run_at => now() - interval '90 seconds')");
  await asOwner("SELECT graphile_worker.add_job('print-order', '{}'::json, run_at => now() + interval '1 hour')");
  await asOwner("SELECT graphile_worker.add_job('mail-code', '{}'::json, max_attempts => 1)");
  await asOwner("UPDATE graphile_worker._private_jobs SET attempts = 1 WHERE max_attempts = 1");
  await asOwner("INSERT INTO worker (id, name, worker_ids) VALUES (gen_random_uuid(), 'here', '{}')");
  await sealAll();
  const after = await scraped();
  const grown = (series: string) => value(after, series) - (value(before, series) || 0);
  expect(grown('contrafirma_lots{state="AUTHORIZED"}')).toBe(2);
  expect(grown('contrafirma_orders{state="AUTHORIZED"}')).toBe(2);
  expect(grown('contrafirma_jobs{task="print-order",state="waiting"}')).toBe(1);
  expect(grown('contrafirma_jobs{task="mail-code",state="failed"}')).toBe(1);
  expect(value(after, 'contrafirma_jobs{task="print-order",state="due"}')).toBeGreaterThan(0);
  expect(value(after, "contrafirma_queue_age_seconds")).toBeGreaterThanOrEqual(90);
  expect(value(after, "contrafirma_workers_alive")).toBe(1);
  expect(value(after, "contrafirma_trail_unsealed")).toBe(0);
  expect(value(after, "contrafirma_trail_seal_age_seconds")).toBeLessThan(30);
  expect(value(after, "contrafirma_database_up")).toBe(1);
  expect(value(after, 'contrafirma_connections{state="max"}')).toBe(10);
  expect(value(after, 'contrafirma_connections{state="total"}')).toBeGreaterThan(0);
  expect(after).toContain("process_resident_memory_bytes");
});

test("a state that is no longer anybody's is no longer told", async () => {
  await asOwner(
    "SELECT graphile_worker.add_job('validate-batch', '{}'::json, run_at => now() + interval '1 hour', job_key => 'gone')",
  );
  const series = 'contrafirma_jobs{task="validate-batch",state="waiting"}';
  expect(value(await scraped(), series)).toBeGreaterThan(0);
  await asOwner(
    "DELETE FROM graphile_worker._private_jobs WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'validate-batch')",
  );
  expect(value(await scraped(), series)).toBeNaN();
});

test("requests are counted by door and how they ended, with their time", async () => {
  const shut = page({ asks: "order.print" }, async () => null);
  const place = { params: Promise.resolve({ company: "E1", product: "P1" }), searchParams: Promise.resolve({}) };
  for (let round = 0; round < 2; round += 1) await shut(place).catch(() => undefined);
  const text = await scraped();
  expect(value(text, 'contrafirma_requests_total{kind="page",asks="order.print",outcome="access.sessionEnded"}')).toBe(
    2,
  );
  expect(value(text, 'contrafirma_request_seconds_count{kind="page",asks="order.print"}')).toBe(2);
  expect(value(text, 'contrafirma_request_seconds_bucket{le="15",kind="page",asks="order.print"}')).toBe(2);
});

test("when the database does not answer, the process still tells what it knows", async () => {
  await signedIn("maker1");
  await database().$disconnect();
  const nowhere = new URL(process.env.DATABASE_URL_WEB ?? "");
  nowhere.port = "9";
  const lost = openDatabase(nowhere.href, { connectionsMax: 3 });
  const text = await scraped();
  expect(value(text, "contrafirma_database_up")).toBe(0);
  expect(value(text, 'contrafirma_connections{state="max"}')).toBe(3);
  expect(text).not.toContain("contrafirma_lots{");
  await lost.$disconnect();
  openDatabase(process.env.DATABASE_URL_WEB ?? "", { connectionsMax: 10 });
});

test("the figures are the portal's alone, and counts are all that they are", async () => {
  for (const role of ["app_worker", "verify"] as const)
    await connected(role, async (client) => {
      await expect(client.query("SELECT * FROM operation_figures()")).rejects.toThrow(/permission denied/);
    });
  const { fields } = await connected("app_web", (client) => client.query("SELECT * FROM operation_figures()"));
  expect(fields.map((field) => field.name)).toEqual(["name", "task", "state", "value"]);
});

import { beforeAll, beforeEach, expect, test } from "vitest";
import { runCommand } from "@/lib/command";
import { database, openDatabase } from "@/lib/db";
import { slowQueries } from "@/lib/slow-queries";
import { underWay } from "@/lib/under-way";
import { watchedTask } from "@/lib/worker/watched-task";
import { capturedLog } from "@/tests/inside/log-lines";
import { demonstration, signedIn } from "@/tests/support/make";

const captured = capturedLog();
const slow = () => captured.lines().filter(({ msg }) => msg === "slow query");

/** From here on a query is slow beyond this many milliseconds. */
async function limit(slowQueryMs: number): Promise<void> {
  await database().$disconnect();
  openDatabase(process.env.DATABASE_URL_WEB ?? "", { connectionsMax: 4, slowQueryMs });
  captured.clear();
}

beforeAll(demonstration);
beforeEach(() => limit(0));

test("is named with its time, its door and its request, in its transaction too; what was asked with is not", async () => {
  const caller = await signedIn("maker1");
  const names = { requestId: "9f0c", kind: "action", asks: "batch.delete" };
  await underWay.run({ names }, () =>
    runCommand(caller, "batch.delete", async (ctx) => {
      await ctx.tx.batch.findMany({ where: { number: "L-2026-no-debe-verse" }, select: { id: true } });
      await ctx.tx.$queryRaw`SELECT ${"no-debe-verse"} AS one`;
      await ctx.tx.$executeRaw`SELECT set_config('app.seen', ${"no-debe-verse"}, true)`;
      await ctx.audit("batch.deleted", "L-2026-000001");
    }),
  );
  const texts = slow().map(({ sql }) => String(sql));
  expect(texts).toEqual([
    expect.stringMatching(/^SELECT e.entered, .+ FROM \(SELECT enter\(\$1, \$2, \$3\) AS entered/),
    expect.stringMatching(/^SELECT .+"public"\."batch"\."number" = \$1/),
    "SELECT $1 AS one",
    "SELECT set_config('app.seen', $1, true)",
    expect.stringMatching(/^INSERT INTO audit_event .+ VALUES \(\$1, \$2,/),
    "COMMIT",
  ]);
  for (const line of slow())
    expect(line).toMatchObject({ level: 40, requestId: "9f0c", door: "batch.delete", durationMs: expect.any(Number) });
  expect(captured.text()).not.toContain("no-debe-verse");
});

test("is named with its job, and counted by task", async () => {
  const before = slowQueries.get("print-order") ?? 0;
  const task = watchedTask("print-order", async () => {
    await database().$queryRaw`SELECT 1`;
  });
  await task({ tenant: 3 }, { job: { id: "77", attempts: 2 } } as Parameters<typeof task>[1]);
  expect(slow()).toMatchObject([{ job: "77", task: "print-order", attempt: 2, tenant: 3, door: "print-order" }]);
  expect(slowQueries.get("print-order")).toBe(before + 1);
});

test("one that fails is named as well, and its text is cut", async () => {
  await expect(database().$queryRaw`SELECT 1 / 0, ${"x".repeat(900)} AS cut`).rejects.toThrow();
  const many = Array.from({ length: 200 }, (_, index) => index);
  await database().tenant.findMany({ where: { id: { in: many } } });
  const texts = slow().map(({ sql }) => String(sql));
  expect(texts).toHaveLength(2);
  expect(texts[0]).toBe("SELECT 1 / 0, $1 AS cut");
  expect(texts[1]).toHaveLength(500);
});

test("a quick one is nobody's business", async () => {
  await limit(10_000);
  await database().$queryRaw`SELECT 1`;
  expect(slow()).toEqual([]);
});

import { beforeAll, expect, test } from "vitest";
import { runCommand } from "@/lib/command";
import { openDatabase } from "@/lib/db";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { addressOf } from "@/tests/support/roles";

beforeAll(demonstration);

test("what is asked after a lock is what stands by then, whatever the server is set to", async () => {
  const name = new URL(addressOf("owner")).pathname.slice(1);
  await asOwner(`ALTER ROLE app_web IN DATABASE ${name} SET default_transaction_isolation = 'serializable'`);
  const opened = openDatabase(addressOf("app_web"), { connectionsMax: 1 });
  const rows = await opened.$queryRaw`SELECT current_setting('transaction_isolation') AS level`;
  expect(rows).toEqual([{ level: "read committed" }]);
  await opened.$disconnect();
  openDatabase(addressOf("app_web"), { connectionsMax: 10 });
});

const shapes = {
  "Prisma's own": { code: "P2034" },
  "PostgreSQL's deadlock": { code: "40P01" },
  "PostgreSQL's through raw SQL": { code: "P2010", meta: { code: "40001" } },
} as const;

/** A command that meets a conflict so many times before it comes through; how often it was tried, and its trail. */
async function afterConflicts(
  conflicts: number,
  shape: object,
): Promise<{ outcome: string; tries: number; trail: number }> {
  const caller = await signedIn("maker1");
  let tries = 0;
  const outcome = await outcomeOf(
    runCommand(caller, "batch.read", async (ctx) => {
      tries += 1;
      await ctx.audit("conflict.tried", "x");
      if (tries <= conflicts) throw Object.assign(new Error("conflict"), shape);
    }),
  );
  const rows = await asOwner("SELECT 1 FROM audit_event WHERE request_id = $1", [caller.requestId]);
  return { outcome, tries, trail: rows.length };
}

test.each(Object.entries(shapes))("a conflict is tried again and leaves one trail: %s", async (_, shape) => {
  expect(await afterConflicts(2, shape)).toEqual({ outcome: "ok", tries: 3, trail: 1 });
});

test("four times and no more, and what is no conflict once", async () => {
  expect(await afterConflicts(100, shapes["Prisma's own"])).toEqual({ outcome: "Error", tries: 4, trail: 0 });
  expect(await afterConflicts(100, { code: "P2002" })).toEqual({ outcome: "Error", tries: 1, trail: 0 });
});

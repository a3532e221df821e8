import { beforeAll, expect, test } from "vitest";
import { listCards } from "@/lib/cards/list";
import { noCriteria } from "@/lib/cards/schema";
import { read } from "@/lib/command";
import { demonstration, signedIn } from "@/tests/support/make";

beforeAll(demonstration);

test("what has one plan is prepared on its connection; lists, of rows or of keys, are planned for what is asked", async () => {
  const statements = await read(await signedIn("cm1"), "card.read", async (ctx) => {
    await listCards(ctx, noCriteria, { page: 1, size: 25 });
    await ctx.tx.tenant.findUnique({ where: { id: ctx.company.id }, select: { code: true } });
    await ctx.tx.tenant.findMany({ where: { id: { in: [1, 2, 3] } }, select: { name: true } });
    const rows = await ctx.tx.$queryRaw<{ statement: string }[]>`SELECT statement FROM pg_prepared_statements`;
    return rows.map((row) => row.statement);
  });
  const holding = (text: string) => statements.filter((statement) => statement.includes(text)).length;
  expect(holding("SELECT enter($1, $2, $3) AS entered")).toBe(1);
  expect(holding('"tenant"."code"')).toBe(1);
  expect(holding('"tenant"."name"')).toBe(0);
  expect(holding("pg_prepared_statements")).toBe(0);
  expect(holding("FROM card ")).toBe(0);
});

import { expect, test } from "vitest";
import { foundNoConnection, openDatabase } from "@/lib/db";

// With every connection taken for longer than anybody waits, the error says so in the shapes that Prisma and pg give it.

test("no connection in time is told apart from whatever fails in a transaction that began", async () => {
  const one = openDatabase(process.env.DATABASE_URL_WEB ?? "", { connectionsMax: 1 });
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const { promise: held, resolve: hold } = Promise.withResolvers<void>();
  const holding = one.$transaction(
    async (tx) => {
      await tx.$queryRaw`SELECT 1`;
      hold();
      await mayEnd;
    },
    { timeout: 30_000 },
  );
  await held;
  const errorOf = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );
  const [waiting, query] = await Promise.all([
    errorOf(one.$transaction((tx) => tx.$queryRaw`SELECT 1`, { maxWait: 300 })),
    errorOf(one.$queryRaw`SELECT 1`),
  ]);
  end();
  await holding;
  expect(foundNoConnection(waiting), String(waiting)).toBe(true);
  expect(foundNoConnection(query), String(query)).toBe(true);
  const late = one.$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(0.6)`, { timeout: 200 });
  expect(foundNoConnection(await errorOf(late))).toBe(false);
  expect(foundNoConnection(await errorOf(one.$queryRaw`SELECT 1/0`))).toBe(false);
}, 30_000);

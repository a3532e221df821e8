import { expect, test } from "vitest";
import { cameAtBusyTime, openDatabase, type Tx } from "@/lib/db";

// With every connection taken, or a row locked, for longer than anybody waits, the error says so in the shapes that Prisma and pg give it.

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
  expect(cameAtBusyTime(waiting), String(waiting)).toBe(true);
  expect(cameAtBusyTime(query), String(query)).toBe(true);
  const late = one.$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(0.6)`, { timeout: 200 });
  expect(cameAtBusyTime(await errorOf(late))).toBe(false);
  expect(cameAtBusyTime(await errorOf(one.$queryRaw`SELECT 1/0`))).toBe(false);
});

test("a row that others hold for too long is the same: nothing was done", async () => {
  const two = openDatabase(process.env.DATABASE_URL ?? "", { connectionsMax: 2 });
  const { promise: mayEnd, resolve: end } = Promise.withResolvers<void>();
  const { promise: held, resolve: hold } = Promise.withResolvers<void>();
  const holding = two.$transaction(
    async (tx) => {
      await tx.$executeRaw`LOCK TABLE tenant`;
      hold();
      await mayEnd;
    },
    { timeout: 30_000 },
  );
  await held;
  const waiting = (work: (tx: Tx) => Promise<unknown>) =>
    two
      .$transaction(async (tx) => {
        await tx.$executeRaw`SET LOCAL lock_timeout = 100`;
        await work(tx);
      })
      .then(
        () => null,
        (error: unknown) => error,
      );
  const [raw, made] = [
    await waiting((tx) => tx.$queryRaw`SELECT id FROM tenant FOR UPDATE`),
    await waiting((tx) => tx.tenant.updateMany({ data: { name: "Otro" } })),
  ];
  end();
  await holding;
  expect(cameAtBusyTime(raw), String(raw)).toBe(true);
  expect(cameAtBusyTime(made), String(made)).toBe(true);
});

import type { ChildProcess } from "node:child_process";
import { expect, test } from "vitest";
import { until } from "@/lib/cli/ports";
import { hasEnded, startNode } from "@/lib/cli/processes";
import { type Service, supervise } from "@/lib/cli/supervisor";

const lives = "setInterval(() => undefined, 1000)";

function makeService(name: string, script: string, launched: ChildProcess[], restarts = true): Service {
  const launch = async () => {
    const child = startNode({ args: ["-e", script], env: { PATH: process.env.PATH } });
    launched.push(child);
    return child;
  };
  return { name, log: "/dev/null", restarts, launch };
}

test("a service that is killed is started again, and stop ends the new one", async () => {
  const launched: ChildProcess[] = [];
  const services = supervise((reason) => expect.unreachable(String(reason)));
  await services.start(makeService("portal", lives, launched));
  launched[0]?.kill("SIGKILL");
  expect(await until(async () => launched.length === 2, 30_000)).toBe(true);
  await services.stop();
  expect(launched.map(hasEnded)).toEqual([true, true]);
});

test("a service that never holds is given up after five restarts, in words", async () => {
  const launched: ChildProcess[] = [];
  const gaveUp = Promise.withResolvers<Error>();
  const services = supervise(gaveUp.resolve);
  await services.start(makeService("portal", "process.exit(3)", launched));
  expect((await gaveUp.promise).message).toBe("portal no se sostiene tras 5 reinicios; se detiene todo.");
  expect(launched).toHaveLength(6);
  await services.stop();
});

test("a service that must not restart ends the run at once, with how it ended", async () => {
  const gaveUp = Promise.withResolvers<Error>();
  const services = supervise(gaveUp.resolve);
  await services.start(makeService("portal", "process.exit(3)", [], false));
  expect((await gaveUp.promise).message).toBe("portal falló (código 3); registro en /dev/null.");
  await services.stop();
});

test("a service that ignores SIGTERM is killed; the first one started, the database, ends after all others", async () => {
  const launched: ChildProcess[] = [];
  const ends: string[] = [];
  const services = supervise((reason) => expect.unreachable(String(reason)));
  await services.start(makeService("PostgreSQL", lives, launched));
  await services.start(
    makeService("portal", `process.on('SIGTERM', () => undefined); process.send('deaf'); ${lives}`, launched),
  );
  const [database, deaf] = launched;
  await new Promise((resolve) => deaf?.once("message", resolve));
  database?.once("exit", () => ends.push("PostgreSQL"));
  deaf?.once("exit", () => ends.push("portal"));
  await services.stop();
  expect(ends).toEqual(["portal", "PostgreSQL"]);
  expect(deaf?.signalCode).toBe("SIGKILL");
});

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { expect, onTestFinished, test } from "vitest";
import { makeBank } from "@/lib/gateways/bank";
import { simulatorMessages } from "@/lib/messages/es/simulator";
import { sentence } from "@/lib/sentence";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import { ACCOUNT, makeDebit, SECRET } from "@/tests/simulator/make";
import { testCardKey } from "@/tests/support/keys";

async function makeDataDir(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "simulator-"));
  onTestFinished(() => rm(dataDir, { recursive: true }));
  return dataDir;
}

function run(env: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/cli/simulator.ts"], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: process.env.NODE_ENV,
      SIMULATOR_PORT: "0",
      SIMULATOR_SECRET: SECRET,
      CARD_KEY: testCardKey,
      ...env,
    } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  return child;
}

async function ready(child: ChildProcess & { stdout: NodeJS.ReadableStream }): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url) return url;
  }
  throw new Error("the simulator ended without an address");
}

async function ending(child: ReturnType<typeof run>) {
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, "close");
  return { code, errors };
}

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s ends the process within 2 s with a request hanging; what it held is there again",
  async (signal) => {
    const SIMULATOR_DATA_DIR = await makeDataDir();
    const child = run({ SIMULATOR_DATA_DIR });
    const url = await ready(child);
    const admin = makeSimulatorAdmin({ url, secret: SECRET });
    await admin.seed({ accounts: [{ account: ACCOUNT, currency: "COP", balanceCents: 100_000n }] });
    await admin.script({ target: "bank", behaviour: { do: "hang", afterWork: true } });
    const hanging = makeBank({ url, secret: SECRET }).debit(makeDebit());
    await expect.poll(async () => (await admin.state()).debits.length).toBe(1);

    const began = performance.now();
    const end = ending(child);
    child.kill(signal);
    expect(await end).toEqual({ code: 0, errors: "" });
    expect(performance.now() - began).toBeLessThan(2_000);
    expect(await hanging).toEqual({ kind: "unknown", detail: "network" });

    const again = await ready(run({ SIMULATOR_DATA_DIR }));
    expect(await makeBank({ url: again, secret: SECRET }).debitStatus("OS-2026-000001")).toMatchObject({
      kind: "confirmed",
    });
  },
);

test("a process killed the hard way keeps every answered debit", async () => {
  const SIMULATOR_DATA_DIR = await makeDataDir();
  const child = run({ SIMULATOR_DATA_DIR });
  const url = await ready(child);
  await makeSimulatorAdmin({ url, secret: SECRET }).seed({
    accounts: [{ account: ACCOUNT, currency: "COP", balanceCents: 100_000n }],
  });
  expect(await makeBank({ url, secret: SECRET }).debit(makeDebit())).toMatchObject({ kind: "confirmed" });
  const end = ending(child);
  child.kill("SIGKILL");
  await end;
  const again = await ready(run({ SIMULATOR_DATA_DIR }));
  const { accounts } = await makeSimulatorAdmin({ url: again, secret: SECRET }).state();
  expect(accounts.get(ACCOUNT)?.balanceCents).toBe(60_000n);
});

test("a taken port, a port that is none, a missing secret or key are one sentence and exit code 1", async () => {
  const SIMULATOR_DATA_DIR = await makeDataDir();
  const port = new URL(await ready(run({ SIMULATOR_DATA_DIR }))).port;
  expect(await ending(run({ SIMULATOR_DATA_DIR, SIMULATOR_PORT: port }))).toEqual({
    code: 1,
    errors: `${sentence(simulatorMessages.portTaken, { port })}\n`,
  });
  expect(await ending(run({ SIMULATOR_DATA_DIR, SIMULATOR_PORT: "70000" }))).toEqual({
    code: 1,
    errors: `${simulatorMessages.portInvalid}\n`,
  });
  expect(await ending(run({ SIMULATOR_DATA_DIR, SIMULATOR_SECRET: "short" }))).toEqual({
    code: 1,
    errors: `${simulatorMessages.secretMissing}\n`,
  });
  const keyless = await ending(run({ SIMULATOR_DATA_DIR, CARD_KEY: "" }));
  expect(keyless.code).toBe(1);
  expect(keyless.errors).toMatch(/^El simulador no pudo iniciar: Falta la variable CARD_KEY: .+\.\n$/);
});

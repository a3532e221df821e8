import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { accepts, freePort, until } from "@/lib/cli/ports";
import { root, typescript } from "@/lib/cli/processes";

const portNames = ["PORT", "MAIL_WEB_PORT", "SMTP_PORT", "SIMULATOR_PORT", "PG_PORT"] as const;
let folder: string;
let ports: Record<(typeof portNames)[number], number>;
const started: ChildProcess[] = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "contrafirma start "));
  chmodSync(folder, 0o755);
  const found = await Promise.all(portNames.map(() => freePort()));
  ports = Object.fromEntries(portNames.map((name, index) => [name, found[index]])) as typeof ports;
});

afterEach(async () => {
  for (const child of started.splice(0))
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
  expect(await until(allClosed, 60_000)).toBe(true);
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command, or the fixture that brings up the services alone; `said` grows with what it says. */
function run(command: "start" | "web" | "reset" | "services", env: Record<string, string> = {}) {
  const { DATABASE_URL, CI, ...inherited } = process.env;
  const file = command === "services" ? "tests/cli/services-fixture.ts" : `lib/cli/${command}.ts`;
  const child = spawn(process.execPath, typescript(file), {
    cwd: root,
    env: {
      ...inherited,
      NODE_ENV: "",
      DATA_DIR: folder,
      LAUNCHED_BY: "tests",
      ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [name, String(port)])),
      ...env,
    } as unknown as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  const said = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said.text += chunk.toString()));
  const ended = once(child, "close").then(([code]) => Number(code));
  return { child, said, ended, says: (words: string) => until(async () => said.text.includes(words), 90_000) };
}

async function allClosed(): Promise<boolean> {
  const open = await Promise.all(Object.values(ports).map((port) => accepts(port)));
  return !open.includes(true);
}

async function servicesRun(): Promise<boolean> {
  const open = await Promise.all(
    [ports.PG_PORT, ports.MAIL_WEB_PORT, ports.SMTP_PORT, ports.SIMULATOR_PORT].map(accepts),
  );
  return !open.includes(false);
}

describe("npm start", { timeout: 240_000 }, () => {
  test("SIGTERM ends everything within ten seconds, PostgreSQL cleanly; the data stays for the next start", async () => {
    const first = run("services");
    expect(await first.says("en marcha"), first.said.text).toBe(true);
    expect(await servicesRun()).toBe(true);
    expect(statSync(join(folder, "secrets.json")).mode & 0o777).toBe(0o600);
    const toldAt = Date.now();
    first.child.kill("SIGTERM");
    expect(await first.ended, first.said.text).toBe(0);
    expect(Date.now() - toldAt).toBeLessThan(10_000);
    expect(await allClosed()).toBe(true);
    expect(existsSync(join(folder, "postgres/postmaster.pid"))).toBe(false);
    expect(existsSync(join(folder, "start.lock"))).toBe(false);

    const second = run("services");
    expect(await second.says("en marcha"), second.said.text).toBe(true);
    second.child.kill("SIGINT");
    expect(await second.ended, second.said.text).toBe(0);
  });

  test("killed with -9, what it started notices and ends, and the next start is not in its way", async () => {
    const first = run("services");
    expect(await first.says("en marcha"), first.said.text).toBe(true);
    first.child.kill("SIGKILL");
    expect(await until(allClosed, 60_000)).toBe(true);

    const second = run("services");
    expect(await second.says("en marcha"), second.said.text).toBe(true);
    second.child.kill("SIGTERM");
    expect(await second.ended, second.said.text).toBe(0);
  });

  test("a second one in the same folder is refused with a sentence, and the first goes on; reset is refused too", async () => {
    const first = run("services");
    expect(await first.says("en marcha"), first.said.text).toBe(true);
    const second = run("start");
    expect(await second.ended, second.said.text).toBe(1);
    expect(second.said.text).toMatch(
      /^Ya hay un npm start en marcha en esta carpeta \(proceso \d+\); deténgalo antes\.\n$/,
    );
    const reset = run("reset");
    expect(await reset.ended).toBe(1);
    expect(reset.said.text).toMatch(/^npm start está en marcha/);
    expect(existsSync(join(folder, "secrets.json"))).toBe(true);
    first.child.kill("SIGTERM");
    expect(await first.ended).toBe(0);

    const after = run("reset");
    expect(await after.ended, after.said.text).toBe(0);
    expect(existsSync(join(folder, "secrets.json"))).toBe(false);
  });

  test.each(portNames)(
    "a taken port is told with its number and the variable %s, and nothing is left running",
    async (name) => {
      const taker = createServer().listen(ports[name], "127.0.0.1");
      await once(taker, "listening");
      const refused = run("start");
      expect(await refused.ended).toBe(1);
      expect(refused.said.text).toContain(`El puerto ${ports[name]} está ocupado; libérelo o elija otro con ${name}.`);
      taker.close();
      await once(taker, "close");
      expect(await allClosed()).toBe(true);
    },
  );

  test("NODE_ENV=production refuses the demonstration", async () => {
    const refused = run("start", { NODE_ENV: "production" });
    expect(await refused.ended).toBe(1);
    expect(refused.said.text).toContain("no corre con NODE_ENV=production");
  });
});

describe("npm run web", () => {
  test("names what is missing, one sentence each, and no value", async () => {
    const refused = run("web", { LAUNCHED_BY: "", SECRETS_KEY: "c2VjcmV0bw==" });
    expect(await refused.ended).toBe(1);
    expect(refused.said.text).toContain(
      "La variable SECRETS_KEY no es válida: una o varias claves id:base64 de 32 bytes",
    );
    expect(refused.said.text).not.toContain("c2VjcmV0bw==");
  });

  test("refuses the demonstration", async () => {
    const secretsKey = `1:${Buffer.alloc(32, 7).toString("base64")}`;
    const refused = run("web", {
      LAUNCHED_BY: "",
      DEMO: "1",
      SECRETS_KEY: secretsKey,
      DATABASE_URL_WEB: "postgres://app_web:x@127.0.0.1:9/x",
    });
    expect(await refused.ended).toBe(1);
    expect(refused.said.text).toMatch(/^La variable DEMO no es válida: la demostración solo vive dentro de npm start/);
  });
});

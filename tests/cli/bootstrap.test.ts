import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { until } from "@/lib/cli/ports";
import { processMark, root } from "@/lib/cli/processes";

/** Writes its process id and arguments, then lives until it is told to end; then says so in a file and exits with 7. */
const command = `
import { writeFileSync } from "node:fs";
process.on("SIGTERM", () => { writeFileSync("ended", "SIGTERM"); process.exit(7); });
setInterval(() => undefined, 1000);
writeFileSync("running", JSON.stringify({ pid: process.pid, node: process.versions.node, args: process.argv.slice(2) }));
`;
let folder: string;
const started: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "contrafirma con espacios "));
  mkdirSync(join(folder, "lib/cli"), { recursive: true });
  for (const file of ["bootstrap.mjs", "leash.mjs"])
    copyFileSync(join(root, "lib/cli", file), join(folder, "lib/cli", file));
  for (const file of ["package.json", "package-lock.json"]) copyFileSync(join(root, file), join(folder, file));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "lib/cli/hold.ts"), command);
});

afterEach(() => {
  for (const child of started.splice(0)) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

function bootstrap(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [join(folder, "lib/cli/bootstrap.mjs"), ...args], {
    env: { PATH: process.env.PATH, ...env } as unknown as NodeJS.ProcessEnv,
    // Closed, as cron and some process managers leave it.
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  const said = { text: "" };
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk: Buffer) => (said.text += chunk.toString()));
  return { child, said, ended: once(child, "close").then(([code]) => code as number | null) };
}

async function running(): Promise<{ pid: number; node: string; args: string[] }> {
  const read = () => readFileSync(join(folder, "running"), "utf8");
  expect(await until(async () => existsWhole(read), 60_000)).toBe(true);
  return JSON.parse(read());
}

function existsWhole(read: () => string): boolean {
  try {
    return read().endsWith("}");
  } catch {
    return false;
  }
}

test("runs the command under the pinned Node with its arguments; the signal arrives, the exit code comes back", async () => {
  const { child, ended, said } = bootstrap(["hold", "RECARGA", "un archivo.txt", "--no-install"]);
  const { node, args } = await running();
  expect(node.startsWith("24.")).toBe(true);
  expect(args).toEqual(["RECARGA", "un archivo.txt"]);
  child.kill("SIGTERM");
  expect(await ended, said.text).toBe(7);
  expect(readFileSync(join(folder, "ended"), "utf8")).toBe("SIGTERM");
});

test("killed with -9, the command notices and ends in order", async () => {
  const { child } = bootstrap(["hold", "--no-install"]);
  const { pid } = await running();
  child.kill("SIGKILL");
  expect(await until(async () => processMark(pid) === null, 60_000)).toBe(true);
  expect(readFileSync(join(folder, "ended"), "utf8")).toBe("SIGTERM");
});

test("when npm dies without passing the signal on, the command ends in order", async () => {
  const shell = spawn("sh", ["-c", `"${process.execPath}" lib/cli/bootstrap.mjs hold --no-install; true`], {
    cwd: folder,
    env: { PATH: process.env.PATH, npm_lifecycle_event: "start" } as unknown as NodeJS.ProcessEnv,
    stdio: "ignore",
  });
  started.push(shell);
  const { pid } = await running();
  shell.kill("SIGKILL");
  expect(await until(async () => processMark(pid) === null, 60_000)).toBe(true);
  expect(readFileSync(join(folder, "ended"), "utf8")).toBe("SIGTERM");
});

test("production installs nothing: without dependencies it says so", async () => {
  rmSync(join(folder, "node_modules"));
  const { ended, said } = bootstrap(["hold"], { NODE_ENV: "production" });
  expect(await ended).toBe(1);
  expect(said.text).toBe("Faltan las dependencias; ejecute npm ci.\n");
});

test.each(["", "no-such", "../evil", "constructor"])("an order that does not exist (%s) is refused", async (order) => {
  const { ended, said } = bootstrap([order, "--no-install"]);
  expect(await ended).toBe(1);
  expect(said.text).toMatch(/^No existe la orden/);
});

/**
 * node lib/cli/bootstrap.mjs COMMAND [ARGUMENTS]: what every npm script goes through. Runs on any Node >= 20.19 with
 * nothing installed: installs what the lock file says, generates the Prisma client, then runs lib/cli/COMMAND.ts under the
 * pinned Node of node_modules, passing on signals and the exit code. With NODE_ENV=production or --no-install it installs
 * and generates nothing.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, realpathSync, statSync, writeFileSync } from "node:fs";
import { constants } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = realpathSync(fileURLToPath(new URL("../..", import.meta.url)));
const at = (...parts) => join(root, ...parts);
const node = at("node_modules/.bin", process.platform === "win32" ? "node.exe" : "node");
const installed = at("node_modules/.contrafirma-lock");
const files = {
  "lot:check": "lot-check",
  check: "test",
  holds: "test",
  e2e: "test",
  soak: "test",
  "demo:token": "demo-token",
  "operator:invite": "operator-invite",
  "secrets:rotate": "secrets-rotate",
};
const [command, ...rest] = process.argv.slice(2);
const args = rest.filter((arg) => arg !== "--no-install");
const fixed = process.env.NODE_ENV === "production" || rest.length !== args.length;

refuseOldNode();
if (!fixed) {
  install();
  generate();
}
run();

function refuseOldNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  end(`Contrafirma necesita Node 20.19 o posterior; este es ${process.versions.node}.`);
}

function install() {
  const lock = createHash("sha256")
    .update(readFileSync(at("package-lock.json")))
    .digest("hex");
  if (existsSync(node) && existsSync(installed) && readFileSync(installed, "utf8") === lock) return;
  if (existsSync(node) && !existsSync(installed) && matchesHidden()) return writeFileSync(installed, lock);
  console.log("Instalando dependencias…");
  const { NODE_ENV, ...env } = process.env;
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const options = ["--include=dev", "--no-audit", "--no-fund", "--loglevel=error"];
  const npmRuns = (stderr, ...how) =>
    spawnSync(npm, [...how, ...options], { cwd: root, env, stdio: ["ignore", "inherit", stderr] }).status === 0;
  // `npm ci` refuses a lock file made where a registry lacks another platform's optional packages; the versions hold anyway.
  if (!npmRuns("ignore", "ci") && !npmRuns("inherit", "install", "--no-save")) {
    end("npm no pudo instalar las dependencias; revise la red, el espacio y los permisos.");
  }
  if (!existsSync(node)) end("npm terminó sin el Node fijado; revise allowScripts en package.json y repita.");
  writeFileSync(installed, lock);
}

/** npm keeps a lock of its own of what it put into node_modules: equal to ours, nothing is missing. */
function matchesHidden() {
  try {
    const wanted = JSON.parse(readFileSync(at("package-lock.json"), "utf8")).packages;
    const found = JSON.parse(readFileSync(at("node_modules/.package-lock.json"), "utf8")).packages;
    return Object.entries(wanted).every(
      ([path, { version, optional }]) => path === "" || optional || found[path]?.version === version,
    );
  } catch {
    return false;
  }
}

function generate() {
  const client = at("lib/generated/prisma/client.ts");
  const schema = at("prisma/schema.prisma");
  if (!existsSync(schema) || (existsSync(client) && statSync(client).mtimeMs > statSync(schema).mtimeMs)) return;
  console.log("Generando el cliente de la base de datos…");
  const { status, stdout, stderr } = spawnSync(node, [at("node_modules/prisma/build/index.js"), "generate"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: process.env.PRISMA_SCHEMA_ENGINE_BINARY ?? node,
      CHECKPOINT_DISABLE: "1",
    },
  });
  if (status !== 0) end(`prisma generate falló.\n${stdout}${stderr}`);
}

function run() {
  const file = at("lib/cli", `${files[command] ?? command}.ts`);
  if (!/^[a-z:0-9]+$/.test(command ?? "") || !existsSync(file)) end(`No existe la orden ${command ?? ""}.`);
  if (!existsSync(node)) end("Faltan las dependencias; ejecute npm ci.");
  const flags = [
    "--import",
    pathToFileURL(at("lib/cli/leash.mjs")).href,
    "--conditions=react-server",
    "--import",
    "tsx",
  ];
  const mode = files[command] === "test" ? [command] : [];
  const child = spawn(node, [...flags, file, ...mode, ...args], {
    cwd: root,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
    env: { ...process.env, LEASHED_BY: String(process.pid) },
  });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  watchNpm(child);
  child.on("error", (error) => end(error.message));
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

/** npm (or the shell that it runs us in) may die without passing the signal on; then the parent changes. */
function watchNpm(child) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) child.kill("SIGTERM");
  }, 500).unref();
}

function end(sentence) {
  console.error(sentence);
  process.exit(1);
}

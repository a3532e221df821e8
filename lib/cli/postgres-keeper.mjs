/**
 * Owns one PostgreSQL server: starts it, tells the parent when it accepts connections, stops it on SIGTERM or when the
 * parent is gone (leash.mjs), so that no server outlives the command that wanted it.
 * argv[2] = JSON { postgres, args, dataDir, uid?, gid?, removeDir? }; the server's log goes to our stderr.
 */
import { spawn } from "node:child_process";
import { rmSync } from "node:fs";

const { postgres, args, dataDir, uid, gid, removeDir } = JSON.parse(process.argv[2]);
const fastShutdownMs = 4000;

const server = spawn(postgres, ["-D", dataDir, ...args], {
  stdio: ["ignore", "ignore", "pipe"],
  detached: true,
  ...(uid === undefined ? {} : { uid, gid }),
  env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
});

let log = "";
let ready = false;
server.stderr.on("data", (chunk) => {
  process.stderr.write(chunk);
  if (ready) return;
  log += chunk.toString("utf8");
  ready = log.includes("ready to accept connections");
  if (ready) tell({ ready: true });
});
server.on("error", (error) => {
  tell({ failed: error.message });
  end(1);
});
server.on("exit", (code) => {
  if (!ready) tell({ failed: lastLine(log) });
  end(code ?? 1);
});

process.on("SIGINT", stop);
process.on("SIGTERM", stop);

function stop() {
  server.kill("SIGINT");
  setTimeout(() => server.kill("SIGQUIT"), fastShutdownMs).unref();
}

function end(code) {
  if (removeDir) rmSync(removeDir, { recursive: true, force: true });
  process.exitCode = code;
}

function tell(message) {
  if (process.connected) process.send(message, () => undefined);
}

function lastLine(text) {
  const lines = text.trim().split("\n");
  const grave = lines.filter((line) => /FATAL|PANIC|HINT/.test(line));
  return (grave.length > 0 ? grave : lines.slice(-1)).join(" · ").replace(/\d{4}-[^[]*\[\d+\]\s*/g, "");
}

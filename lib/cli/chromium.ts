import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "@playwright/test";
import { root } from "@/lib/cli/processes";
import { cliMessages } from "@/lib/messages/es/cli";
import { sentence } from "@/lib/sentence";

const words = cliMessages.test;
const installMaxMs = 60_000;
const packageMaxMs = 300_000;
/** Debian's packages and programs, the one without a window first: it draws a page for two thirds of the work. */
const packages = ["chromium-headless-shell", "chromium"];
const names = [...packages, "chromium-browser", "google-chrome-stable", "google-chrome"];

/**
 * Path of a Chromium for the journeys: CHROMIUM_PATH, Playwright's, the system's; else one is installed (Playwright's within
 * a minute, else a package of Debian's as root). Says what it did; null when there is none to be had.
 */
export function findChromium(): string | null {
  return present() ?? installed();
}

function present(): string | null {
  const given = process.env.CHROMIUM_PATH;
  if (given && existsSync(given)) return tell(words.chromiumSystem, given);
  const own = chromium.executablePath();
  if (own && existsSync(own)) return tell(words.chromiumOwn, own);
  const folders = (process.env.PATH ?? "").split(delimiter);
  const system = names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
  return system ? tell(words.chromiumSystem, system) : null;
}

function installed(): string | null {
  console.log(words.chromiumInstalling);
  const cli = join(root, "node_modules/@playwright/test/cli.js");
  const isRoot = process.getuid?.() === 0;
  const install = [cli, "install", ...(isRoot ? ["--with-deps"] : []), "chromium"];
  run(process.execPath, install, installMaxMs);
  let found = present();
  if (!found && isRoot && existsSync("/usr/bin/apt-get")) {
    console.log(words.chromiumApt);
    run("apt-get", ["update"], packageMaxMs);
    for (const name of packages) {
      if (found) break;
      run("apt-get", ["install", "-y", "--no-install-recommends", name], packageMaxMs);
      found = present();
    }
  }
  if (!found) console.error(words.chromiumNone);
  return found;
}

function run(command: string, args: string[], timeout: number): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  spawnSync(command, args, { stdio: ["ignore", "ignore", "inherit"], timeout, killSignal: "SIGKILL", env });
}

function tell(message: string, path: string): string {
  console.log(sentence(message, { path }));
  return path;
}

import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { Refusal, runMain } from "@/lib/cli/fault";
import { root } from "@/lib/cli/processes";
import { cliMessages } from "@/lib/messages/es/cli";
import { sentence } from "@/lib/sentence";

/** What each is there to be asked by, and the package of Debian's that brings it. */
const judges = [
  { asked: "command -v pdftotext", debian: "poppler-utils" },
  { asked: "command -v qpdf", debian: "qpdf" },
  { asked: "command -v oathtool", debian: "oathtool" },
  { asked: "/usr/bin/python3 -c 'import openpyxl'", debian: "python3-openpyxl" },
  { asked: "command -v soffice", debian: "libreoffice-calc-nogui" },
];

/** `npm run judge`: what independent programs of Debian say of what we make. As root it installs those that are missing. */
async function main(): Promise<void> {
  const missing = judges.filter(({ asked }) => !has(asked));
  if (missing.length > 0) install(missing.map((judge) => judge.debian));
  const vitest = join(root, "node_modules/vitest/vitest.mjs");
  const { status } = spawnSync(
    process.execPath,
    [vitest, "run", "--config", join(root, "tests/judge/vitest.config.ts")],
    {
      cwd: root,
      stdio: "inherit",
    },
  );
  process.exitCode = status ?? 1;
}

function has(asked: string): boolean {
  return spawnSync("sh", ["-c", asked]).status === 0;
}

function install(packages: string[]): void {
  if (process.getuid?.() !== 0)
    throw new Refusal(sentence(cliMessages.judge.missing, { packages: packages.join(" ") }));
  console.log(sentence(cliMessages.judge.installing, { packages: packages.join(" ") }));
  for (const args of [
    ["update", "-qq"],
    ["install", "-y", "-qq", "--no-install-recommends", ...packages],
  ]) {
    const { status } = spawnSync("apt-get", args, {
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (status !== 0) throw new Refusal(sentence(cliMessages.judge.missing, { packages: packages.join(" ") }));
  }
}

if (process.argv[1] === import.meta.filename) await runMain(main);

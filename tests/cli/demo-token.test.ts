import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { root, typescript } from "@/lib/cli/processes";
import { stepOfCode } from "@/lib/tokens/totp";
import { demoSecret } from "@/prisma/seed/demonstration";

const printed = (...args: string[]) =>
  spawnSync(process.execPath, [...typescript("lib/cli/demo-token.ts"), ...args], { cwd: root, encoding: "utf8" });

test("npm run demo:token prints the code that the person's token shows now, and nothing else", () => {
  const { stdout, status } = printed("adm1");
  expect([stdout, status]).toEqual([expect.stringMatching(/^\d{6}\n$/), 0]);
  expect(stepOfCode(demoSecret("adm1"), stdout.trim(), new Date())).not.toBeNull();
});

test.each([["nuevo1"], ["consulta1"], ["nadie"], []])("%s has none: a sentence, exit code 1", (...args) => {
  const { stdout, stderr, status } = printed(...args);
  expect([`${stdout}${stderr}`, status]).toEqual([expect.stringContaining("npm run demo:token -- USUARIO"), 1]);
});

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openDataDir } from "@/lib/cli/data-dir";
import { Fault } from "@/lib/cli/fault";

function makeFolder() {
  const folder = mkdtempSync(join(tmpdir(), "data-dir-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return { folder, path: join(folder, "secrets.json") };
}

test("secrets are made once; a folder of before the key of cards gets one and keeps the rest", () => {
  const { folder, path } = makeFolder();
  const made = openDataDir(folder);
  expect(openDataDir(folder)).toEqual(made);
  const { cardKey, ...before } = made;
  writeFileSync(path, JSON.stringify(before));
  const completed = openDataDir(folder);
  expect(completed).toEqual({ ...before, cardKey: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(completed.cardKey).not.toBe(cardKey);
  expect(openDataDir(folder)).toEqual(completed);
  expect(JSON.parse(readFileSync(path, "utf8"))).toEqual(completed);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.each(["{", "{}", '{"ownerPassword":1}'])("secrets that read %s are a fault, and stay as they are", (text) => {
  const { folder, path } = makeFolder();
  writeFileSync(path, text);
  expect(() => openDataDir(folder)).toThrow(Fault);
  expect(readFileSync(path, "utf8")).toBe(text);
});

import { execFile } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, expect, inject, test } from "vitest";
import { root, typescript } from "@/lib/cli/processes";
import { cliMessages } from "@/lib/messages/es/cli";
import { asOwner, batchOf, demonstration, loaded, recharge, sample, signedIn } from "@/tests/support/make";

// The command as `npm run lot:check` runs it: a process of its own on this file's database.

const samples = fileURLToPath(new URL("../files/samples/", import.meta.url));
const seconds = 90_000;
let folder: string;

beforeAll(async () => {
  await demonstration();
  folder = mkdtempSync(join(inject("runFolder"), "lot-check-"));
});

const placed = (name: string, bytes: Buffer | string): string => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

function lotCheck(...args: string[]): Promise<{ code: number; out: string; errors: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      typescript("lib/cli/lot-check.ts", ...args),
      { cwd: root, env: process.env, timeout: seconds },
      (error, out, errors) => resolve({ code: error === null ? 0 : Number(error.code ?? -1), out, errors }),
    );
  });
}

type Printed = {
  verdict: string;
  faults: number;
  warnings: number;
  lines: number;
  totalCents: string;
  linesHash: string | null;
  list: { line: number; code: string; severity: string }[];
};

/** What it printed, which must be one line of JSON and nothing besides. */
async function verdictOf(type: string, file: string, ...more: string[]): Promise<Printed> {
  const { code, out, errors } = await lotCheck(type, file, ...more);
  expect([code, errors]).toEqual([0, ""]);
  expect(out).toMatch(/^\{.*\}\n$/);
  return JSON.parse(out) as Printed;
}

/** Rows of every table, by table. */
async function rows(): Promise<Record<string, string>> {
  const tables = await asOwner<{ name: string }>(
    "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ('public', 'graphile_worker') ORDER BY 1",
  );
  const counted = await asOwner<{ name: string; n: string }>(
    tables.map(({ name }) => `SELECT '${name}' AS name, count(*) AS n FROM ${name}`).join(" UNION ALL "),
  );
  return Object.fromEntries(counted.map(({ name, n }) => [name, n]));
}

test("the samples: ok, lines with each fault, and a file that is refused whole", { timeout: 3 * seconds }, async () => {
  const good = await verdictOf("RECARGA", join(samples, "recarga-200.txt"));
  expect(good).toMatchObject({ verdict: "ok", faults: 0, warnings: 0, lines: 200, totalCents: "8038819900", list: [] });
  const faulty = await verdictOf("RECARGA", join(samples, "recarga-errores.txt"));
  expect(faulty).toMatchObject({ verdict: "lines", faults: 7, linesHash: null });
  expect(faulty.list.map(({ line, code }) => `${line} ${code}`)).toEqual([
    "3 amountAmbiguous",
    "4 cardUnknown",
    "5 documentTypeUnknown",
    "6 amountNegative",
    "7 amountDecimals",
    "8 duplicate",
    "9 documentCheckDigit",
  ]);
  const refused = await verdictOf("RECARGA", join(samples, "recarga-control.csv"));
  expect(refused).toMatchObject({ verdict: "file", faults: 1, lines: 0, linesHash: null });
  expect(refused.list).toMatchObject([
    { line: 4, code: "controlTotal", params: { stated: expect.any(String), found: expect.any(String) } },
  ]);
  expect(await verdictOf("EMISION", join(samples, "emision-25.csv"))).toMatchObject({
    verdict: "ok",
    lines: 25,
    sampleNames: expect.arrayContaining([expect.stringContaining("Muñoz")]),
  });
});

test("the verdict is the worker's: the same faults and the same hash", { timeout: seconds }, async () => {
  const maker = await signedIn("maker1");
  const bytes = recharge(40);
  const checked = await verdictOf("RECARGA", placed("same.txt", bytes));
  const number = await loaded(maker, bytes);
  const batch = await batchOf(maker, number);
  const [stored] = await asOwner<{ lines_hash: string }>("SELECT lines_hash FROM batch WHERE id = $1", [batch.id]);
  expect([checked.lines, checked.totalCents, checked.linesHash]).toEqual([
    batch.lineCount,
    batch.totalCents.toString(),
    stored?.lines_hash,
  ]);
});

test("the same lines in a lot that is open refuse the file, as an upload would", { timeout: seconds }, async () => {
  const bytes = recharge(5);
  await loaded(await signedIn("maker1"), bytes);
  expect(await verdictOf("RECARGA", placed("open.txt", bytes))).toMatchObject({
    verdict: "file",
    faults: 1,
    list: [{ code: "sameContentOpen" }],
  });
});

test("warnings are ok; company and product are the ones named", { timeout: 3 * seconds }, async () => {
  const twice = placed(
    "twice.txt",
    "tipo_documento;numero_documento;monto;referencia\nCC;10000001;777,00;w\nCC;10000001;778,00;w\n",
  );
  expect(await verdictOf("RECARGA", twice)).toMatchObject({
    verdict: "ok",
    faults: 0,
    warnings: 1,
    list: [{ severity: "warning", line: 3 }],
  });
  const ofP1 = placed("p1.txt", recharge(60));
  expect(await verdictOf("RECARGA", ofP1)).toMatchObject({ verdict: "ok" });
  // P2 has fifty cards, and E2 others.
  expect(await verdictOf("RECARGA", ofP1, "--product", "P2")).toMatchObject({ verdict: "lines", faults: 10 });
  expect(await verdictOf("RECARGA", ofP1, "--company", "E2", "--product", "P9")).toMatchObject({
    verdict: "lines",
    faults: 60,
  });
});

test("what is no lot at all: empty, a picture, nothing but a header", { timeout: 3 * seconds }, async () => {
  for (const [name, bytes] of [
    ["empty.txt", ""],
    ["picture.txt", Buffer.from("89504e470d0a1a0a0000000d49484452", "hex")],
    ["header.txt", "tipo_documento;numero_documento;monto\n"],
  ] as const) {
    expect([name, await verdictOf("RECARGA", placed(name, bytes))]).toEqual([
      name,
      expect.objectContaining({ verdict: "file", faults: 1 }),
    ]);
  }
});

test("leaves no row behind, whatever the verdict", { timeout: 3 * seconds }, async () => {
  const before = await rows();
  expect(before["public.batch"]).toBeDefined();
  for (const name of ["recarga-200.txt", "recarga-errores.txt", "recarga-control.csv"])
    await verdictOf("RECARGA", join(samples, name));
  expect(await rows()).toEqual(before);
});

test("two at once do not disturb each other, nor a lot with the same file", { timeout: seconds }, async () => {
  const file = join(samples, "recarga-200.txt");
  const verdicts = await Promise.all([verdictOf("RECARGA", file), verdictOf("RECARGA", file)]);
  expect(verdicts.map((verdict) => verdict.verdict)).toEqual(["ok", "ok"]);
  await loaded(await signedIn("maker1"), sample("recarga-200.txt"));
});

test("asked wrongly it prints no verdict, one sentence, and ends with 1", { timeout: 3 * seconds }, async () => {
  const file = join(samples, "recarga-200.txt");
  for (const [args, sentence] of [
    [[], cliMessages.lotCheck.usage],
    [["NADA", file], cliMessages.lotCheck.usage],
    [["RECARGA", file, "--company", "E9"], cliMessages.lotCheck.noProduct],
    [["RECARGA", file, "--product", "P9"], cliMessages.lotCheck.noProduct],
  ] as const) {
    expect([args, await lotCheck(...args)]).toEqual([args, { code: 1, out: "", errors: `${sentence}\n` }]);
  }
});

test("a file that is not there is told in one sentence, not as a fault of ours", { timeout: seconds }, async () => {
  const { code, out, errors } = await lotCheck("RECARGA", join(folder, "none.txt"));
  expect([code, out]).toEqual([1, ""]);
  expect(errors.trim().split("\n")).toHaveLength(1);
});

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readSheet } from "@/lib/bulk/read";
import { xlsxOf } from "@/lib/files/sheet";

// A list that openpyxl or LibreOffice edited and saved reads as the one that was exported, but for what was edited.

const folder = mkdtempSync(join(tmpdir(), "team-file-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const columns = ["usuario", "nombre", "nacimiento", "documento", "cargo"] as const;
const exported = [
  ["ana", "Ángela Ñandú", "1990-05-20", "DNI-00000311", "Jefa & más"],
  ["eva", "Eva", "", "CE-001234567", "=1+1"],
];
const edited = [
  ["ana", "Ángela Ñandú", "1991-12-31", "DNI-00000311", "Directora"],
  ["eva", "Eva", "", "CE-001234567", "=1+1"],
  ["", "Inés", "1985-01-02", "40123456", "Analista"],
];
const editor = `
import datetime, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.worksheets[0]
sheet["C2"] = datetime.date(1991, 12, 31)
sheet["E2"] = "Directora"
sheet.append([None, "Inés", datetime.date(1985, 1, 2), 40123456, "Analista"])
book.save(sys.argv[2])
`;

async function export_(name: string): Promise<string> {
  async function* parts() {
    yield exported;
  }
  const table = {
    head: { title: "Usuarios", facts: [] },
    columns: columns.map((label) => ({ label, width: 20, kind: "text" as const })),
    parts: parts(),
  };
  const chunks: Uint8Array[] = [];
  for await (const chunk of xlsxOf(
    table,
    { rows: "Usuarios", about: "Sobre este archivo" },
    new Date("2026-11-27T15:00:00Z"),
  ))
    chunks.push(chunk);
  const file = join(folder, name);
  writeFileSync(file, Buffer.concat(chunks));
  return file;
}

async function read(file: string): Promise<string[][]> {
  const asked = {
    columns: columns.map((key) => ({ key, names: [key] })),
    ignored: [],
    key: "usuario" as const,
    rowsMax: 100,
  };
  const found = await readSheet(readFileSync(file), asked);
  if (found.fault) throw new Error(found.fault.code);
  return found.rows.map(({ cells }) => columns.map((key) => cells[key] ?? ""));
}

const converted = (file: string, to: string): string => {
  const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
  execFileSync("/usr/bin/soffice", [profile, "--headless", "--convert-to", to, "--outdir", join(folder, "out"), file], {
    timeout: 120_000,
  });
  return join(folder, "out", `${file.slice(folder.length + 1).replace(/\.\w+$/, "")}.${to}`);
};

test("as it was exported", async () => {
  expect(await read(await export_("uno.xlsx"))).toEqual(exported);
});

test("edited by openpyxl, and that saved again by LibreOffice", async () => {
  const file = join(folder, "editado.xlsx");
  execFileSync("/usr/bin/python3", ["-W", "error", "-c", editor, await export_("dos.xlsx"), file]);
  expect(await read(file)).toEqual(edited);
  expect(await read(converted(file, "xlsx"))).toEqual(edited);
}, 180_000);

test("saved by LibreOffice as it is", async () => {
  expect(await read(converted(await export_("tres.xlsx"), "xlsx"))).toEqual(exported);
}, 180_000);

import { expect, test } from "vitest";
import { readInvoiceFile } from "@/lib/invoices/file";

const read = (text: string | Buffer) => readInvoiceFile(Buffer.from(text));
const head = "empresa;orden;factura\n";
const line = "E1;OS-2026-000001;FE-1020\n";
const codes = (text: string | Buffer) =>
  read(text).faults.map(({ line, column, code, params }) => [line, column, code, params]);

test("a good file: its columns in any order, its text in any encoding, its numbers in their normal form", () => {
  const first = { line: 2, company: "E1", order: "OS-2026-000001", invoice: "FE-1020" };
  expect(read(head + line)).toEqual({
    faults: [],
    lines: [{ ...first, columns: { empresa: 0, orden: 1, factura: 2 } }],
  });
  const other = "Factura,EMPRESA,Órden\r\n fe-1020 , e1,os-2026-000001\r\n\r\n";
  const moved = { ...first, columns: { factura: 0, empresa: 1, orden: 2 } };
  expect(read(other)).toEqual({ faults: [], lines: [moved] });
  expect(read(Buffer.from(`\ufeff${other}`, "utf16le"))).toEqual({ faults: [], lines: [moved] });
  expect(read(Buffer.from(other, "latin1"))).toEqual({ faults: [], lines: [moved] });
});

test.each([
  ["nothing", "", 1, "empty"],
  ["a header only", head, 1, "noDataLines"],
  ["a column too many", "empresa;orden;factura;otra\n", 1, "invoiceHeader"],
  ["a column too few", "empresa;orden\n", 1, "invoiceHeader"],
  ["a column twice", "empresa;orden;orden\n", 1, "invoiceHeader"],
  ["no header", line, 1, "invoiceHeader"],
  ["a blank line", `${head}${line}\n${line}`, 3, "blankLine"],
  ["an open quote", `${head}E1;"OS`, 2, "openQuote"],
  ["a sheet", Buffer.concat([Buffer.from([0x50, 0x4b, 0x03, 0x04]), Buffer.from("xl/workbook.xml")]), 0, "wrongKind"],
])("of a file with %s nothing else counts", (_, text, at, code) => {
  expect(read(text)).toEqual({ lines: [], faults: [expect.objectContaining({ line: at, code })] });
});

test("five thousand lines are read, and one more is not", () => {
  const numbered = (count: number) =>
    head + Array.from({ length: count }, (_, n) => `E1;OS-2026-${String(n).padStart(6, "0")};FE-${n}`).join("\n");
  expect(read(numbered(5_000)).lines).toHaveLength(5_000);
  expect(codes(numbered(5_001))).toEqual([[5_002, null, "invoiceLines", { max: "5000" }]]);
});

test("every fault of a line stands with its line and column, and the other lines are read on", () => {
  const text = [
    "empresa;orden;factura",
    "E 1;OS-2026-1;FE 1",
    ";;",
    "E1;OS-2026-000002;A\u202eB",
    "E1;OS-2026-000003",
    "E1;OS-2026-000004;FE-4",
    "e1;os-2026-000004;FE-5",
    `E1;OS-2026-000006;${"9".repeat(31)}`,
    ";OS-2026-000007;FE-7",
  ].join("\n");
  // A line of separators alone is a blank one.
  expect(codes(text)).toEqual([[3, null, "blankLine", {}]]);
  expect(codes(text.replace("\n;;", ""))).toEqual([
    [2, 1, "companyUnknown", {}],
    [2, 2, "orderNumber", {}],
    [2, 3, "invoiceNumber", {}],
    [3, 3, "forbiddenCharacter", { character: "U+202E", position: "2" }],
    [4, null, "wrongCellCount", { found: "2", expected: "3" }],
    [6, 2, "orderRepeated", { line: "5" }],
    [7, 3, "invoiceNumber", {}],
    [8, 1, "required", {}],
  ]);
  expect(read(text.replace("\n;;", "")).lines.map(({ order }) => order)).toEqual(["OS-2026-000004"]);
});

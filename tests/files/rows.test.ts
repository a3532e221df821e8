import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { readSheet } from "@/lib/bulk/read";
import { archive, bookOf, rowOf } from "@/tests/files/books";

// A list that somebody edited, whichever program wrote it; and what is no list, is too much of one, or means harm.

const asked = {
  columns: [
    { key: "usuario", names: ["Usuario", "User"] },
    { key: "nacimiento", names: ["Fecha de nacimiento"] },
    { key: "cargo", names: ["Cargo"] },
  ],
  ignored: ["Último acceso"],
  key: "usuario",
  rowsMax: 20,
} as const;
const read = (bytes: Buffer) => readSheet<"usuario" | "nacimiento" | "cargo">(bytes, asked);
const rows = async (bytes: Buffer) => {
  const found = await read(bytes);
  return found.fault
    ? found.fault.code
    : found.rows.map(({ line, cells, broken }) => [line, ...Object.values(cells), ...broken]);
};
const code = async (bytes: Buffer) => (await read(bytes)).fault?.code ?? "ok";

const header = "Usuario;Fecha de nacimiento;Cargo";
const text = (...lines: string[]) => Buffer.from(lines.join("\r\n"));

describe("delimited", () => {
  test.each<[string, Buffer]>([
    ["semicolons", text(header, "ana;1990-05-20;Jefa de área")],
    ["commas", text(header.replaceAll(";", ","), "ana,1990-05-20,Jefa de área")],
    ["tabs", text(header.replaceAll(";", "\t"), "ana\t1990-05-20\tJefa de área")],
    [
      "a mark before UTF-8",
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), text(header, "ana;1990-05-20;Jefa de área")]),
    ],
    ["Windows-1252", Buffer.from([header, "ana;1990-05-20;Jefa de área"].join("\r\n"), "latin1")],
    [
      "UTF-16",
      Buffer.concat([
        Buffer.from([0xff, 0xfe]),
        Buffer.from([header, "ana;1990-05-20;Jefa de área"].join("\n"), "utf16le"),
      ]),
    ],
    ["quotes", text(header, '"ana";"1990-05-20";"Jefa de área"')],
    ["empty lines behind", text(header, "ana;1990-05-20;Jefa de área", ";;", "", "")],
    [
      "columns in capitals, without accents, required ones marked",
      text("USUARIO *;fecha  de nacimiento;CARGO", "ana;1990-05-20;Jefa de área"),
    ],
    ["a column that only tells", text(`${header};Último acceso`, "ana;1990-05-20;Jefa de área;2026-01-01 00:00:00")],
  ])("%s", async (_, bytes) => {
    expect(await rows(bytes)).toEqual([[2, "ana", "1990-05-20", "Jefa de área"]]);
  });

  test("behind what an export says of itself, by its own delimiter, whatever stands in the title", async () => {
    const file = text("Usuarios, del bróker", "Filtros;Ninguno, todos", "", header, "ana;1990-05-20;Jefa, de todo");
    expect(await rows(file)).toEqual([[5, "ana", "1990-05-20", "Jefa, de todo"]]);
  });

  test("columns in another order, some not there; what an export guarded is as it was", async () => {
    expect(await rows(text("Cargo;Usuario", "'=Jefa;ana", "O'Higgins;eva"))).toEqual([
      [2, "=Jefa", "ana"],
      [3, "O'Higgins", "eva"],
    ]);
  });
});

const days = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/><numFmt numFmtId="171" formatCode="&quot;día&quot; 0"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>`;
const head = rowOf("Usuario", "Fecha de nacimiento", "Cargo");
const cells = (inside: string) => `${head}<row r="5">${inside}</row>`;

describe("a book", () => {
  test.each<[string, { sheet: string; texts?: string; styles?: string; book?: string }, unknown[]]>([
    [
      "texts in place",
      { sheet: head + rowOf("ana", "1990-05-20", "Jefa &amp; más") },
      [2, "ana", "1990-05-20", "Jefa & más"],
    ],
    [
      "shared texts, in parts, without how they are read aloud",
      {
        sheet: `${head}<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" t="s"><v>1</v></c></row>`,
        texts: "<si><t>ana</t></si><si><r><t>Je</t></r><r><t>fa</t></r><rPh><t>otra</t></rPh></si>",
      },
      [2, "ana", "", "Jefa"],
    ],
    [
      "days by Excel's format and by one's own",
      {
        sheet: cells(
          '<c r="A5" t="str"><v>ana</v></c><c r="B5" s="1"><v>33013</v></c><c r="C5" s="2"><v>33013.5</v></c>',
        ),
        styles: days,
      },
      [5, "ana", "1990-05-20", "1990-05-20"],
    ],
    [
      "days of a book that counts from 1904",
      {
        sheet: cells('<c r="A5" t="str"><v>ana</v></c><c r="B5" s="1"><v>31551</v></c>'),
        styles: days,
        book: `<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="a" r:id="rId1"/></sheets></workbook>`,
      },
      [5, "ana", "1990-05-20", ""],
    ],
    [
      "numbers as they are typed, never a day without its format",
      {
        sheet: cells('<c r="A5"><v>12345678901</v></c><c r="B5" s="3"><v>33013</v></c><c r="C5"><v>1.5E+3</v></c>'),
        styles: days,
      },
      [5, "12345678901", "33013", "1500"],
    ],
    [
      "of a formula its result",
      { sheet: cells('<c r="A5" t="str"><f>B1&amp;"x"</f><v>ana</v></c>') },
      [5, "ana", "", ""],
    ],
    [
      "a formula without its result, and an error, are broken",
      {
        sheet: cells('<c r="A5" t="str"><v>ana</v></c><c r="B5"><f>TODAY()</f></c><c r="C5" t="e"><v>#N/A</v></c>'),
      },
      [5, "ana", "", "#N/A", "nacimiento", "cargo"],
    ],
    [
      "names with a prefix",
      {
        sheet: `${head}<x:row r="2"><x:c r="A2" t="inlineStr"><x:is><x:t>ana</x:t></x:is></x:c></x:row>`,
      },
      [2, "ana", "", ""],
    ],
    [
      "the sheet that is shown",
      {
        sheet: head + rowOf("ana"),
        book: `<workbook xmlns:r="x"><sheets><sheet name="a" state="hidden" r:id="rId9"/><sheet name="b" r:id="rId1"/></sheets></workbook>`,
      },
      [2, "ana", "", ""],
    ],
  ])("%s", async (_, parts, expected) => {
    expect(await rows(await bookOf(parts))).toEqual([expected]);
  });
});

const bomb = async () => {
  // A sheet of 200 MB in some 200 kB.
  const packed = deflateRawSync(
    Buffer.concat([Buffer.from("<worksheet><sheetData>"), Buffer.alloc(200_000_000, '<c r="A1"></c>')]),
  );
  const honest = await bookOf({ sheet: rowOf("a") });
  const name = Buffer.from("xl/worksheets/sheet1.xml");
  const local = honest.indexOf(Buffer.concat([name]), 0);
  const start = honest.lastIndexOf(Buffer.from([0x50, 0x4b, 3, 4]), local);
  const next = honest.indexOf(Buffer.from([0x50, 0x4b, 7, 8]), local);
  const cut = Buffer.concat([
    honest.subarray(0, start),
    honest.subarray(start, local + name.length),
    packed,
    honest.subarray(next),
  ]);
  const grown = cut.length - honest.length;
  const end = cut.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  cut.writeUInt32LE(cut.readUInt32LE(end + 16) + grown, end + 16);
  let at = cut.readUInt32LE(end + 16);
  while (cut.readUInt32LE(at) === 0x02014b50) {
    const length = cut.readUInt16LE(at + 28);
    if (cut.toString("utf8", at + 46, at + 46 + length) === name.toString()) cut.writeUInt32LE(packed.length, at + 20);
    at += 46 + length;
  }
  return cut;
};

const numbered = (line: number, ...texts: string[]) => rowOf(...texts).replace("<row>", `<row r="${line}">`);

describe("refused whole, in a sentence", () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => rowOf(`ana${n}`)).join("");
  test.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ["nothing", () => Buffer.alloc(0), "empty"],
    ["a picture", () => Buffer.from("89504e470d0a1a0a", "hex"), "sheetKind"],
    ["an old or a protected book", () => Buffer.from("d0cf11e0a1b11ae1", "hex"), "sheetKind"],
    ["another archive", () => archive({ "a.txt": "a" }), "sheetKind"],
    ["a web page", () => text("<html><table>"), "sheetKind"],
    ["other columns", () => text("Nombre;Apellido", "Ana;Paz"), "sheetHeader"],
    ["the key alone", () => text("Usuario", "ana"), "sheetHeader"],
    ["a column nobody knows", () => text("Usuario;Cargo;Sueldo", "ana;Jefa;10"), "unknownColumn"],
    ["a column twice", () => text("Usuario;Cargo;cargo", "ana;Jefa;10"), "repeatedColumn"],
    ["no rows", () => text(header, ";;"), "noDataLines"],
    ["a quote that never ends", () => text(header, 'ana;"1990;Jefa'), "openQuote"],
    [
      "more rows than may be, as text",
      () => text(header, ...Array.from({ length: 21 }, (_, n) => `ana${n};;`)),
      "sheetRows",
    ],
    ["more rows than may be, in a book", () => bookOf({ sheet: head + many(30_000) }), "sheetRows"],
    ["what unpacks to two hundred million bytes", bomb, "sheetTooBig"],
    [
      "entities that grow",
      () =>
        bookOf({
          sheet: "",
          more: {
            "xl/worksheets/sheet1.xml":
              '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb"><!ENTITY c "&b;&b;&b;">]><worksheet>&c;</worksheet>',
          },
        }),
      "sheetBroken",
    ],
    ["an entity nobody declared", () => bookOf({ sheet: head + rowOf("&otra;") }), "sheetBroken"],
    ["markup that does not end", () => bookOf({ sheet: "<row><c>" }), "sheetBroken"],
    ["a text that is not there", () => bookOf({ sheet: `${head}<row><c t="s"><v>7</v></c></row>` }), "sheetBroken"],
    ["cells of megabytes", () => bookOf({ sheet: head + rowOf("x".repeat(900_000)) }), "sheetTooBig"],
    [
      "millions of empty texts",
      () => bookOf({ sheet: head + rowOf("ana"), texts: "<si/>".repeat(2_600_000) }),
      "sheetTooBig",
    ],
    [
      "a row that stands twice",
      () => bookOf({ sheet: `${head}${numbered(2, "ana")}${numbered(2, "eva")}` }),
      "sheetBroken",
    ],
    [
      "rows that go back",
      () => bookOf({ sheet: `${numbered(3, "Usuario", "Cargo")}${numbered(2, "eva")}` }),
      "sheetBroken",
    ],
    ["half a row", () => bookOf({ sheet: `${head}${numbered(2.5, "ana")}` }), "sheetBroken"],
    ["a book cut short", async () => (await bookOf({ sheet: head + rowOf("ana") })).subarray(0, 900), "sheetBroken"],
    [
      "a book whose directory points elsewhere",
      async () => {
        const book = Buffer.from(await bookOf({ sheet: head + rowOf("ana") }));
        const end = book.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
        book.writeUInt32LE(book.length, end + 16);
        return book;
      },
      "sheetBroken",
    ],
  ])("%s", async (_, bytes, expected) => {
    expect(await code(await bytes())).toBe(expected);
  });

  test("a format of brackets that nothing closes costs no more than its length", async () => {
    const styles = `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="${"[".repeat(50_000)}"/></numFmts></styleSheet>`;
    const started = performance.now();
    expect(await code(await bookOf({ sheet: head + rowOf("ana"), styles }))).toBe("ok");
    expect(performance.now() - started).toBeLessThan(1_000);
  });

  test("a tag that is one long attribute costs no more than its length", async () => {
    const tag = `<row ${"a ".repeat(200_000)}>`;
    const started = performance.now();
    await code(await bookOf({ sheet: `${head}${tag}</row>` }));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

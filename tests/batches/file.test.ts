import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import fc from "fast-check";
import { createTranslator } from "next-intl";
import { describe, expect, test } from "vitest";
import { type BatchType, batchTypes, layouts } from "@/lib/batches/layouts";
import { type ParsedFile, type ParsedPage, parseBatchFile } from "@/lib/batches/parse";
import { type Encoding, EncodingDetector } from "@/lib/files/encoding";
import type { Fault } from "@/lib/files/fault";
import { faults } from "@/lib/messages/es/faults";
import { cut } from "../files/support";

const say = createTranslator({
  locale: "es",
  messages: { faults },
  onError: (error) => {
    throw error;
  },
}) as (key: string, params: Record<string, string>) => string;

type Asked = { type?: BatchType; country?: "CO" | "PE"; encoding?: Encoding; linesMax?: number; chunks?: number[] };

async function parse(content: string | Uint8Array, asked: Asked = {}): Promise<ParsedPage & ParsedFile> {
  const bytes = Buffer.from(content as Uint8Array);
  const detector = new EncodingDetector();
  detector.push(bytes);
  const pages = parseBatchFile(stream(cut(bytes, asked.chunks ?? [])), {
    type: asked.type ?? "RECARGA",
    country: asked.country ?? "CO",
    encoding: asked.encoding ?? detector.encoding(),
    linesMax: asked.linesMax ?? 1_000,
    amountMinCents: 1n,
    amountMaxCents: 999_999_999_999n,
  });
  const all: ParsedPage = { lines: [], faults: [], faultyLines: [] };
  for (;;) {
    const { done, value } = await pages.next();
    if (done) {
      // Every fault met in these tests has a sentence that its params fill.
      for (const fault of [...all.faults, ...(value.fileFault ? [value.fileFault] : [])]) {
        expect(say(`faults.${fault.code}`, fault.params)).toMatch(/\.$/);
      }
      return { ...all, ...value };
    }
    all.lines.push(...value.lines);
    all.faults.push(...value.faults);
    all.faultyLines.push(...value.faultyLines);
  }
}

async function* stream(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

const sample = (name: string) => readFile(new URL(`../files/samples/${name}`, import.meta.url));
const brief = ({ line, column, field, code, proposal }: Fault) => ({ line, column, field, code, proposal });
const header = "tipo_documento;numero_documento;monto;referencia";
const line = "CC;10000001;1000,00;Ref 1";
const recharge = (...lines: string[]) => [header, ...lines].join("\n");

describe("samples", () => {
  test("recarga-200: every line and its control line", async () => {
    const file = await parse(await sample("recarga-200.txt"));
    expect(file).toMatchObject({ lineCount: 200, totalCents: 8_038_819_900n, faultCount: 0, fileFault: null });
    expect(file.lines).toHaveLength(200);
    expect(file.lines[0]).toMatchObject({
      line: 2,
      document: "CC-10000001",
      cardReference: null,
      amountCents: 100_000n,
      reference: "Ref 1",
      fields: "CC\u001f10000001\u001f100000\u001fRef 1\u001f",
    });
  });

  test("recarga-errores: its five faults of form, each with line, column and proposal", async () => {
    const file = await parse(await sample("recarga-errores.txt"));
    expect(file.fileFault).toBeNull();
    expect(file.faults.map(brief)).toEqual([
      { line: 3, column: 3, field: "monto", code: "amountAmbiguous", proposal: null },
      { line: 5, column: 1, field: "tipo_documento", code: "documentTypeUnknown", proposal: null },
      { line: 6, column: 3, field: "monto", code: "amountNegative", proposal: null },
      { line: 7, column: 3, field: "monto", code: "amountDecimals", proposal: null },
      { line: 9, column: 2, field: "numero_documento", code: "documentCheckDigit", proposal: "900512347-2" },
    ]);
    expect(file).toMatchObject({ lineCount: 9, faultCount: 5, totalCents: 22_500_050n });
    expect(file.faultyLines.map(({ line }) => line)).toEqual([3, 5, 6, 7, 9]);
    expect(file.faultyLines[0]?.cells).toEqual(["CC", "10000002", "1.500", "Auxilio noviembre"]);
  });

  test("recarga-control: refused with both numbers", async () => {
    const { fileFault } = await parse(await sample("recarga-control.csv"));
    expect(fileFault).toMatchObject({ line: 4, code: "controlTotal" });
    expect(fileFault?.params).toEqual({ stated: "$ 310,00", found: "$ 300,00" });
  });

  test("emision-25: names of Windows-1252 whole", async () => {
    const file = await parse(await sample("emision-25.csv"), { type: "EMISION" });
    expect(file).toMatchObject({ lineCount: 25, faultCount: 0, fileFault: null, totalCents: 325_000_00n * 10n });
    expect(file.sampleNames).toEqual([
      "Andrés Muñoz",
      "María José Ibáñez",
      "Óscar Núñez",
      "Zoé Agüero",
      "Íngrid Peñaloza",
    ]);
    expect(file.lines[4]?.fields.split("\u001f")).toEqual([
      "CC",
      "52000005",
      "Íngrid",
      "Peñaloza",
      "1974-05-14",
      "persona5@ejemplo.co",
      "3045550004",
      "",
      "5000000",
    ]);
  });
});

describe("hashes", () => {
  test("of lines, of their order, and of the same content in another order", async () => {
    const lines = [line, "CC;10000002;5;", "CC;10000003;7;ñ", line];
    const file = await parse(recharge(...lines));
    const sha = (data: string | Uint8Array) => createHash("sha256").update(data).digest();
    const each = file.lines.map(({ fields }) => sha(fields));
    expect(file.linesHash).toBe(sha(Buffer.concat(each)).toString("hex"));
    const turned = await parse(recharge(...lines.toReversed()));
    expect(turned.contentHash).toBe(file.contentHash);
    expect(turned.linesHash).not.toBe(file.linesHash);
    const once = await parse(recharge(...lines.slice(1)));
    expect(once.contentHash).not.toBe(file.contentHash);
  });

  test("do not depend on the order of columns, spaces, NFC, encoding or the form of an amount", async () => {
    const plain = await parse(recharge("CC;10000001;1000,00;Peña"));
    const other = await parse("REFERENCIA|Monto|número_documento|tipo_documento\r\nPen\u0303a |1000| 10000001|cc\r\n");
    const wide = await parse(Buffer.from(`\ufeff${recharge("CC;10000001;1000.00;Peña")}`, "utf16le"));
    expect([other.contentHash, wide.contentHash]).toEqual([plain.contentHash, plain.contentHash]);
  });
});

describe("faults of the file", () => {
  test.each<[string, string, string, number, Record<string, string>]>([
    ["empty", "", "empty", 1, {}],
    ["only a mark", "\ufeff", "empty", 1, {}],
    ["only blank lines", "\n \r\n", "empty", 1, {}],
    ["header only", `${header}\n`, "noDataLines", 1, {}],
    ["header and control only", recharge("TOTAL;0;0"), "noDataLines", 2, {}],
    ["blank before the header", `\n${recharge(line)}`, "blankLine", 1, {}],
    ["blank inside", recharge(line, "", line), "blankLine", 3, {}],
    ["only separators inside", recharge(line, " ;;;", line), "blankLine", 3, {}],
    ["blank before the control line", recharge(line, "", "TOTAL;1;1000"), "blankLine", 3, {}],
    ["unknown column", `${header};ciudad;color\n`, "unknownColumn", 1, { columns: "ciudad, color" }],
    ["repeated column", `${header};Monto\n`, "repeatedColumn", 1, { columns: "monto" }],
    ["missing columns", "tipo_documento;referencia\n", "missingColumn", 1, { columns: "numero_documento, monto" }],
    [
      "half a pair beside the reference",
      "tipo_documento;referencia_tarjeta;monto",
      "missingColumn",
      1,
      { columns: "numero_documento" },
    ],
    ["unnamed column", `${header};\n`, "unnamedColumn", 1, { position: "5" }],
    ["a name that every object has", `${header};constructor`, "unknownColumn", 1, { columns: "constructor" }],
    ["other programs' separator line", `sep=;\n${header}`, "unknownColumn", 1, { columns: "sep=" }],
    ["data without header", `${line}\n${line}`, "delimiterUnclear", 1, {}],
    ["open quote", recharge(line, 'CC;10000001;1000;"Ref', line), "openQuote", 3, {}],
    ["bare quote", recharge(line, 'CC;10000001;1000;Ref "1"'), "bareQuote", 3, {}],
    ["long line", recharge(line, `CC;10000001;1000;${"x".repeat(65_536)}`), "lineTooLong", 3, { max: "65536" }],
    ["many columns", `${"a;".repeat(200)}\n`, "tooManyColumns", 1, { max: "100" }],
    ["too many lines", recharge(...Array<string>(1_001).fill(line)), "tooManyLines", 1_002, { max: "1000" }],
    ["control of other lines", recharge(line, "TOTAL;2;1000"), "controlLines", 3, { stated: "2", found: "1" }],
    [
      "control of another sum",
      recharge(line, "TOTAL;1;999,99"),
      "controlTotal",
      3,
      { stated: "$ 999,99", found: "$ 1.000,00" },
    ],
    ["control without sum", recharge(line, "TOTAL;1"), "controlMalformed", 3, { amounts: "yes" }],
    ["control with thousands", recharge(line, "TOTAL;1;1.000,00"), "controlMalformed", 3, { amounts: "yes" }],
    ["control with text", recharge(line, "TOTAL;una;1000"), "controlMalformed", 3, { amounts: "yes" }],
    ["control of too much", recharge(line, "TOTAL;1;1000;listo"), "controlMalformed", 3, { amounts: "yes" }],
    ["control inside", recharge(line, "TOTAL;1;1000", line), "controlNotLast", 3, { next: "4" }],
    ["control twice", recharge(line, "TOTAL;1;1000", "TOTAL;1;1000"), "controlNotLast", 3, { next: "4" }],
  ])("%s", async (_, content, code, at, params) => {
    const { fileFault } = await parse(content);
    expect(fileFault).toMatchObject({ code, line: at, params });
  });

  test.each([
    ["all as asked", "TOTAL;1;1000,00"],
    ["no decimals", "total;1;1000"],
    ["padded by a spreadsheet", "TOTAL;1;1000.00;"],
    ["and blank lines after", "TOTAL;1;1000.00\n\n;;;\n"],
  ])("a good control line: %s", async (_, control) => {
    expect(await parse(recharge(line, control))).toMatchObject({ fileFault: null, lineCount: 1, faultCount: 0 });
  });

  test("a sum that cannot be known is not compared, the number of lines is", async () => {
    const faulty = [line, "CC;10000002;1.500;x"];
    expect((await parse(recharge(...faulty, "TOTAL;2;2500,00"))).fileFault).toBeNull();
    expect((await parse(recharge(...faulty, "TOTAL;3;2500,00"))).fileFault).toMatchObject({ code: "controlLines" });
  });

  test("as many lines as allowed, with a control line", async () => {
    const file = await parse(recharge(line, line, "TOTAL;2;2000"), { linesMax: 2 });
    expect(file).toMatchObject({ fileFault: null, lineCount: 2 });
  });

  test("a column name near a known one is proposed", async () => {
    const { fileFault } = await parse("tipo documento;numero_documento;monto\n");
    expect(fileFault).toMatchObject({ code: "unknownColumn", proposal: "tipo_documento" });
  });
});

describe("faults of a line", () => {
  test.each<[string, string, string, number | null]>([
    ["too few cells", "CC;10000001;1000", "wrongCellCount", null],
    ["too many cells", `${line};`, "wrongCellCount", null],
    ["no amount", "CC;10000001;;x", "required", 3],
    ["no type", ";10000001;1000;x", "required", 1],
    ["no number", "CC;;1000;x", "required", 2],
    ["formula as amount", "CC;10000001;=1+1;x", "amountFormat", 3],
    ["digits of another script", "CC;١٠٠٠٠٠٠١;1000;x", "documentNumber", 2],
    ["NUL", "CC;10000001;1000;a\u0000b", "forbiddenCharacter", 4],
    ["NUL in an amount", "CC;10000001;10\u000000;a", "forbiddenCharacter", 3],
    ["bidi", "CC;10000001;1000;a\u202eb", "forbiddenCharacter", 4],
    ["U+FFFD", "CC;10000001;1000;Pe\ufffda", "replacementCharacter", 4],
    ["line end in quotes", 'CC;10000001;1000;"a\nb"', "forbiddenCharacter", 4],
    ["long reference", `CC;10000001;1000;${"ñ".repeat(61)}`, "tooLong", 4],
    ["long amount", `CC;10000001;${"9".repeat(60_000)};x`, "tooLong", 3],
  ])("%s", async (_, text, code, column) => {
    const file = await parse(recharge(line, text));
    expect(file.fileFault).toBeNull();
    expect(file.faults).toEqual([expect.objectContaining({ line: 3, column, code })]);
    expect(file).toMatchObject({ lineCount: 2, faultCount: 1, lines: { length: 1 } });
    const kept = JSON.stringify([file.faults, file.faultyLines]);
    expect(kept.length).toBeLessThan(3_000);
    expect(kept).not.toMatch(/\\u0000|[\u202e\ufffd]/);
  });

  test("several faults of one line are all told", async () => {
    const file = await parse(recharge("XX;1;1.500;\u0007"));
    expect(file.faults.map(({ column }) => column)).toEqual([1, 3, 4]);
    expect(file.faultCount).toBe(3);
  });

  test("a reference of 60 characters and a formula kept as text", async () => {
    const file = await parse(recharge(`CC;10000001;1000;${"😀".repeat(60)}`, "CC;10000002;1000;=cmd|' /C calc'!A0"));
    expect(file.faultCount).toBe(0);
    expect(file.lines[1]?.reference).toBe("=cmd|' /C calc'!A0");
  });

  test("an undefined byte of Windows-1252 is refused with its place", async () => {
    const file = await parse(Buffer.from(recharge("CC;10000001;1000;Pe\u00f1a\u0081"), "latin1"));
    expect(file.faults).toMatchObject([{ line: 2, column: 4, params: { character: "U+0081", position: "5" } }]);
  });

  test("limits of the product", async () => {
    const pages = parseBatchFile(stream([Buffer.from(recharge("CC;10000001;999;", line, "CC;10000001;5001;"))]), {
      type: "RECARGA",
      country: "CO",
      encoding: "utf-8",
      linesMax: 10,
      amountMinCents: 100_000n,
      amountMaxCents: 500_000n,
    });
    const page = (await pages.next()).value as ParsedPage;
    expect(page.faults.map(({ code }) => code)).toEqual(["amountBelowMin", "amountAboveMax"]);
  });
});

describe("a card's reference in place of the document", () => {
  const both = "referencia_tarjeta;tipo_documento;numero_documento;monto";
  test("each line fills exactly one", async () => {
    const file = await parse(
      [both, "1234567890;;;5", ";CC;10000001;5", ";;;5", "1234567890;CC;10000001;5", ";CC;;5", "1234567890;CC;;5"].join(
        "\n",
      ),
    );
    expect(file.lines.map(({ document, cardReference }) => [document, cardReference])).toEqual([
      [null, "1234567890"],
      ["CC-10000001", null],
    ]);
    expect(file.faults.map(({ line, code }) => [line, code])).toEqual([
      [4, "identityMissing"],
      [5, "identityBoth"],
      [6, "required"],
      [7, "identityBoth"],
    ]);
  });
  test("alone in the header", async () => {
    const file = await parse("referencia_tarjeta;monto\n1234567890;5\n;5\n4111111111111111;5");
    expect(file.lines).toHaveLength(1);
    expect(file.faults).toMatchObject([
      { line: 3, code: "identityMissing" },
      { line: 4, code: "cardReference", value: "••••1111" },
    ]);
    expect(file.faultyLines[1]?.cells).toEqual(["••••1111", "5"]);
  });
  test("not where people are named", async () => {
    const { fileFault } = await parse("referencia_tarjeta;nombres;apellidos\n", { type: "EMISION" });
    expect(fileFault).toMatchObject({ code: "unknownColumn" });
  });
});

describe("every layout", () => {
  const good: Record<BatchType, [string, bigint]> = {
    EMISION: ["CC;10000001;Ana;Peña;1990-01-31;a@b.co;3001234567;001;1000", 100_000n],
    EMISION_INNOMINADA: ["001;20;1000", 2_000_000n],
    RECARGA: ["CC;10000001;1000;x;", 100_000n],
    CARGO: [";;1000;x;1234567890", 100_000n],
    REPOSICION: ["CC;10000001;Robo;001;", 0n],
    REPOSICION_CLAVE: ["CC;10000001;a@b.co;", 0n],
    SUCURSALES: ["001;Centro;Calle 1 # 2-3;Bogotá;6012345678;Ana", 0n],
  };
  test.each(batchTypes)("%s reads its own columns and its control line", async (type) => {
    const columns = layouts[type].columns.map(({ name }) => name).join(";");
    const [data, total] = good[type];
    const control = layouts[type].amount ? `TOTAL;1;${total / 100n}` : "TOTAL;1";
    const file = await parse([columns, data, control].join("\n"), { type });
    expect(file).toMatchObject({ fileFault: null, faults: [], lineCount: 1, totalCents: total });
    const other = await parse([columns, data, layouts[type].amount ? "TOTAL;1;7" : "TOTAL;1;0"].join("\n"), { type });
    expect(other.fileFault?.code).toBe(layouts[type].amount ? "controlTotal" : "controlMalformed");
  });

  test("a branch may be called Total", async () => {
    const text = "codigo;nombre;direccion;ciudad\nTOTAL;Total;Calle 1;Bogotá\n002;Sur;Calle 2;Bogotá\n";
    expect(await parse(text, { type: "SUCURSALES" })).toMatchObject({ fileFault: null, faultCount: 0, lineCount: 2 });
  });

  test("documents of Peru", async () => {
    const text = recharge("DNI;01234567;10;", "RUC;20512333797;10;", "CC;10000001;10;");
    const file = await parse(text, { country: "PE" });
    expect(file.lines.map(({ document }) => document)).toEqual(["DNI-01234567", "RUC-20512333797"]);
    expect(file.faults).toMatchObject([{ code: "documentTypeUnknown" }]);
  });
});

const pieces = fc.constantFrom(
  line,
  "CC;2;3;4",
  "",
  ";;;",
  "TOTAL;1;1000",
  "TOTAL;9;9",
  'CC;10000001;5;"a;b"',
  'CC;10000001;5;"',
  "NIT;900512347-1;5;ñ",
  "x",
  "CC;10000001;1.500;😀",
);
const ends = fc.constantFrom("\n", "\r\n", "\r");

test("the result does not depend on how the file is cut into chunks", async () => {
  const file = fc.array(fc.tuple(pieces, ends), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(file, fc.array(fc.nat(400), { maxLength: 30 }), fc.boolean(), async (rows, chunks, wide) => {
      const text = `\ufeff${header}\r\n${rows.flat().join("")}`;
      const bytes = wide ? Buffer.from(text, "utf16le") : Buffer.from(text);
      expect(await parse(bytes, { chunks })).toEqual(await parse(bytes));
    }),
    { numRuns: 300 },
  );
});

test("pages come as they fill, in file order", async () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `CC;${10_000_000 + index};${index % 7 ? "5" : "x"};`);
  const pages: number[] = [];
  const all: number[] = [];
  for await (const page of parseBatchFile(stream([Buffer.from(recharge(...lines))]), {
    type: "RECARGA",
    country: "CO",
    encoding: "utf-8",
    linesMax: 20_000,
    amountMinCents: 1n,
    amountMaxCents: 9n ** 9n,
  })) {
    pages.push(page.lines.length + page.faultyLines.length);
    all.push(...[...page.lines, ...page.faultyLines].map(({ line }) => line).sort((a, b) => a - b));
  }
  expect(pages.length).toBeGreaterThan(3);
  expect(Math.max(...pages)).toBeLessThan(10_000);
  expect(all).toEqual(lines.map((_, index) => index + 2));
});

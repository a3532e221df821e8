import { beforeAll, describe, expect, test } from "vitest";
import { acceptedBatchTypes, batchTypes } from "@/lib/batches/layouts";
import { type ParsedFile, type ParsedPage, parseBatchFile } from "@/lib/batches/parse";
import { templateColumns, templateOf } from "@/lib/batches/template";
import { asOwner, batchOf, demonstration, loaded, signedIn } from "@/tests/support/make";

// What people are given to begin a file with is what the parser takes, of every type and country.

const limits = { linesMax: 100, amountMinCents: 100n, amountMaxCents: 999_999_999_999n };

async function parsed(type: (typeof batchTypes)[number], country: "CO" | "PE") {
  async function* source() {
    yield Buffer.from(templateOf(type, country));
  }
  const pages = parseBatchFile(source(), { type, country, encoding: "utf-8", ...limits });
  const faults: ParsedPage["faults"] = [];
  for (;;) {
    const { value, done } = await pages.next();
    if (done) return { file: value as ParsedFile, faults };
    faults.push(...(value as ParsedPage).faults);
  }
}

test.each(batchTypes.flatMap((type) => (["CO", "PE"] as const).map((country) => ({ type, country }))))(
  "$type in $country passes the parser whole, every column of its layout in it",
  async ({ type, country }) => {
    const { file, faults } = await parsed(type, country);
    expect(faults).toEqual([]);
    expect(file).toMatchObject({ fileFault: null, lineCount: 1, faultCount: 0 });
    const [header = ""] = templateOf(type, country).slice(1).split("\r\n");
    expect(header.split(";")).toEqual(templateColumns(type).map(({ name }) => name));
  },
);

describe("filled with real values", () => {
  beforeAll(demonstration);

  test.each(acceptedBatchTypes)("%s becomes a lot to confirm, by the portal and the worker", async (type) => {
    const cells: Record<string, string> =
      type === "RECARGA"
        ? { numero_documento: "10000001", monto: "75000,00", referencia: "Noviembre" }
        : {
            numero_documento: "90000077",
            nombres: "José Ángel",
            apellidos: "Núñez",
            sucursal: "001",
            monto_inicial: "1000,00",
          };
    const [header = "", line = ""] = templateOf(type, "CO").split("\r\n");
    const example = line.split(";");
    const filled = templateColumns(type).map(({ name }, index) => cells[name] ?? example[index]);
    const maker = await signedIn("maker1");
    const number = await loaded(maker, Buffer.from(`${header}\r\n${filled.join(";")}\r\n`), { type });
    expect(await batchOf(maker, number)).toMatchObject({ status: "VALID", lineCount: 1, faultCount: 0 });
    const [kept] = await asOwner<{ document: string }>(
      "SELECT l.document FROM batch_line l JOIN batch b ON b.id = l.batch_id WHERE b.number = $1",
      [number],
    );
    expect(kept?.document).toBe(`CC-${cells.numero_documento}`);
  });
});

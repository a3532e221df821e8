import { beforeAll, expect, test } from "vitest";
import type { BatchType } from "@/lib/batches/layouts";
import { parseBatchFile } from "@/lib/batches/parse";
import type { LineValues } from "@/lib/batches/read-line";
import { asOwner, demonstration } from "@/tests/support/make";

// A line is kept cell by cell; line_fields() in the database must give back the very text that the parser hashed.

beforeAll(demonstration);

const files: Record<BatchType, string> = {
  RECARGA:
    "tipo_documento;numero_documento;monto;referencia;referencia_tarjeta\nCC;10000001;1000,50;Ref ñ 1;\n;;25;;1000000001\n",
  CARGO: "numero_documento;tipo_documento;monto\n900512347-2;nit;1\nAB12;PA;2,00\n",
  EMISION:
    "tipo_documento;numero_documento;nombres;apellidos;fecha_nacimiento;correo;celular;sucursal;monto_inicial\n" +
    "CC;52000001;Íngrid;Peñaloza;14/05/1974;a@b.co;3045550004;001;50,00\nCC;52000002;Zoé;Agüero;;;;;\n",
  EMISION_INNOMINADA: "sucursal;cantidad;monto_inicial\n001;12;3,50\n002;1;\n",
  REPOSICION:
    "tipo_documento;numero_documento;motivo;sucursal;referencia_tarjeta\nCC;10000001;robo;001;\n;;pérdida;;1000000001\n",
  REPOSICION_CLAVE:
    "tipo_documento;numero_documento;correo;referencia_tarjeta\nCC;10000001;a@b.co;\n;;c@d.co;1000000001\n",
  SUCURSALES:
    "codigo;nombre;direccion;ciudad;telefono;contacto\n010;Centro;Calle 1;Bogotá;6015550000;Ana\n011;Sur;Calle 2;Cali;;\n",
};

async function linesOf(type: BatchType): Promise<LineValues[]> {
  const limits = { country: "CO", linesMax: 10, amountMinCents: 1n, amountMaxCents: 999_999n } as const;
  async function* source() {
    yield Buffer.from(files[type]);
  }
  const pages = parseBatchFile(source(), { type, encoding: "utf-8", ...limits });
  const lines: LineValues[] = [];
  for (;;) {
    const step = await pages.next();
    if (step.done) {
      expect(step.value).toMatchObject({ faultCount: 0, fileFault: null });
      return lines;
    }
    lines.push(...step.value.lines);
  }
}

test.each(Object.keys(files) as BatchType[])(
  "%s: the text of each line from its cells is the one that was hashed",
  async (type) => {
    const lines = await linesOf(type);
    expect(lines).toHaveLength(2);
    for (const { line, document, cardReference, amountCents, reference, rest, fields } of lines) {
      const [row] = await asOwner<{ text: string }>(
        "SELECT line_fields($1::batch_type, ROW(1, 1, $2, $3, $4, $5, $6, $7)::batch_line) AS text",
        [type, line, document, cardReference, amountCents?.toString() ?? null, reference, rest],
      );
      expect(row?.text).toBe(fields);
    }
  },
);

test.each([
  ["RECARGA", "rest = 'x'"],
  ["EMISION", "reference = 'x'"],
  ["EMISION", "card_reference = '1000000001'"],
  ["REPOSICION", "amount_cents = 5"],
  ["SUCURSALES", "document = 'CC-1'"],
] as const)("%s with a column that its layout does not have (%s) is another text", async (type, change) => {
  const [column = "", value = ""] = change.split(" = ");
  const columns = ["document", "card_reference", "amount_cents", "reference", "rest"];
  const row = columns.map((name) => (name === column ? value : "NULL")).join(", ");
  const [found] = await asOwner<{ same: boolean }>(
    `SELECT line_fields('${type}', ROW(1, 1, 2, ${row})::batch_line) = line_fields('${type}', ROW(1, 1, 2, NULL, NULL, NULL, NULL, NULL)::batch_line) AS same`,
  );
  expect(found?.same).toBe(false);
});

import { describe, expect, test } from "vitest";
import { z } from "zod";
import {
  confirmBatchSchema,
  deleteBatchSchema,
  endBatchSchema,
  prepareSignatureSchema,
  signBatchesSchema,
  withdrawSignatureSchema,
} from "@/lib/batches/schema";
import { criteriaSchema } from "@/lib/cards/schema";
import { blockCardSchema, moveMasterSchema } from "@/lib/instructions/schema";
import { orderSearch } from "@/lib/orders/filter";
import { annulOrderSchema, payOrderSchema, requestCodeSchema } from "@/lib/orders/schema";
import { parseForm, textsOf } from "@/lib/web/form-input";
import { words } from "@/lib/words";

const parse = <Schema extends z.ZodType>(schema: Schema, texts: Record<string, unknown>) =>
  parseForm(schema, texts, words("es"));

const form = (...entries: [string, string | Blob][]) => {
  const made = new FormData();
  for (const [name, value] of entries) made.append(name, value);
  return made;
};

describe("what a form carries", () => {
  test("texts by name, a repeated name as a list, React's own fields left out", () => {
    const texts = textsOf(form(["lotes", "a"], ["lotes", "b"], ["clave", " x "], ["$ACTION_ID_1", ""]));
    expect({ ...texts }).toEqual({ lotes: ["a", "b"], clave: " x " });
  });

  test.each([
    ["a file", form(["lote", new Blob(["x"])])],
    ["no form at all", { lote: "x" }],
    ["text", "lote=x"],
    ["nothing", undefined],
  ])("%s is not a form of ours", (_, given) => {
    expect(textsOf(given)).toBeNull();
  });

  test("many thousand fields are read in one go", () => {
    const many = form(...Array.from({ length: 15_000 }, (_, index): [string, string] => [`f${index}`, ""]));
    let best = Number.POSITIVE_INFINITY;
    // The machine may be busy with something else: one undisturbed round is enough.
    for (let round = 0; round < 10 && best >= 400; round += 1) {
      const began = performance.now();
      expect(Object.keys(textsOf(many) ?? {})).toHaveLength(15_000);
      best = Math.min(best, performance.now() - began);
    }
    expect(best).toBeLessThan(400);
  });

  test("a field named like an object's own parts is only a field", () => {
    const texts = textsOf(form(["__proto__", "x"], ["constructor", "y"])) ?? {};
    expect(Object.keys(texts).sort()).toEqual(["__proto__", "constructor"]);
    expect(parse(z.strictObject({}), texts).ok).toBe(false);
  });
});

describe("a field that does not fit says what it wants", () => {
  const llave = "00000000-0000-4000-8000-000000000000";
  const criteria = { orden: "", lote: "", documento: "", numeroTarjeta: "" };
  test.each<[string, z.ZodType, Record<string, unknown>, string]>([
    [
      "monto",
      moveMasterSchema,
      { llave, cuenta: "0012-3456-7890", monto: "0", descripcion: "Caja" },
      "Escriba un monto mayor que cero, con dos decimales como mucho.",
    ],
    [
      "monto",
      moveMasterSchema,
      { llave, cuenta: "0012-3456-7890", monto: "10,005", descripcion: "Caja" },
      "Escriba un monto mayor que cero, con dos decimales como mucho.",
    ],
    [
      "monto",
      moveMasterSchema,
      { llave, cuenta: "0012-3456-7890", monto: "", descripcion: "Caja" },
      "Complete este campo.",
    ],
    ["motivo", blockCardSchema, { llave, tarjeta: "1000000001" }, "Elija una de las opciones."],
    ["orden", criteriaSchema, { ...criteria, orden: "zz" }, "Un número de orden es como OS-2026-000001."],
    ["lote", criteriaSchema, { ...criteria, lote: "OS-2026-1" }, "Un número de lote es como L-2026-000001."],
    [
      "documento",
      criteriaSchema,
      { ...criteria, documento: "!" },
      "Un documento es como CC 10000001, o solo su número.",
    ],
    [
      "numeroTarjeta",
      criteriaSchema,
      { ...criteria, numeroTarjeta: "12" },
      "Escriba el número completo, la referencia de 10 dígitos o los últimos 4.",
    ],
  ])("%s", (name, schema, texts, says) => {
    expect(parse(schema, texts)).toEqual({ ok: false, fields: { [name]: says } });
  });
});

describe("strict schemas", () => {
  const lote = "L-2026-000001";
  const lots = (texts: Record<string, unknown>) => parse(prepareSignatureSchema, texts);

  test("one lot and several", () => {
    expect(lots({ lotes: lote, proceso: "lote" })).toEqual({ ok: true, input: { lotes: [lote], proceso: "lote" } });
    expect(lots({ lotes: [lote, "L-2026-000002"], proceso: "tipo" })).toMatchObject({ ok: true });
    expect(lots({ proceso: "lote" })).toEqual({ ok: true, input: { lotes: [], proceso: "lote" } });
  });

  test("every form takes its own fields and not one more", () => {
    const id = "00000000-0000-4000-8000-000000000000";
    const orden = "OS-2026-000001";
    const forms: [z.ZodType, Record<string, unknown>][] = [
      [confirmBatchSchema, { lote, version: "1", visto: "a".repeat(64), motivo: "" }],
      [deleteBatchSchema, { lote }],
      [prepareSignatureSchema, { lotes: lote, proceso: "lote" }],
      [signBatchesSchema, { confirmacion: id }],
      [endBatchSchema, { lote, version: "1", motivo: "No corresponde" }],
      [withdrawSignatureSchema, { lote, version: "1" }],
      [requestCodeSchema, { orden }],
      [payOrderSchema, { orden, confirmacion: id, codigo: "048291" }],
      [annulOrderSchema, { orden }],
    ];
    for (const [schema, texts] of forms) {
      expect([texts, parse(schema, texts).ok]).toEqual([texts, true]);
      expect([texts, parse(schema, { ...texts, total: "1" }).ok]).toEqual([texts, false]);
    }
  });

  test.each([
    ["an unknown field", { lotes: lote, proceso: "lote", total: "1" }],
    ["an object where a text belongs", { lotes: { not: lote }, proceso: "lote" }],
    ["another word", { lotes: lote, proceso: "todos" }],
    ["a number that is no lot", { lotes: "L-2026-1", proceso: "lote" }],
    ["over a hundred", { lotes: Array.from({ length: 101 }, () => lote), proceso: "lote" }],
  ])("%s is refused", (_, texts) => {
    expect(lots(texts).ok).toBe(false);
  });

  test.each([
    ["version with a sign", { version: "-1" }],
    ["version with an exponent", { version: "1e3" }],
    ["version with other digits", { version: "\uff11" }],
    ["version too long", { version: "1234567890" }],
    ["reason too short", { motivo: " no " }],
    ["reason too long", { motivo: "x".repeat(501) }],
    ["reason short in characters, however long in units", { motivo: "💥💥💥💥" }],
    ["reason with NUL", { motivo: "Por la\u0000 prueba" }],
    ["reason with an escape", { motivo: "Por la \u001b[31mprueba" }],
    ["reason with half a character", { motivo: "Por la prueba \ud83d" }],
  ])("%s is refused beside its field", (_, part) => {
    const result = parse(endBatchSchema, { lote, version: "1", motivo: "Por la prueba", ...part });
    expect(result).toMatchObject({ ok: false, fields: { [Object.keys(part)[0] ?? ""]: expect.any(String) } });
  });

  test("a reason is counted by characters, as the database counts, and may have lines", () => {
    for (const motivo of ["💥".repeat(500), "💥💥💥💥💥", "Uno\r\ny dos"])
      expect(parse(endBatchSchema, { lote, version: "1", motivo })).toMatchObject({ ok: true, input: { motivo } });
  });

  test("accepting warnings: no reason, or one that says something", () => {
    const confirming = (motivo?: string) =>
      parse(confirmBatchSchema, {
        lote,
        version: "1",
        visto: "0".repeat(64),
        ...(motivo !== undefined && { motivo }),
      }).ok;
    expect([undefined, "", "  ", "Revisado"].map(confirming)).toEqual([true, true, true, true]);
    expect(["no", "x".repeat(501), "Revisado\u0000"].map(confirming)).toEqual([false, false, false]);
  });

  test("a day outside the calendar's use asks nothing", () => {
    const from = (desde: string) => orderSearch({ desde }).from;
    expect(["0000-01-01", "1899-12-31", "10000-01-01", "2026-02-30", "\u0000"].map(from)).toEqual(Array(5).fill(null));
    expect(["1900-01-01", "2026-11-21", "9999-12-31"].map(from)).toEqual(["1900-01-01", "2026-11-21", "9999-12-31"]);
  });

  test.each(["123456", "123 456", " 123456 ", "123\u00a0456", "123-456"])("the code %j is read", (codigo) => {
    const confirmacion = "00000000-0000-4000-8000-000000000000";
    const read = payOrderSchema.safeParse({ orden: "OS-2026-000001", confirmacion, codigo });
    expect(read.data?.codigo).toBe("123456");
  });

  test.each(["12345", "1234567", "12345a", "１２３４５６", "123\u3000456", "1".repeat(128), ""])(
    "the code %j is refused",
    (codigo) => {
      const texts = { orden: "OS-2026-000001", confirmacion: "00000000-0000-4000-8000-000000000000", codigo };
      expect(parse(payOrderSchema, texts).ok).toBe(false);
    },
  );
});

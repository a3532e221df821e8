import { z } from "zod";
import { batchTypes } from "@/lib/batches/layouts";
import { chosen, line } from "@/lib/input";
import { feeFields } from "@/lib/operator/fees";
import { code } from "@/lib/operator/schema";

const typed = z.string().trim().max(30, "tooLong");
/** The fee of each type as it is typed; asked only of types that have none yet. */
const fees = Object.fromEntries(
  batchTypes.flatMap((type) => Object.values(feeFields(type)).map((name) => [name, typed.optional()])),
);

const limits = {
  nombre: line(120),
  tipos: chosen(z.string().max(30)),
  lineas: typed.min(1, "required").regex(/^[1-9]\d{0,6}$/),
  minimo: typed.min(1, "required"),
  maximo: typed.min(1, "required"),
  /** Of credits by hand; empty = no limit. */
  diario: typed.optional().default(""),
  tarjeta: typed.optional().default(""),
};

export const productSchema = z
  .strictObject({ codigo: code, clase: z.enum(["NOMINATED", "INNOMINATE"]), ...limits, ...fees })
  .transform(apart);
export type ProductInput = z.infer<typeof productSchema>;

export const productChangeSchema = z.strictObject({ codigo: code, ...limits, ...fees }).transform(apart);
export type ProductChange = z.infer<typeof productChangeSchema>;

/** The fees' fields in one record, by name. */
function apart<Typed extends object>(input: Typed): Typed & { fees: Record<string, string> } {
  const [given, rest]: [Record<string, string>, Record<string, unknown>] = [{}, {}];
  for (const [name, value] of Object.entries(input)) {
    if (name in fees) given[name] = String(value);
    else rest[name] = value;
  }
  return { ...(rest as Typed), fees: given };
}

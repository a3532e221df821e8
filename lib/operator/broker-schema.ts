import { z } from "zod";
import { line } from "@/lib/input";
import { taxId } from "@/lib/operator/company-schema";
import { code, firstPerson } from "@/lib/operator/schema";

export const brokerSchema = z.strictObject({
  codigo: code,
  nombre: line(120),
  pais: z.enum(["CO", "PE"]),
  nit: taxId,
  ...firstPerson,
});
export type BrokerInput = z.infer<typeof brokerSchema>;

export const brokerDataSchema = z.strictObject({ nombre: line(120), nit: taxId });
export type BrokerDataInput = z.infer<typeof brokerDataSchema>;

/** What somebody of a broker is made: they are named by usuario or by mail. */
export const roleSchema = z.strictObject({
  persona: z
    .string()
    .trim()
    .min(1, "required")
    .max(254, "tooLong")
    .transform((typed) => typed.toLowerCase().replaceAll("\0", "")),
  rol: z.enum(["GERENCIAL", "EJECUTIVO"], { error: "required" }),
});
export type RoleInput = z.infer<typeof roleSchema>;

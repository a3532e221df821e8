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

import { z } from "zod";
import { type BatchType, batchTypes } from "@/lib/batches/layouts";
import { chosen, line, mail, reason, username } from "@/lib/input";
import type { Asked } from "@/lib/operator/rules";
import { amount, percent } from "@/lib/parameters/schema";

/** A code of a company, broker or product: short, readable, unique in the installation. */
export const code = z
  .string()
  .transform((text) => text.normalize("NFKC").trim().toUpperCase())
  .pipe(
    z
      .string()
      .min(1, "required")
      .regex(/^[A-Z][A-Z0-9]{0,11}$/),
  );

const account = z
  .string()
  .trim()
  .min(1, "required")
  .regex(/^[0-9][0-9-]{5,29}$/);

/** Bank accounts, one on each line (or apart by commas or blanks), each once, in the order in which they were typed. */
const accounts = z
  .string()
  .max(2_000, "tooLong")
  .transform((text) => [...new Set(text.split(/[\s,;]+/).filter(Boolean))])
  .pipe(z.array(account).min(1, "required").max(20, "tooLong"));

/** Who is invited as the first of a company or broker. */
export const firstPerson = {
  usuario: username,
  persona: line(120),
  documento: z.string().trim().min(1, "required").max(30, "tooLong"),
  correo: mail,
};

export const companySchema = z.strictObject({
  codigo: code,
  nombre: line(120),
  pais: z.enum(["CO", "PE"]),
  nit: z.string().trim().min(1, "required").max(20, "tooLong"),
  servicios: chosen(z.string().max(60)),
  firmas: z.enum(["1", "2"]),
  prepara: z.literal("si").optional(),
  cuentas: accounts,
  ...firstPerson,
});

export type CompanyInput = z.infer<typeof companySchema>;

const feeNames = { fijo: "fixed", porcentaje: "points", impuesto: "tax" } as const;
const feeFields = Object.fromEntries(
  batchTypes.flatMap((type) => [
    [`${type}.fijo`, amount.optional()],
    [`${type}.porcentaje`, percent.optional()],
    [`${type}.impuesto`, percent.optional()],
  ]),
) as Record<`${BatchType}.fijo`, z.ZodOptional<typeof amount>> &
  Record<`${BatchType}.${"porcentaje" | "impuesto"}`, z.ZodOptional<typeof percent>>;

/** A change that a second operator decides, as it is asked for: its kind, what it is about, how it is to be, and why. */
export const changeSchema = z
  .discriminatedUnion("clase", [
    z.strictObject({ clase: z.literal("FEES"), codigo: code, motivo: reason, ...feeFields }),
    z.strictObject({
      clase: z.literal("SCHEME"),
      motivo: reason,
      firmas: z.enum(["1", "2"]),
      prepara: z.literal("si").optional(),
    }),
    z.strictObject({ clase: z.literal("ACCOUNTS"), motivo: reason, cuentas: accounts, usada: account }),
  ])
  .transform((typed): Asked => {
    if (typed.clase === "SCHEME")
      return {
        kind: "SCHEME",
        subject: "",
        after: { signatures: typed.firmas, makerMaySign: typed.prepara ? "yes" : "no" },
        reason: typed.motivo,
      };
    if (typed.clase === "ACCOUNTS")
      return {
        kind: "ACCOUNTS",
        subject: "",
        after: { accounts: typed.cuentas.toSorted().join("\n"), inUse: typed.usada },
        reason: typed.motivo,
      };
    const { clase, codigo, motivo, ...fees } = typed;
    const after = Object.entries(fees).map(([name, value]) => {
      const [type, part] = name.split(".") as [string, keyof typeof feeNames];
      return [`${type}.${feeNames[part]}`, String(value)];
    });
    return { kind: "FEES", subject: codigo, after: Object.fromEntries(after), reason: motivo };
  });

const cambio = z
  .string()
  .regex(/^[1-9][0-9]{0,17}$/)
  .transform(BigInt);

/** A change that waits, decided: refusing it says why. */
export const decideSchema = z.discriminatedUnion("decision", [
  z.strictObject({ cambio, decision: z.literal("aprobar") }).transform((typed) => ({ ...typed, respuesta: null })),
  z.strictObject({ cambio, decision: z.literal("rechazar"), respuesta: reason }),
]);
export type DecideInput = z.infer<typeof decideSchema>;

export const changeIdSchema = z.strictObject({ cambio });
export type ChangeInput = z.infer<typeof changeIdSchema>;

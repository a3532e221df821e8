import { z } from "zod";
import { chosen } from "@/lib/input";

/** One line of text as people write names: nothing that is not seen, spaces are one. */
const line = (most: number, least = 1) =>
  z
    .string()
    .max(1_000, "tooLong")
    .refine((text) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(text))
    .transform((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim())
    .pipe(
      z
        .string()
        .min(1, "required")
        .refine((text) => [...text].length >= least, "tooShort")
        .refine((text) => [...text].length <= most, "tooLong"),
    );

/** A code of a company, broker or product: short, readable, unique in the installation. */
const code = z
  .string()
  .transform((text) => text.normalize("NFKC").trim().toUpperCase())
  .pipe(
    z
      .string()
      .min(1, "required")
      .regex(/^[A-Z][A-Z0-9]{0,11}$/),
  );

const mail = z
  .string()
  .trim()
  .min(1, "required")
  .max(254, "tooLong")
  .regex(/^[^\s@\0]+@[^\s@\0]+$/);

const username = z
  .string()
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(
    z
      .string()
      .min(1, "required")
      .max(40, "tooLong")
      .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/),
  );

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
  cuenta: z
    .string()
    .trim()
    .min(1, "required")
    .regex(/^[0-9][0-9-]{5,29}$/),
  ...firstPerson,
});

export type CompanyInput = z.infer<typeof companySchema>;

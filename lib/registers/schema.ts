import { z } from "zod";
import { characters } from "@/lib/input";

/** A name on one line, of so many characters, as it is read back: no signs that are not seen, one space between words. */
const name = (least: number, most: number) =>
  z
    .string()
    .max(500, "tooLong")
    .transform((typed) => typed.normalize("NFC").trim().replace(/ +/g, " "))
    .pipe(
      z
        .string()
        .min(1, "required")
        .refine((typed) => characters(typed) >= least, "tooShort")
        .refine((typed) => characters(typed) <= most, "tooLong")
        .refine((typed) => !/[\p{C}\p{Zl}\p{Zp}]/u.test(typed)),
    );
/** It stands in what is confirmed before it is known what it names: only what the database holds. */
const seen = (text: z.ZodString) => text.refine((typed) => !/[\p{Cc}\p{Cs}]/u.test(typed));
const code = z
  .string()
  .trim()
  .min(1, "required")
  .max(20, "tooLong")
  .transform((typed) => typed.normalize("NFC"))
  .pipe(z.string().regex(/^[\p{L}\p{N}._-]{1,20}$/u));
const version = z
  .string()
  .regex(/^\d{1,9}$/)
  .transform(Number);
const status = z.enum(["ACTIVE", "INACTIVE"]);

export const createBranchSchema = z.strictObject({ codigo: code, nombre: name(2, 60) });
export const modifyBranchSchema = z.strictObject({ codigo: code, version, nombre: name(2, 60), estado: status });

const document = z.string().regex(/^[A-Z]{2,4}-[A-Z0-9]{3,16}$/);
export const createAffiliateSchema = z.strictObject({
  tipo: z.string().regex(/^[A-Z]{2,4}$/),
  numero: seen(z.string().trim().min(1, "required").max(40, "tooLong")),
  nombre: name(2, 120),
});
export const modifyAffiliateSchema = z.strictObject({
  documento: document,
  version,
  nombre: name(2, 120),
  estado: status,
});

/** `antes` is the own name that its person saw; an empty `nombre` goes back to the registered one. */
export const nameSchema = z.strictObject({
  clase: z.enum(["PRODUCT", "ACCOUNT"]),
  codigo: seen(z.string().min(1).max(40)),
  antes: seen(z.string().max(40)),
  nombre: z.union([
    z
      .string()
      .regex(/^\s*$/)
      .transform(() => ""),
    name(2, 40),
  ]),
});

export type CreateBranch = z.infer<typeof createBranchSchema>;
export type ModifyBranch = z.infer<typeof modifyBranchSchema>;
export type CreateAffiliate = z.infer<typeof createAffiliateSchema>;
export type ModifyAffiliate = z.infer<typeof modifyAffiliateSchema>;
export type NameInput = z.infer<typeof nameSchema>;

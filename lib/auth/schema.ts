import { z } from "zod";
import { passwordLength } from "@/lib/auth/password-rules";
import { themes } from "@/lib/auth/rules";
import { languages } from "@/lib/messages/language";

/** A clave as typed: kept as it is, only its length is bounded, in characters and not in their halves. */
export const passwordSchema = z
  .string()
  .min(1, "required")
  .refine((typed) => [...typed].length <= passwordLength.most, "tooLong");

/** A new clave with the one in force. How long it must be is told by its own rules, in words of its own. */
export const newPasswordSchema = z.strictObject({
  clave: passwordSchema,
  claveNueva: z.string().min(1, "required").max(1_000, "tooLong"),
  claveRepetida: z.string().min(1, "required").max(1_000, "tooLong"),
});

export type NewPassword = z.infer<typeof newPasswordSchema>;

export const loginSchema = z.strictObject({
  usuario: z.string().min(1, "required").max(60, "tooLong"),
  clave: passwordSchema,
});

/** A box that is not ticked sends nothing: said in a sentence of its own. */
export const acceptTermsSchema = z.strictObject({
  acepto: z.literal("si").optional(),
  visto: z.string().regex(/^[0-9a-f]{64}$/),
  version: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number),
});

export const recoverySchema = z.strictObject({
  usuario: z.string().min(1, "required").max(60, "tooLong"),
  nit: z.string().min(1, "required").max(30, "tooLong"),
  correo: z
    .string()
    .trim()
    .min(1, "required")
    .max(254, "tooLong")
    .regex(/^[^\s@\0]+@[^\s@\0]+$/),
});

export type RecoveryInput = z.infer<typeof recoverySchema>;

/** One of the two, or both: what is not named stays as it is. */
export const preferencesSchema = z.strictObject({
  idioma: z.enum(languages).optional(),
  tema: z.enum(themes).optional(),
});

export type PreferencesInput = z.infer<typeof preferencesSchema>;

/** The one spelling under which a usuario is kept and looked up. */
export const normalUsername = (typed: string): string =>
  typed.normalize("NFKC").replaceAll("\0", "\ufffd").trim().toLowerCase();

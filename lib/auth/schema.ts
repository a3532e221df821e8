import { z } from "zod";
import { themes } from "@/lib/auth/rules";
import { languages } from "@/lib/messages/language";

/** A clave as typed: kept as it is, only its length is bounded. */
export const passwordSchema = z.string().min(1, "required").max(128, "tooLong");

export const loginSchema = z.strictObject({
  usuario: z.string().min(1, "required").max(60, "tooLong"),
  clave: passwordSchema,
});

/** One of the two, or both: what is not named stays as it is. */
export const preferencesSchema = z.strictObject({
  idioma: z.enum(languages).optional(),
  tema: z.enum(themes).optional(),
});

export type PreferencesInput = z.infer<typeof preferencesSchema>;

/** The one spelling under which a usuario is kept and looked up. */
export const normalUsername = (typed: string): string =>
  typed.normalize("NFKC").replaceAll("\0", "\ufffd").trim().toLowerCase();

import { z } from "zod";

/** A clave as typed: kept as it is, only its length is bounded. */
export const passwordSchema = z.string().min(1, "required").max(128, "tooLong");

export const loginSchema = z.strictObject({
  usuario: z.string().min(1, "required").max(60, "tooLong"),
  clave: passwordSchema,
});

/** The one spelling under which a usuario is kept and looked up. */
export const normalUsername = (typed: string): string =>
  typed.normalize("NFKC").replaceAll("\0", "\ufffd").trim().toLowerCase();

import { z } from "zod";
import { line } from "@/lib/input";

/** A profile's name, as the database asks: 3 to 60 characters. */
const name = line(60, 3);
/** One line of text, or nothing. */
const description = z
  .string()
  .max(200, "tooLong")
  .transform((text) => text.trim())
  .pipe(z.union([z.literal(""), line(200)]));

/** Ticked boxes of the tree, each `service:flag`; what a profile may hold at all fits twice into the most. */
const ticked = z.string().max(120);
const granted = z
  .union([ticked, z.array(ticked).max(1_000)])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));

const id = z
  .string()
  .regex(/^[1-9][0-9]{0,8}$/)
  .transform(Number);

const data = {
  nombre: name,
  descripcion: description,
  estado: z.enum(["ACTIVE", "INACTIVE"]),
  otorga: granted,
};

/** `copia`: the profile that it begins as. */
export const newProfileSchema = z.strictObject({ ...data, copia: id.optional() });
export type NewProfileInput = z.infer<typeof newProfileSchema>;

/** `version`: the one that was read when the form was opened. */
export const profileSchema = z.strictObject({ perfil: id, version: id, ...data });
export type ProfileInput = z.infer<typeof profileSchema>;

export const deleteProfileSchema = z.strictObject({ perfil: id, version: id });
export type DeleteProfileInput = z.infer<typeof deleteProfileSchema>;

/** The profile that an address names; null for what is no number of one. */
export const profileId = (text: unknown): number | null => id.safeParse(text).data ?? null;

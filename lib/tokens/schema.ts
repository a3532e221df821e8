import { z } from "zod";
import { passkeySizes } from "@/lib/tokens/rules";

/** What a person gives as their second factor: a code that they type, or what their passkey answered. Read further by `typedCode`. */
export const givenSchema = z.strictObject({
  token: z.string().max(60, "tooLong").optional(),
  llave: z.string().max(8_000).optional(),
});
export type Given = z.infer<typeof givenSchema>;

export const noInput = z.strictObject({});
export const firstCodeSchema = z.strictObject({ codigo: z.string().min(1, "required").max(60, "tooLong") });

const id = z.string().regex(/^[1-9][0-9]{0,17}$/);
const name = z
  .string()
  .max(200, "tooLong")
  .transform((text) => text.normalize("NFC").replace(/\s+/g, " ").trim())
  .refine((text) => text !== "", "required")
  .refine((text) => [...text].length <= passkeySizes.name, "tooLong")
  .refine((text) => !/\p{C}/u.test(text));

export const passkeySchema = z.strictObject({ id });
export const renamePasskeySchema = z.strictObject({ id, nombre: name });
export const beginPasskeySchema = z.strictObject({ nombre: name });
/** What the browser made of a new passkey, as the library's JSON, and how its person calls it. */
export const addPasskeySchema = z.strictObject({ respuesta: z.string().min(1, "required").max(20_000), nombre: name });

/** For which act, and which digest of what the person saw: what is asked for another is worth nothing there. */
export const askPasskeySchema = z.strictObject({
  verbo: z
    .string()
    .regex(/^[a-z]+[.][a-zA-Z]+$/)
    .max(40),
  visto: z.string().regex(/^[0-9a-f]{64}$/),
});

export type AskPasskey = z.infer<typeof askPasskeySchema>;
export type PasskeyInput = z.infer<typeof passkeySchema>;
export type RenamePasskey = z.infer<typeof renamePasskeySchema>;
export type AddPasskey = z.infer<typeof addPasskeySchema>;

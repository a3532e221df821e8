import { z } from "zod";
import { imagesMax, phraseLength } from "@/lib/own/rules";

/** One of one's own sessions, by its number in the list. */
export const closeSessionSchema = z.strictObject({ sesion: z.string().regex(/^[1-9]\d{0,17}$/) });

export type CloseSession = z.infer<typeof closeSessionSchema>;

/** A phrase is read in mails and on the login page: one line, nothing that is not seen or turns the line around. */
const unseen = /[\p{C}\p{Zl}\p{Zp}]/u;

const lengthOf = (text: string): number => [...text].length;

/** An image by its number and a phrase; spaces around it and between its words are not part of it. */
export const markSchema = z.strictObject({
  imagen: z
    .string()
    .min(1, "required")
    .regex(/^[1-9]\d?$/)
    .refine((text) => Number(text) <= imagesMax),
  frase: z
    .string()
    .max(200, "tooLong")
    .refine((text) => !unseen.test(text))
    .transform((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim())
    .pipe(
      z
        .string()
        .min(1, "required")
        .refine((text) => lengthOf(text) >= phraseLength.least, "tooShort")
        .refine((text) => lengthOf(text) <= phraseLength.most, "tooLong"),
    ),
});

export type Mark = z.infer<typeof markSchema>;

import { z } from "zod";

/** A text of several lines as people write it: no signs that are not seen but the ends of lines. */
const text = (least: number, most: number) =>
  z
    .string()
    .max(8_000, "tooLong")
    .transform((typed) => typed.normalize("NFC").replace(/\r\n?/g, "\n").trim())
    .pipe(
      z
        .string()
        .min(1, "required")
        .min(least, "tooShort")
        .max(most, "tooLong")
        .refine((typed) => !/[^\P{C}\n\t]/u.test(typed)),
    );
const line = text(3, 120).pipe(z.string().refine((typed) => !/[\n\t\p{Zl}\p{Zp}]/u.test(typed)));
const id = z.string().regex(/^[1-9]\d{0,17}$/);

export const messageMax = 4_000;

export const writeSchema = z.strictObject({ asunto: line, mensaje: text(3, messageMax) });
export const answerSchema = z.strictObject({ mensaje: id, respuesta: text(3, messageMax) });

export type WriteInput = z.infer<typeof writeSchema>;
export type AnswerInput = z.infer<typeof answerSchema>;

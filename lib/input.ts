import { z } from "zod";

/** Several chosen things of one name: one text or a list of them. */
export const chosen = (one: z.ZodString) =>
  z
    .union([one, z.array(one).max(100)])
    .optional()
    .transform((value) => (value === undefined ? [] : typeof value === "string" ? [value] : value));

/** As the database counts a text. */
export const characters = (text: string) => [...text].length;

/** So many characters of a text from its beginning; none is cut in two, which no JSON of the database holds. */
export const cut = (text: string, most: number) => [...text.slice(0, 2 * most)].slice(0, most).join("").toWellFormed();

/** A text of several lines, up to 500 characters: a line may end, nothing else of what controls a terminal is text. */
export const written = z
  .string()
  .trim()
  .refine((text) => !/\p{Cs}|[^\P{Cc}\n\r\t]/u.test(text), "notValid")
  .refine((text) => characters(text) <= 500, "tooLong");

/** Why, in a sentence: five characters at least, as the database asks. */
export const reason = written.min(1, "required").refine((text) => characters(text) >= 5, "tooShort");

/** One line of text as people write names: nothing that is not seen, spaces are one. */
export const line = (most: number, least = 1) =>
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

/** An address that the mailer sends to (lib/gateways/mail.ts). */
export const mail = z.string().trim().min(1, "required").max(254, "tooLong").pipe(z.email("mail"));

/** A usuario as it is kept: small letters, digits, and a few signs. */
export const username = z
  .string()
  .transform((text) => text.normalize("NFKC").trim().toLowerCase())
  .pipe(
    z
      .string()
      .min(1, "required")
      .max(40, "tooLong")
      .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/),
  );

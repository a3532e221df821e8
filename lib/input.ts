import { z } from "zod";

/** Several chosen things of one name: one text or a list of them. */
export const chosen = (one: z.ZodString) =>
  z
    .union([one, z.array(one).max(100)])
    .optional()
    .transform((value) => (value === undefined ? [] : typeof value === "string" ? [value] : value));

/** As the database counts a text. */
export const characters = (text: string) => [...text].length;

/** A text of several lines, up to 500 characters: a line may end, nothing else of what controls a terminal is text. */
export const written = z
  .string()
  .trim()
  .refine((text) => !/\p{Cs}|[^\P{Cc}\n\r\t]/u.test(text), "notValid")
  .refine((text) => characters(text) <= 500, "tooLong");

/** Why, in a sentence: five characters at least, as the database asks. */
export const reason = written.min(1, "required").refine((text) => characters(text) >= 5, "tooShort");

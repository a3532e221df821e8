import { z } from "zod";

/** Several chosen things of one name: one text or a list of them. */
export const chosen = (one: z.ZodString) =>
  z
    .union([one, z.array(one).max(100)])
    .optional()
    .transform((value) => (value === undefined ? [] : typeof value === "string" ? [value] : value));

import { z } from "zod";

/** One of one's own sessions, by its number in the list. */
export const closeSessionSchema = z.strictObject({ sesion: z.string().regex(/^[1-9]\d{0,17}$/) });

export type CloseSession = z.infer<typeof closeSessionSchema>;

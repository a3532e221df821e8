import { z } from "zod";
import { screenOf } from "@/lib/home/rules";

/** A page to keep or to let go: visited just now, starred, or its star taken off. */
export const keptPageSchema = z.strictObject({
  path: z
    .string()
    .max(200)
    .refine((path) => screenOf(path) !== null),
  title: z
    .string()
    .trim()
    .min(1)
    .max(120)
    .refine((text) => !text.includes("\0")),
  act: z.enum(["visit", "star", "unstar"]),
});
export type KeepPage = z.infer<typeof keptPageSchema>;

/** Until when the news were looked at. */
export const newsSeenSchema = z.strictObject({ until: z.iso.datetime() });
export type SeeNews = z.infer<typeof newsSeenSchema>;

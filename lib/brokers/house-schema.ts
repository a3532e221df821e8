import { z } from "zod";
import { chosen } from "@/lib/input";

/** Of what in their team whoever administers it may be mailed; `team_alerts()` in SQL says the same. */
export const teamAlerts = ["added", "standing", "access", "file", "reset"] as const;
export type TeamAlert = (typeof teamAlerts)[number];

export const downloadFormats = ["xlsx", "csv"] as const;

export const settingsSchema = z.strictObject({
  formato: z.enum(downloadFormats, { error: "required" }),
  alertas: chosen(z.string().max(30)).pipe(z.array(z.enum(teamAlerts))),
});
export type KeepSettings = z.infer<typeof settingsSchema>;

import { z } from "zod";
import { chosen, line } from "@/lib/input";

/** Of what in their team whoever administers it may be mailed; `team_alerts()` in SQL says the same. */
export const teamAlerts = ["added", "standing", "access", "file", "reset"] as const;
export type TeamAlert = (typeof teamAlerts)[number];

export const downloadFormats = ["xlsx", "csv"] as const;

export const settingsSchema = z.strictObject({
  formato: z.enum(downloadFormats, { error: "required" }),
  alertas: chosen(z.string().max(30)).pipe(z.array(z.enum(teamAlerts))),
});
export type KeepSettings = z.infer<typeof settingsSchema>;

const optional = (most: number) =>
  z
    .union([
      z
        .string()
        .regex(/^\s*$/)
        .transform(() => ""),
      line(most),
    ])
    .optional()
    .transform((value) => value ?? "");
const orNothing = <Kept extends z.ZodType<string>>(kept: Kept) =>
  z
    .union([
      z
        .string()
        .regex(/^\s*$/)
        .transform(() => null),
      kept,
    ])
    .optional()
    .transform((value) => value ?? null);

const branchCode = z
  .string()
  .trim()
  .min(1, "required")
  .max(20, "tooLong")
  .transform((typed) => typed.toUpperCase())
  .pipe(z.string().regex(/^[A-Z0-9][A-Z0-9-]{0,19}$/));
const version = z
  .string()
  .regex(/^[1-9][0-9]{0,8}$/)
  .transform(Number);

const branch = {
  nombre: line(60, 2),
  direccion: optional(120),
  ciudad: optional(80),
  telefono: orNothing(
    z
      .string()
      .trim()
      .max(20, "tooLong")
      .regex(/^[+]?[0-9][0-9 -]{5,19}$/, "phone"),
  ),
  /** Their usuario, or the mail that the broker wrote down. */
  responsable: orNothing(
    z
      .string()
      .trim()
      .max(254, "tooLong")
      .transform((typed) => typed.toLowerCase().replaceAll("\0", "")),
  ),
};
const branchInput = z.strictObject(branch);
export type BranchInput = z.infer<typeof branchInput>;
export const createBranchSchema = z.strictObject({ codigo: branchCode, ...branch });
export type CreateBranch = z.infer<typeof createBranchSchema>;
export const modifyBranchSchema = z.strictObject({ codigo: branchCode, version, ...branch });
export type ModifyBranch = z.infer<typeof modifyBranchSchema>;
export const turnBranchSchema = z.strictObject({ codigo: branchCode, version, estado: z.enum(["ACTIVE", "INACTIVE"]) });
export type TurnBranch = z.infer<typeof turnBranchSchema>;

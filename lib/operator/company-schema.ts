import { z } from "zod";
import { chosen, line } from "@/lib/input";

export const taxId = z.string().trim().min(1, "required").max(20, "tooLong");

export const companyDataSchema = z.strictObject({
  nombre: line(120),
  nit: taxId,
  servicios: chosen(z.string().max(60)),
});
export type CompanyDataInput = z.infer<typeof companyDataSchema>;

/** Why a company or broker is suspended, or why that is lifted. */
export const standingSchema = z.strictObject({ motivo: line(300, 5) });
export type StandingInput = z.infer<typeof standingSchema>;

/** Whom to mail an invitation again. */
export const inviteSchema = z.strictObject({ persona: z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/) });
export type InviteInput = z.infer<typeof inviteSchema>;

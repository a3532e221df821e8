import { z } from "zod";
import { chosen, line, mail, reason, username } from "@/lib/input";

/** A text that may be left empty: null then. */
const optional = <Kept extends z.ZodType<string>>(kept: Kept) =>
  z
    .union([z.literal("").transform(() => null), kept])
    .optional()
    .transform((value) => value ?? null);

const phone = z
  .string()
  .trim()
  .max(20, "tooLong")
  .regex(/^[+]?[0-9][0-9 -]{5,19}$/);

/** What a company decides of a person: profile, products, what they may grant, and what it writes down of them. */
const work = {
  perfil: z
    .string()
    .min(1, "required")
    .regex(/^[1-9][0-9]{0,8}$/)
    .transform(Number),
  alcance: z.enum(["todos", "algunos"]),
  productos: chosen(z.string().regex(/^[A-Z][A-Z0-9]{0,11}$/)),
  techo: z.enum(["nada", "todo", "servicios"]),
  servicios: chosen(z.string().max(60)),
  cargo: optional(line(80, 2)),
  telefono: optional(phone),
};

export const invitePersonSchema = z.strictObject({
  usuario: username,
  nombre: line(120),
  documento: z.string().trim().min(1, "required").max(30, "tooLong"),
  correo: mail,
  ...work,
});
export type InvitePerson = z.infer<typeof invitePersonSchema>;

/** Somebody of the company, by their usuario. */
const persona = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/);

export const modifyPersonSchema = z.strictObject({
  persona,
  version: z
    .string()
    .regex(/^[1-9][0-9]{0,8}$/)
    .transform(Number),
  /** Only of a person of this company alone. */
  nombre: line(120).optional(),
  correo: mail.optional(),
  ...work,
});
export type ModifyPerson = z.infer<typeof modifyPersonSchema>;
export type Work = Pick<ModifyPerson, keyof typeof work>;

export const standSchema = z.strictObject({ persona, hace: z.enum(["activar", "inactivar"]), motivo: reason });
export type StandPerson = z.infer<typeof standSchema>;

export const personSchema = z.strictObject({ persona });

export const blockSchema = z.strictObject({ persona, hace: z.enum(["bloquear", "desbloquear"]) });
export type BlockToken = z.infer<typeof blockSchema>;

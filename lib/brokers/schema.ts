import { z } from "zod";
import { downloadable, roles, sections } from "@/lib/brokers/rules";
import { chosen, line, mail } from "@/lib/input";

const optional = <Kept extends z.ZodType<string>>(kept: Kept) =>
  z
    .union([z.literal("").transform(() => null), kept])
    .optional()
    .transform((value) => value ?? null);

const phone = z
  .string()
  .trim()
  .max(20, "tooLong")
  .regex(/^[+]?[0-9][0-9 -]{5,19}$/, "callable");

/** Characters of a document as it is typed. */
export const documentMax = 30;

/** The manual's first tab, "Información personal". */
const personal = {
  nombre: line(60),
  apellido: line(60),
  nacimiento: z.string().min(1, "required").pipe(z.iso.date()),
  documento: z.string().trim().min(1, "required").max(documentMax, "tooLong"),
  correo: mail,
  cargo: line(80, 2),
  celular: optional(phone),
  oficina: optional(phone),
  anexo: optional(
    z
      .string()
      .trim()
      .regex(/^[0-9]{1,6}$/, "extension"),
  ),
};

/** The second, "Permisos, accesos y bróker". */
const access = {
  rol: z.enum(roles, { error: "required" }),
  secciones: chosen(z.string().max(30)).pipe(z.array(z.enum(sections))),
  descargas: chosen(z.string().max(30)).pipe(z.array(z.enum(downloadable))),
};

/** Brokers, by their code. */
const brokers = chosen(z.string().regex(/^[A-Z][A-Z0-9]{0,11}$/));

export const addMemberSchema = z.strictObject({ ...personal, ...access, brokers });
export type AddMember = z.infer<typeof addMemberSchema>;

/** Somebody of the team, by their usuario. */
export const persona = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/);
const version = z
  .string()
  .regex(/^[1-9][0-9]{0,8}$/)
  .transform(Number);

const { documento: _document, nombre, apellido, correo, ...modified } = personal;
/** Name and mail only of somebody of this broker alone. */
const contact = { nombre: nombre.optional(), apellido: apellido.optional(), correo: correo.optional() };
export const modifyMemberSchema = z.strictObject({ persona, version, ...contact, ...modified, ...access });
export type ModifyMember = z.infer<typeof modifyMemberSchema>;

export const memberSchema = z.strictObject({ persona, version });

/** A file of the team that is sent: its own id, and what it is called. */
export const announcedTeamFileSchema = z.strictObject({ id: z.uuid(), nombre: z.string().min(1).max(500) });
const archivo = z.uuid();
export const teamFileSchema = z.strictObject({ archivo });
export const applyTeamFileSchema = z.strictObject({ archivo, visto: z.string().regex(/^[0-9a-f]{64}$/) });
export type MemberNamed = z.infer<typeof memberSchema>;

/** Who leaves, and who takes over, by their usuario. */
export const leaveSchema = z.strictObject({ persona, version, hereda: optional(persona) });
export type LeaveTeam = z.infer<typeof leaveSchema>;

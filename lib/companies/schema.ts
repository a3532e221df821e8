import { z } from "zod";
import { line, mail } from "@/lib/input";

/** Telephones and contacts that a company may name of itself; the form has a place for each. */
export const phoneSlots = [1, 2, 3, 4, 5] as const;
export const contactSlots = [1, 2, 3, 4, 5, 6] as const;

type PhoneField = `telefono${(typeof phoneSlots)[number]}`;
type ContactField = `contacto${(typeof contactSlots)[number]}`;
type ContactPart = "cargo" | "correo" | "telefono";
type Slot = PhoneField | `${PhoneField}_nombre` | ContactField | `${ContactField}_${ContactPart}`;

const text = z.string().max(1_000, "tooLong").optional();
const slots = Object.fromEntries(
  [
    ...phoneSlots.flatMap((slot): Slot[] => [`telefono${slot}`, `telefono${slot}_nombre`]),
    ...contactSlots.flatMap((slot): Slot[] => [
      `contacto${slot}`,
      `contacto${slot}_cargo`,
      `contacto${slot}_correo`,
      `contacto${slot}_telefono`,
    ]),
  ].map((name) => [name, text]),
) as Record<Slot, typeof text>;

const phone = line(35).pipe(z.string().regex(/^\+?\d[\d ()-]{5,23}( ext\. \d{1,6})?$/, "phone"));
const website = line(200).pipe(z.string().regex(/^(https?:\/\/)?[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+(\/\S*)?$/iu));

/** What a company says of itself, as it is typed: an empty place is left out, a telephone or a contact that was begun must be whole. */
export const companyDataSchema = z
  .strictObject({
    version: z
      .string()
      .regex(/^\d{1,9}$/)
      .transform(Number),
    direccion: text,
    ciudad: text,
    correo: text,
    sitio: text,
    ...slots,
  })
  .transform((typed, check) => {
    const read = (name: Exclude<keyof typeof typed, "version">, piece: z.ZodType<string>, needed = false): string => {
      const said = typed[name] ?? "";
      if (said.trim() === "" && !needed) return "";
      const parsed = piece.safeParse(said);
      if (parsed.success) return parsed.data;
      check.addIssue({ code: "custom", path: [name], message: parsed.error.issues[0]?.message });
      return "";
    };
    const has = (...names: (keyof typeof typed)[]) => names.some((name) => String(typed[name] ?? "").trim() !== "");
    return {
      version: typed.version,
      address: read("direccion", line(120)),
      city: read("ciudad", line(80)),
      mail: read("correo", mail),
      website: read("sitio", website),
      phones: phoneSlots
        .filter((slot) => has(`telefono${slot}`, `telefono${slot}_nombre`))
        .map((slot) => ({
          label: read(`telefono${slot}_nombre`, line(40)),
          number: read(`telefono${slot}`, phone, true),
        })),
      contacts: contactSlots
        .filter((slot) =>
          has(`contacto${slot}`, `contacto${slot}_cargo`, `contacto${slot}_correo`, `contacto${slot}_telefono`),
        )
        .map((slot) => ({
          name: read(`contacto${slot}`, line(80, 2), true),
          role: read(`contacto${slot}_cargo`, line(60)),
          mail: read(`contacto${slot}_correo`, mail),
          phone: read(`contacto${slot}_telefono`, phone),
        })),
    };
  });

export type EditCompany = z.infer<typeof companyDataSchema>;

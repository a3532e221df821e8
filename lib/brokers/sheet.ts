import { type Section, sections } from "@/lib/brokers/rules";
import type { Say } from "@/lib/words";

/** The columns of a team's sheet that a file may bring back, in its order; named as the person's form names its fields, and a column for each section. */
export const sheetColumns = [
  "usuario",
  "nombre",
  "apellido",
  "nacimiento",
  "documento",
  "correo",
  "cargo",
  "celular",
  "oficina",
  "anexo",
  "rol",
  ...sections,
  "estado",
] as const;
export type SheetColumn = (typeof sheetColumns)[number];

/** Those that only tell: an export ends with them, and a file that brings them back says nothing by them. */
export const toldColumns = ["acceso", "modificacion"] as const;
export type ToldColumn = (typeof toldColumns)[number];

/** How somebody has a section: not, to look at, or with its PDF and Excel. */
export const grades = ["none", "seen", "taken"] as const;
export type Grade = (typeof grades)[number];

export const isSection = (column: SheetColumn): column is Section => (sections as readonly string[]).includes(column);

type Held = { sections: readonly string[]; downloads: readonly string[] };
export const gradeOf = ({ sections: held, downloads }: Held, section: Section): Grade =>
  !held.includes(section) ? "none" : downloads.includes(section) ? "taken" : "seen";

/** What a column is called, in a language. */
export const columnLabel = (say: Say, column: SheetColumn | ToldColumn): string =>
  (sections as readonly string[]).includes(column)
    ? say(`brokers.sections.${column}`)
    : say(`team.sheet.columns.${column}`);

/** The words of a sheet's cells in a language: made once for many rows. */
export type CellWords = {
  roles: ReadonlyMap<string, string>;
  standings: ReadonlyMap<string, string>;
  grades: ReadonlyMap<string, string>;
};
export const cellWords = (say: Say): CellWords => ({
  roles: new Map(["GERENCIAL", "EJECUTIVO"].map((one) => [one, say(`brokers.roles.${one}`)])),
  standings: new Map(["ACTIVE", "INVITED", "INACTIVE"].map((one) => [one, say(`brokers.standings.${one}`)])),
  grades: new Map(grades.map((one) => [one, say(`team.sheet.grades.${one}`)])),
});

import { type Holding, sections } from "@/lib/brokers/rules";
import { type CellWords, gradeOf } from "@/lib/brokers/sheet";
import type { PersonStanding } from "@/lib/generated/prisma/enums";

/** Somebody of a team as a sheet's row says them; dates as `AAAA-MM-DD`, nothing as an empty text. */
export type SheetPerson = Holding & {
  username: string;
  firstName: string;
  lastName: string;
  birthDate: string;
  document: string;
  mail: string;
  position: string;
  phone: string;
  officePhone: string;
  extension: string;
  standing: PersonStanding;
};

/** A person's cells in the order of `sheetColumns`. */
export function sheetCells(person: SheetPerson, { roles, standings, grades: words }: CellWords): string[] {
  return [
    person.username,
    person.firstName,
    person.lastName,
    person.birthDate,
    person.document,
    person.mail,
    person.position,
    person.phone,
    person.officePhone,
    person.extension,
    roles.get(person.role) ?? person.role,
    ...sections.map((section) => words.get(gradeOf(person, section)) ?? ""),
    standings.get(person.standing) ?? person.standing,
  ];
}

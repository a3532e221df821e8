import { teamDocumentOf } from "@/lib/brokers/member-rules";
import type { Section } from "@/lib/brokers/rules";
import { downloadable, roles, sections } from "@/lib/brokers/rules";
import { addMemberSchema, documentMax } from "@/lib/brokers/schema";
import { type CellWords, type Grade, grades, isSection, type SheetColumn } from "@/lib/brokers/sheet";
import { readDate, withoutMarks } from "@/lib/files/cells";
import { type CellFault, cellFault, characterFault } from "@/lib/files/fault";
import type { BrokerRole, Country, PersonStanding } from "@/lib/generated/prisma/enums";

/** Fields of the person's form that a sheet gives as text. */
export const textFields = [
  "nombre",
  "apellido",
  "nacimiento",
  "correo",
  "cargo",
  "celular",
  "oficina",
  "anexo",
] as const;
export type TextField = (typeof textFields)[number];

const unfit = {
  nombre: "forbiddenCharacter",
  apellido: "forbiddenCharacter",
  nacimiento: "date",
  correo: "mail",
  cargo: "forbiddenCharacter",
  celular: "phoneForm",
  oficina: "phoneForm",
  anexo: "extensionForm",
} as const satisfies Record<TextField, CellFault["code"]>;

/** How long a field may be, and must be at least; what the form says, told in a fault. */
const lengths = {
  nombre: [1, 60],
  apellido: [1, 60],
  cargo: [2, 80],
  correo: [1, 254],
  celular: [6, 20],
  oficina: [6, 20],
} as const;

/** A field's cell as the form takes it: its value, or null where it may be empty and is. */
export function readField(field: TextField, text: string): { value: string | null } | CellFault {
  const unseen = characterFault(text);
  if (unseen) return unseen;
  const day = field === "nacimiento" && text !== "" ? readDate(text.replace(/[ T]00:00(?::00)?$/, "")) : text;
  if (typeof day !== "string") return day;
  const read = addMemberSchema.shape[field].safeParse(day);
  if (read.success) return { value: read.data };
  const said = read.error.issues[0]?.message;
  const [min, max] = Object.hasOwn(lengths, field) ? lengths[field as keyof typeof lengths] : [1, 1_000];
  const length = String([...text].length);
  if (text === "" || said === "required") return cellFault("required");
  if (said === "tooLong") return cellFault("tooLong", { length, max: String(max) });
  if (said === "tooShort") return cellFault("tooShort", { length, min: String(min) });
  return cellFault(unfit[field]);
}

/** A document of the broker's country as it is kept; digits of a DNI that lost their zeros in a spreadsheet are proposed with them. */
export function readDocument(text: string, country: Country): { value: string } | CellFault {
  if (text === "") return cellFault("required");
  const length = [...text].length;
  if (length > documentMax) return cellFault("tooLong", { length: String(length), max: String(documentMax) });
  const value = teamDocumentOf(text, country);
  if (value !== null) return { value };
  const bare = country === "PE" && /^(?:DNI[\s-]+)?(\d{5,7})$/i.exec(text)?.[1];
  return cellFault("documentPerson", undefined, bare ? `DNI-${bare.padStart(8, "0")}` : null);
}

/** A word as people type it: accents, case and spaces around a plus do not matter. A long one takes as long as it is. */
const plainWord = (word: string): string =>
  withoutMarks(word)
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/ ?\+ ?/g, " + ")
    .trim();

/** The words of role, state and sections in any of the languages that an export is written in. */
export class WordCells {
  readonly #roles: ReadonlyMap<string, string>;
  readonly #standings: ReadonlyMap<string, string>;
  readonly #grades: ReadonlyMap<string, string>;

  /** The first language is the one whose words are told. */
  constructor(private readonly languages: readonly [CellWords, ...CellWords[]]) {
    const codes = (of: (words: CellWords) => ReadonlyMap<string, string>) =>
      new Map(languages.flatMap((words) => [...of(words)].map(([code, word]) => [plainWord(word), code] as const)));
    this.#roles = codes(({ roles: words }) => words);
    this.#standings = codes(({ standings }) => standings);
    this.#grades = new Map([
      ...codes(({ grades: words }) => words),
      ["verdadero", "seen"],
      ["falso", "none"],
      ["", "none"],
    ]);
  }

  role(text: string): { value: BrokerRole } | CellFault {
    const value = roles.find((role) => role === this.#roles.get(plainWord(text)));
    return value ? { value } : this.#unknown(text, ({ roles: words }) => words);
  }

  standing(text: string): { value: PersonStanding } | CellFault {
    const value = (["ACTIVE", "INVITED", "INACTIVE"] as const).find(
      (one) => one === this.#standings.get(plainWord(text)),
    );
    return value ? { value } : this.#unknown(text, ({ standings }) => standings);
  }

  grade(section: Section, text: string): { value: Grade } | CellFault {
    const value = grades.find((grade) => grade === this.#grades.get(plainWord(text)));
    if (!value) return this.#unknown(text, ({ grades: words }) => words);
    const hasDownload = (downloadable as readonly Section[]).includes(section);
    return value === "taken" && !hasDownload ? cellFault("downloadWithout") : { value };
  }

  #unknown(text: string, of: (words: CellWords) => ReadonlyMap<string, string>): CellFault {
    if (text === "") return cellFault("required");
    return cellFault("wordUnknown", { words: [...of(this.languages[0]).values()].join(", ") });
  }
}

/** The columns of sections. */
export const sectionColumns = (columns: ReadonlyMap<SheetColumn, number>): Section[] =>
  sections.filter((section) => isSection(section) && columns.has(section));

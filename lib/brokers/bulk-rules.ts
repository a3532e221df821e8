import { setImmediate as nextTurn } from "node:timers/promises";
import {
  readDocument,
  readField,
  sectionColumns,
  type TextField,
  textFields,
  type WordCells,
} from "@/lib/brokers/bulk-cells";
import { canBeBorn } from "@/lib/brokers/member-rules";
import { administering, beyond, type Holding, holdingOf, type Section } from "@/lib/brokers/rules";
import { type CellWords, gradeOf, type SheetColumn, sheetColumns } from "@/lib/brokers/sheet";
import { type SheetPerson, sheetCells } from "@/lib/brokers/sheet-cells";
import type { SheetRow } from "@/lib/bulk/read";
import { type Effect, type RowFault, SeenBefore } from "@/lib/bulk/rules";
import { type CellFault, cellFault, shown } from "@/lib/files/fault";
import type { Country } from "@/lib/generated/prisma/enums";

/** Somebody of the team as a file finds them. */
export type Known = SheetPerson & { id: number; version: number };

/** What a row makes of somebody. `name` and `mail` are the person's own: there only where the row changes them. */
export type After = Holding & {
  firstName: string;
  lastName: string;
  birthDate: string | null;
  position: string | null;
  phone: string | null;
  officePhone: string | null;
  extension: string | null;
  status: "ACTIVE" | "INACTIVE";
  name?: string;
  mail?: string;
  document?: string;
};

/** Fields of text by the columns that show them. */
export const textFieldsShown = [
  ["nombre", "firstName"],
  ["apellido", "lastName"],
  ["nacimiento", "birthDate"],
  ["correo", "mail"],
  ["cargo", "position"],
  ["celular", "phone"],
  ["oficina", "officePhone"],
  ["anexo", "extension"],
] as const satisfies readonly (readonly [TextField, keyof After])[];

/** What a row of a file does. */
export type PlannedRow = {
  line: number;
  effect: Effect;
  username: string;
  name: string;
  known: Pick<Known, "id" | "version"> | null;
  after: After | null;
  /** The row as it stands, where something is wrong with it. */
  cells: string[];
  faults: RowFault[];
};

type Asked = {
  rows: readonly SheetRow<SheetColumn>[];
  columns: ReadonlyMap<SheetColumn, number>;
  people: ReadonlyMap<string, Known>;
  giver: Holding & { username: string };
  words: WordCells;
  /** As an export of any language writes cells: what stands as it was exported says nothing. */
  exported: readonly CellWords[];
  /** Nobody is born on it or later: `aaaa-mm-dd`. */
  today: string;
  /** Where the broker is: whose documents its people have. */
  country: Country;
};

/** Rows that are planned before others have their turn: a long file is no reason to keep anybody waiting. */
const stretch = 200;

/**
 * What each row of a file does to a broker's team: what its cells say against how its people stand, within what the giver may give. What is
 * as it was exported changes nothing, whoever it is about; a row with a fault does nothing. `people` are those whose usuario stands in it.
 */
export async function planRows(asked: Asked): Promise<PlannedRow[]> {
  const usernames = new SeenBefore();
  const planned: PlannedRow[] = [];
  for (const row of asked.rows) {
    if (planned.length % stretch === stretch - 1) await nextTurn();
    planned.push(new RowReader(row, asked).plan(usernames));
  }
  return withoutRepeats(planned, asked);
}

class RowReader {
  readonly #faults: RowFault[] = [];
  #known: Known | null = null;
  #exported: string[][] = [];

  constructor(
    private readonly row: SheetRow<SheetColumn>,
    private readonly asked: Asked,
  ) {}

  plan(usernames: SeenBefore): PlannedRow {
    const username = (this.row.cells.usuario ?? "").toLowerCase();
    for (const column of this.row.broken) this.#fault(column, cellFault("cellBroken"));
    if (username !== "") {
      const first = usernames.line(username, this.row.line);
      if (first !== null) this.#fault("usuario", cellFault("personRepeated", { line: String(first) }));
      this.#known = this.asked.people.get(username) ?? null;
      if (!this.#known) this.#fault("usuario", cellFault("personUnknown"));
    }
    const known = this.#known;
    if (known) this.#exported = this.asked.exported.map((words) => sheetCells(known, words));
    if (this.#faults.length > 0) return this.#planned("REFUSE", null);
    const after = known ? this.#changed(known) : this.#created();
    if (this.#faults.length > 0 || !after) return this.#planned("REFUSE", null);
    const effect = known ? effectOf(known, after) : "CREATE";
    if (effect === "SAME") return this.#planned(effect, null);
    this.#withinCeiling(after);
    return this.#planned(this.#faults.length > 0 ? "REFUSE" : effect, this.#faults.length > 0 ? null : after);
  }

  #created(): After | null {
    const fields = this.#fields(() => null);
    const document = this.#read("documento", readDocument(this.row.cells.documento ?? "", this.asked.country));
    const role = this.#read("rol", this.asked.words.role(this.row.cells.rol ?? ""));
    const state = this.row.cells.estado ?? "";
    const standing = state === "" ? "ACTIVE" : this.#read("estado", this.asked.words.standing(state));
    if (standing === "INACTIVE") this.#fault("estado", cellFault("stateUnmade"));
    const holding = role && this.#holding(role, null);
    if (!fields || document === null || !holding || standing === null) return null;
    const { correo, ...said } = afterOf(fields);
    return { ...said, ...holding, status: "ACTIVE", mail: correo, document };
  }

  #changed(known: Known): After | null {
    const fields = this.#fields((field) => heldText(known, field));
    if (!this.#asExported("documento")) {
      const document = this.#read("documento", readDocument(this.row.cells.documento ?? "", this.asked.country));
      if (document !== null && document !== known.document) this.#fault("documento", cellFault("documentFixed"));
    }
    const role = this.#asExported("rol")
      ? known.role
      : this.#read("rol", this.asked.words.role(this.row.cells.rol ?? ""));
    const standing = this.#asExported("estado")
      ? known.standing
      : this.#read("estado", this.asked.words.standing(this.row.cells.estado ?? ""));
    const holding = role && this.#holding(role, known);
    if (!fields || !holding || standing === null) return null;
    const { correo, ...said } = afterOf(fields);
    const renamed = said.firstName !== known.firstName || said.lastName !== known.lastName;
    return {
      ...said,
      ...holding,
      status: standing === "INACTIVE" ? "INACTIVE" : "ACTIVE",
      ...(renamed && { name: `${said.firstName} ${said.lastName}` }),
      ...(correo.toLowerCase() !== known.mail.toLowerCase() && { mail: correo }),
    };
  }

  /** The fields of text; of who is known those that the file has not, or that stand as they were exported, are as they were. */
  #fields(held: (field: TextField) => string | null): Record<TextField, string | null> | null {
    const fields: Partial<Record<TextField, string | null>> = {};
    for (const field of textFields) {
      if (this.#known && this.#asExported(field)) fields[field] = held(field);
      else {
        const read = readField(field, this.row.cells[field] ?? "");
        if ("code" in read) this.#fault(field, read);
        else if (field === "nacimiento" && read.value !== null && !canBeBorn(read.value, this.asked.today))
          this.#fault(field, cellFault("dateUnreal", { min: "1900", max: this.asked.today.slice(0, 4) }));
        else fields[field] = read.value;
      }
    }
    return textFields.every((field) => fields[field] !== undefined)
      ? (fields as Record<TextField, string | null>)
      : null;
  }

  #holding(role: Holding["role"], known: Known | null): Holding | null {
    const sections: Section[] = [];
    const downloads: Section[] = [];
    const before = this.#faults.length;
    for (const section of this.#sections()) {
      const cell = this.row.cells[section] ?? "";
      const stays = known !== null && this.#asExported(section);
      const grade = stays ? gradeOf(known, section) : this.#read(section, this.asked.words.grade(section, cell));
      if (grade === null) continue;
      if (role === "GERENCIAL" && !stays && cell !== "" && grade === "none")
        this.#fault(section, cellFault("roleWhole"));
      if (grade !== "none") sections.push(section);
      if (grade === "taken") downloads.push(section);
    }
    if (this.#faults.length > before) return null;
    if (!known) return holdingOf({ role, sections, downloads });
    const absent = (held: readonly Section[]) => held.filter((section) => !this.asked.columns.has(section));
    return holdingOf({
      role,
      sections: [...sections, ...absent(known.sections)],
      downloads: [...downloads, ...absent(known.downloads)],
    });
  }

  #sections = () => sectionColumns(this.asked.columns);

  #withinCeiling(after: After): void {
    const { giver } = this.asked;
    if (this.#known?.username === giver.username) {
      this.#fault("usuario", cellFault("personSelf"));
      return;
    }
    const letIn = this.#known?.standing === "INACTIVE" && after.status === "ACTIVE";
    const ranked = this.#known && beyond(giver, this.#known, this.#known);
    const over = ranked ?? beyond(giver, after, letIn ? null : this.#known);
    const asSection = this.asked.columns.has(administering) && after.sections.includes(administering);
    if (over?.kind === "rank")
      this.#fault(asSection && after.role === "EJECUTIVO" ? administering : "rol", cellFault("personRank"));
    if (over?.kind === "sections")
      for (const section of over.sections) this.#fault(section, cellFault("sectionBeyond"));
  }

  /** Whether a cell says what an export wrote there, or the file has no such column. */
  #asExported(column: SheetColumn): boolean {
    if (!this.asked.columns.has(column)) return true;
    const cell = this.row.cells[column] ?? "";
    const index = sheetColumns.indexOf(column);
    return this.#exported.some((cells) => cells[index]?.normalize("NFC").trim() === cell.normalize("NFC"));
  }

  #read<Value>(column: SheetColumn, read: { value: Value } | CellFault): Value | null {
    if ("value" in read) return read.value;
    this.#fault(column, read);
    return null;
  }

  #fault(column: SheetColumn, fault: CellFault): void {
    this.#faults.push(faultIn(this.row, this.asked.columns, column, fault));
  }

  #planned(effect: Effect, after: After | null): PlannedRow {
    const { line, cells } = this.row;
    const known = this.#known;
    const name = known ? `${known.firstName} ${known.lastName}` : `${cells.nombre ?? ""} ${cells.apellido ?? ""}`;
    return {
      line,
      effect,
      username: shown(known?.username ?? cells.usuario ?? ""),
      name: shown(name.trim(), 122),
      known: known && { id: known.id, version: known.version },
      after,
      cells: effect === "REFUSE" ? cellsOf(this.row, this.asked.columns) : [],
      faults: this.#faults,
    };
  }
}

/** A row's cells in the file's order, fit to be shown. */
const cellsOf = ({ cells }: SheetRow<SheetColumn>, columns: Asked["columns"]): string[] => {
  const placed: string[] = [];
  for (const [key, at] of columns) placed[at - 1] = shown(cells[key] ?? "", 60);
  return Array.from(placed, (cell) => cell ?? "");
};

/** A fault at a cell of a row. */
function faultIn(
  row: SheetRow<SheetColumn>,
  columns: Asked["columns"],
  column: SheetColumn,
  fault: CellFault,
): RowFault {
  const value = row.cells[column] ?? "";
  return { column: columns.get(column) ?? null, field: column, value: value === "" ? null : shown(value), ...fault };
}

/** The same row, refused for one more fault. */
export function refusedRow(
  planned: PlannedRow,
  row: SheetRow<SheetColumn>,
  columns: Asked["columns"],
  at: SheetColumn,
  fault: CellFault,
): PlannedRow {
  const faults = [...planned.faults, faultIn(row, columns, at, fault)];
  return { ...planned, effect: "REFUSE", after: null, cells: cellsOf(row, columns), faults };
}

/** Whoever would get a mail or a document that another row of the file has is refused, naming that row: the earlier, or one that stays. */
function withoutRepeats(planned: PlannedRow[], { rows, columns, people }: Asked): PlannedRow[] {
  const [mails, documents] = [new SeenBefore(), new SeenBefore()];
  for (const { line, known, username, after } of planned)
    if (known && after?.mail === undefined) mails.line((people.get(username)?.mail ?? "").toLowerCase(), line);
  return planned.map((one, index) => {
    const row = rows[index];
    const { after, line } = one;
    if (!after || !row) return one;
    const sameMail = after.mail === undefined ? null : mails.line(after.mail.toLowerCase(), line);
    const sameDocument = after.document === undefined ? null : documents.line(after.document, line);
    if (sameDocument !== null)
      return refusedRow(one, row, columns, "documento", cellFault("documentRepeated", { line: String(sameDocument) }));
    if (sameMail !== null)
      return refusedRow(one, row, columns, "correo", cellFault("mailRepeated", { line: String(sameMail) }));
    return one;
  });
}

const heldText = (known: Known, field: TextField): string | null => {
  const held = {
    nombre: known.firstName,
    apellido: known.lastName,
    nacimiento: known.birthDate,
    correo: known.mail,
    cargo: known.position,
    celular: known.phone,
    oficina: known.officePhone,
    anexo: known.extension,
  }[field];
  return held === "" ? null : held;
};

const afterOf = (fields: Record<TextField, string | null>) => ({
  firstName: fields.nombre ?? "",
  lastName: fields.apellido ?? "",
  birthDate: fields.nacimiento,
  correo: fields.correo ?? "",
  position: fields.cargo,
  phone: fields.celular,
  officePhone: fields.oficina,
  extension: fields.anexo,
});

function effectOf(known: Known, after: After): Effect {
  if (known.standing === "INACTIVE" && after.status === "ACTIVE") return "ENABLE";
  if (known.standing !== "INACTIVE" && after.status === "INACTIVE") return "DISABLE";
  const texts = textFields.some((field) => field !== "correo" && heldText(known, field) !== textOf(after, field));
  const same = (one: readonly string[], other: readonly string[]) =>
    [...one].sort().join() === [...other].sort().join();
  const holding =
    known.role !== after.role || !same(known.sections, after.sections) || !same(known.downloads, after.downloads);
  return texts || holding || after.mail !== undefined ? "CHANGE" : "SAME";
}

const textOf = (after: After, field: Exclude<TextField, "correo">): string | null =>
  ({
    nombre: after.firstName,
    apellido: after.lastName,
    nacimiento: after.birthDate,
    cargo: after.position,
    celular: after.phone,
    oficina: after.officePhone,
    anexo: after.extension,
  })[field] || null;

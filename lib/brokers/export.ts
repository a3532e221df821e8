import type { TeamSearch } from "@/lib/brokers/list";
import { type Access, type Section, sections } from "@/lib/brokers/rules";
import {
  cellWords,
  columnLabel,
  type Grade,
  gradeOf,
  isSection,
  type SheetColumn,
  sheetColumns,
  toldColumns,
} from "@/lib/brokers/sheet";
import { saysAnything, searchPatterns } from "@/lib/companies/rules";
import type { BrokerContext } from "@/lib/context";
import { join, sql } from "@/lib/db";
import { readPacked } from "@/lib/files/packed";
import type { SheetFormat } from "@/lib/files/spreadsheet";
import { inParts, type Part, type Rows, type Table, type TableColumn, type TableHead } from "@/lib/files/table";
import { dayIn } from "@/lib/messages/date-format";
import type { Language } from "@/lib/messages/language";
import { localTime, type Say, words } from "@/lib/words";

/** People that one transaction of an export reads: few at first, so that the file begins at once. */
const firstSize = 2_000;
const partSize = 20_000;

/** What is exported: fixed when it begins, in the transaction that leaves its record. */
type TeamExport = { head: TableHead; search: TeamSearch; language: Language };

/** Begins an export of the broker's people, and leaves its record in the trail. */
export async function beginTeamExport(
  ctx: BrokerContext,
  search: TeamSearch,
  format: SheetFormat,
): Promise<TeamExport> {
  const { broker, user, now } = ctx;
  const { language } = user;
  const say = words(language);
  const filters = filtersOf(search, say);
  await ctx.audit("brokeruser.exported", broker.code, { format, filters });
  const facts = [
    [say("team.sheet.broker"), `${broker.name} (${broker.code})`],
    [say("team.sheet.filters"), filters || say("team.sheet.noFilters")],
    [say("team.sheet.by"), `${user.name} (${user.username})`],
    [say("team.sheet.when"), `${localTime(now, broker.timeZone, language)} (${broker.timeZone})`],
  ] as const;
  return { head: { title: say("team.sheet.title"), facts }, search, language };
}

function filtersOf({ text, role, standing, access, section }: TeamSearch, say: Say): string {
  const said: [string, string | null][] = [
    ["text", text],
    ["role", role && say(`brokers.roles.${role}`)],
    ["standing", standing && say(`brokers.standings.${standing}`)],
    ["access", access && say(`team.list.accesses.${access}`)],
    ["section", section && say(`brokers.sections.${section}`)],
  ];
  return said
    .flatMap(([key, value]) => (value === null ? [] : [`${say(`team.sheet.asked.${key}`)}: ${value}`]))
    .join("; ");
}

/** What a file of a team and its sheets are called. */
export function teamNames({ broker, now, user }: BrokerContext): { file: string; rows: string; about: string } {
  const say = words(user.language);
  return {
    file: `${say("team.sheet.file")}-${broker.code}-${dayIn(now, broker.timeZone)}`,
    rows: say("team.sheet.sheet"),
    about: say("team.sheet.about"),
  };
}

/** All of them as a table in the list's order, in parts that are each read in a transaction of their own, which `again` enters. */
export function teamTable(
  { head, search, language }: TeamExport,
  again: <Result>(work: (ctx: BrokerContext) => Promise<Result>) => Promise<Result>,
): Table {
  return { head, columns: columnsIn(words(language)), parts: parts() };

  async function* parts() {
    const spread = spreading();
    for (const stretch of stretchesOf(search.sort))
      for await (const rows of inParts<Behind>((behind) => again((ctx) => partOfTeam(ctx, search, stretch, behind))))
        yield spread(rows);
  }
}

/** Where somebody stands in the order: what it is by, then the membership. */
type Behind = readonly string[];
type Sql = ReturnType<typeof sql>;

/** A run of the list in one order that no nothing stands in: columns with their types, upwards or down. */
type Stretch = { only: Sql | null; by: readonly (readonly [column: Sql, type: Sql])[]; down: boolean };

const byName = [sql`m.person_name`, sql`text`] as const;
const orders = {
  nombre: [byName],
  correo: [[sql`m.person_mail`, sql`text`]],
  rol: [[sql`m.role`, sql`broker_role`], byName],
  estado: [[sql`m.standing`, sql`person_standing`], byName],
  modificacion: [[sql`m.modified_at`, sql`timestamptz`]],
  acceso: [[sql`m.entered_at`, sql`timestamptz`]],
} as const satisfies Record<string, Stretch["by"]>;

/** The runs of a sorted list, in their order: by last access whoever never came in is a run of their own, which comes first upwards. */
function stretchesOf(sort: TeamSearch["sort"]): Stretch[] {
  const { by, down } = sort ?? { by: "nombre", down: false };
  if (by !== "acceso") return [{ only: null, by: orders[by], down }];
  const never: Stretch = { only: sql`m.entered_at IS NULL`, by: [], down };
  const once: Stretch = { only: sql`m.entered_at IS NOT NULL`, by: orders.acceso, down };
  return down ? [once, never] : [never, once];
}

async function partOfTeam(
  { tx, broker }: BrokerContext,
  { text, role, standing, access, section }: TeamSearch,
  { only, by, down }: Stretch,
  behind: Behind | null,
): Promise<Part<Behind>> {
  const keys = [...by.map(([column]) => column), sql`m.id`];
  const order = join(keys.map((key) => (down ? sql`${key} DESC` : key)));
  const reached = (values: Behind) =>
    join([...by.map(([, type], index) => sql`${values[index]}::${type}`), sql`${values[by.length]}::int`]);
  const where = join(
    [
      sql`m.tenant_id = ${broker.id} AND m.role IS NOT NULL`,
      ...(only ? [only] : []),
      ...(role === null ? [] : [sql`m.role = ${role}::broker_role`]),
      ...(standing === null ? [] : [sql`m.standing = ${standing}::person_standing`]),
      ...(access === null ? [] : [since[access]]),
      ...(section === null ? [] : [sql`m.sections @> ARRAY[${section}]`]),
      ...(text === null ? [] : [sql`${saysAnything(text)} AND m.words LIKE ALL (${searchPatterns(text, 1)}::text[])`]),
      ...(behind === null ? [] : [sql`(${join(keys)}) ${down ? sql`<` : sql`>`} (${reached(behind)})`]),
    ],
    " AND ",
  );
  const size = behind === null ? firstSize : partSize;
  const { rows, count, last } = await readPacked(
    tx,
    [...cellsIn(broker.timeZone), ...keys],
    sql`FROM (SELECT m.* FROM membership m WHERE ${where} ORDER BY ${order} LIMIT ${size}) m ORDER BY ${order}`,
  );
  return { rows, behind: count === size && last ? last.slice(-keys.length) : null };
}

/** A person's cells, all of them in the membership `m`, since a look at each person besides costs as much again: codes where the columns have words for them. */
const personCells: Record<Exclude<SheetColumn, Section>, Sql> = {
  usuario: sql`m.person_username`,
  nombre: sql`m.first_name`,
  apellido: sql`m.last_name`,
  nacimiento: sql`m.birth_date`,
  documento: sql`m.person_document`,
  correo: sql`m.person_mail`,
  cargo: sql`m.position`,
  celular: sql`m.phone`,
  oficina: sql`m.office_phone`,
  anexo: sql`m.extension`,
  rol: sql`m.role`,
  estado: sql`m.standing`,
};

/** What is read of a row: the sections that somebody has, and of which downloads, as one cell where the first of them stands. */
const cellsIn = (timeZone: string): Sql[] => [
  ...sheetColumns.flatMap((column) =>
    isSection(column) ? (column === sections[0] ? [heldCell] : []) : [personCells[column]],
  ),
  ...[sql`m.entered_at`, sql`m.modified_at`].map((instant) => sql`${instant} AT TIME ZONE ${timeZone}`),
];
const heldCell = sql`array_to_string(m.sections, ',') || '|' || array_to_string(m.downloads, ',')`;
const heldAt = sheetColumns.indexOf(sections[0]);

/** Spreads that cell over the sections' columns; a team has few that differ, so each is worked out once. */
function spreading(): (rows: Rows) => Rows {
  const known = new Map<string, readonly Grade[]>();
  const gradesIn = (held: string) => {
    const [has = "", takes = ""] = held.split("|");
    const holding = { sections: has.split(","), downloads: takes.split(",") };
    const found = sections.map((section) => gradeOf(holding, section));
    known.set(held, found);
    return found;
  };
  return function* (rows) {
    for (const row of rows) {
      const held = row[heldAt] ?? "";
      yield [...row.slice(0, heldAt), ...(known.get(held) ?? gradesIn(held)), ...row.slice(heldAt + 1)];
    }
  };
}

const since: Record<Access, Sql> = {
  never: sql`m.entered_at IS NULL`,
  month: sql`m.entered_at >= app_now() - interval '30 days'`,
  before: sql`m.entered_at < app_now() - interval '90 days'`,
};

const widths: Partial<Record<SheetColumn, number>> = { nombre: 22, apellido: 26, correo: 32, cargo: 26 };

function columnsIn(say: Say): TableColumn[] {
  const coded = cellWords(say);
  const wordsOf = (column: SheetColumn) => {
    if (isSection(column)) return coded.grades;
    return column === "rol" ? coded.roles : column === "estado" ? coded.standings : null;
  };
  return [
    ...sheetColumns.map((column): TableColumn => {
      const common = { label: columnLabel(say, column), width: widths[column] ?? 18 };
      const choice = wordsOf(column);
      return choice ? { ...common, kind: "choice", words: choice } : { ...common, kind: "text" };
    }),
    ...toldColumns.map((column): TableColumn => ({ label: columnLabel(say, column), kind: "time", width: 20 })),
  ];
}

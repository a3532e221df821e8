import { saysAnything, searchPatterns } from "@/lib/companies/rules";
import type { CompanyContext } from "@/lib/context";
import { join, sql } from "@/lib/db";
import type { SheetFormat } from "@/lib/files/spreadsheet";
import type { Table, TableColumn, TableHead } from "@/lib/files/table";
import { maskedMail } from "@/lib/mask";
import { dayIn } from "@/lib/messages/date-format";
import type { Language } from "@/lib/messages/language";
import type { PeopleWanted } from "@/lib/people/queries";
import { standings } from "@/lib/people/rules";
import { localTime, type Say, words } from "@/lib/words";

/** People that one transaction of an export reads. */
const partSize = 5_000;

type PeopleSearch = Omit<PeopleWanted, "sort" | "page" | "size">;

/** What is exported: fixed when it begins, in the transaction that leaves its record. */
type PeopleExport = { head: TableHead; search: PeopleSearch; language: Language };

/** Begins an export of the company's people, and leaves its record in the trail. */
export async function beginPeopleExport(
  ctx: CompanyContext,
  search: PeopleSearch,
  format: SheetFormat,
): Promise<PeopleExport> {
  const { company, actor, now } = ctx;
  const { language } = actor.user;
  const say = words(language);
  const filters = await filtersOf(ctx, search, say);
  await ctx.audit("user.exported", company.code, { format, filters });
  const facts = [
    [say("activity.export.company"), `${company.name} (${company.code})`],
    [say("activity.export.filters"), filters || say("activity.people.noFilters")],
    [say("activity.export.by"), `${actor.user.name} (${actor.user.username})`],
    [say("activity.export.when"), `${localTime(now, company.timeZone, language)} (${company.timeZone})`],
  ] as const;
  return { head: { title: say("activity.people.title"), facts }, search, language };
}

async function filtersOf({ tx, company }: CompanyContext, search: PeopleSearch, say: Say): Promise<string> {
  const { text, profile, standing, token } = search;
  const named =
    profile !== null &&
    (await tx.profile.findFirst({ where: { tenantId: company.id, id: profile }, select: { name: true } }));
  const said: [string, string | null][] = [
    ["search", text],
    ["profile", profile === null ? null : named ? named.name : String(profile)],
    ["status", standing && say(`people.standings.${standing}`)],
    ["token", token && say(`people.tokenStates.${token}`)],
  ];
  return said
    .flatMap(([key, value]) => (value === null ? [] : [`${say(`activity.people.${key}`)}: ${value}`]))
    .join("; ");
}

/** What a file of people and its sheets are called. */
export function peopleNames({ company, now, actor }: CompanyContext): { file: string; rows: string; about: string } {
  const say = words(actor.user.language);
  const day = dayIn(now, company.timeZone);
  return {
    file: `${say("activity.people.file")}-${company.code}-${day}`,
    rows: say("activity.people.sheet"),
    about: say("activity.export.about"),
  };
}

/** All of them as a table by name, in parts that are each read in a transaction of their own, which `again` enters. */
export function peopleTable(
  { head, search, language }: PeopleExport,
  again: <Result>(work: (ctx: CompanyContext) => Promise<Result>) => Promise<Result>,
): Table {
  const say = words(language);
  return { head, columns: columnsIn(say), parts: parts() };

  async function* parts() {
    const statuses = new Map(standings.map((one) => [one as string, say(`people.standings.${one}`)]));
    const read = (behind: PersonRecord | null) => again((ctx) => partOfPeople(ctx, search, behind));
    let part = await read(null);
    while (part.length > 0) {
      const coming = part.length === partSize ? read(part.at(-1) ?? null) : Promise.resolve([]);
      coming.catch(() => undefined);
      yield part.map(([, , standing, several, mail, ...rest]) => [
        ...rest.slice(0, 3),
        several ? maskedMail(mail) : mail,
        statuses.get(standing) ?? standing,
        ...rest.slice(3),
      ]);
      part = await coming;
    }
  }
}

/** Where it stands in the order (name without accents, membership), its state, the mail and whose it is, then texts in the columns' order. */
type PersonRecord = [plainName: string, id: number, standing: string, several: boolean, mail: string, ...string[]];

async function partOfPeople(
  { tx, company }: CompanyContext,
  { text, profile, standing, token }: PeopleSearch,
  behind: PersonRecord | null,
): Promise<PersonRecord[]> {
  const { id, timeZone } = company;
  const local = (instant: ReturnType<typeof sql>) =>
    sql`coalesce(to_char(${instant} AT TIME ZONE ${timeZone}, 'YYYY-MM-DD HH24:MI:SS'), '')`;
  const where = join(
    [
      sql`m.tenant_id = ${id}`,
      ...(profile === null ? [] : [sql`m.profile_id = ${profile}`]),
      ...(standing === null ? [] : [sql`m.standing = ${standing}::person_standing`]),
      ...(token === null ? [] : [sql`m.token_state = ${token}::token_state`]),
      ...(text === null ? [] : [sql`${saysAnything(text)} AND m.words LIKE ALL (${searchPatterns(text, 1)}::text[])`]),
      ...(behind === null ? [] : [sql`(m.person_name, m.id) > (${behind[0]}, ${behind[1]}::int)`]),
    ],
    " AND ",
  );
  const [part] = await tx.$queryRaw<{ rows: string | null }[]>`
    WITH k AS MATERIALIZED (SELECT m.* FROM membership m WHERE ${where} ORDER BY m.person_name, m.id LIMIT ${partSize})
    SELECT json_agg(json_build_array(k.person_name, k.id, k.standing, e IS NOT NULL, u.email, u.username, u.name, u.document, p.name,
             coalesce(k.position, ''), coalesce(k.phone, ''), ${local(sql`k.entered_at`)}, ${local(sql`k.created_at`)}) ORDER BY k.person_name, k.id)::text AS rows
      FROM k JOIN app_user u ON u.id = k.user_id JOIN profile p ON p.tenant_id = k.tenant_id AND p.id = k.profile_id
      LEFT JOIN people_elsewhere(ARRAY(SELECT id FROM k)) e ON e = k.id`;
  return part?.rows ? (JSON.parse(part.rows) as PersonRecord[]) : [];
}

const columnsIn = (say: Say): TableColumn[] => [
  { label: say("activity.people.username"), kind: "text", width: 18 },
  { label: say("activity.people.name"), kind: "text", width: 32 },
  { label: say("activity.people.document"), kind: "text", width: 18 },
  { label: say("activity.people.email"), kind: "text", width: 32 },
  { label: say("activity.people.status"), kind: "text", width: 12 },
  { label: say("activity.people.profile"), kind: "text", width: 28 },
  { label: say("activity.people.position"), kind: "text", width: 24 },
  { label: say("activity.people.phone"), kind: "text", width: 18 },
  { label: say("activity.people.lastSeen"), kind: "time", width: 20 },
  { label: say("activity.people.since"), kind: "time", width: 20 },
];

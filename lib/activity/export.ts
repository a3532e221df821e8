import type { ChainContext } from "@/lib/activity/chain";
import {
  type ActivityRecord,
  type ActivityRow,
  activityRows,
  countActivity,
  newestActivity,
  partOfActivity,
} from "@/lib/activity/queries";
import { type Fact, factsOf, objectOf, whoseAct } from "@/lib/activity/rules";
import type { ActivitySearch } from "@/lib/activity/schema";
import { tellerIn } from "@/lib/activity/sentences";
import { paperRowsMax } from "@/lib/files/rules";
import type { SheetFormat } from "@/lib/files/spreadsheet";
import { inParts, type Table, type TableColumn, type TableHead } from "@/lib/files/table";
import { dayIn } from "@/lib/messages/date-format";
import type { Language } from "@/lib/messages/language";
import { localTime, type Say, words } from "@/lib/words";

/** Events that one transaction of an export reads. */
const partSize = 10_000;

/** Enters the company or broker again as who asked: refuses when the right was lost meanwhile. */
export type Again = <Result>(work: (ctx: ChainContext) => Promise<Result>) => Promise<Result>;

/** What is exported: fixed when it begins, in the transaction that leaves its record. */
export type ActivityExport = {
  head: TableHead;
  kind: ChainContext["kind"];
  search: ActivitySearch;
  until: bigint;
  language: Language;
};

/** Begins an export: from the newest event that there is, and its record in the trail. */
export async function beginActivityExport(
  ctx: ChainContext,
  search: ActivitySearch,
  format: SheetFormat,
): Promise<ActivityExport> {
  const { language } = ctx.user;
  const until = await newestActivity(ctx);
  const head = activityHead(ctx, search);
  await ctx.audit(recordOf(ctx, "exported"), ctx.chain.code, { format, filters: filtersOf(search, ctx) });
  return { head, kind: ctx.kind, search, until, language };
}

/** What an export leaves in the chain that it is of. */
const recordOf = ({ kind }: ChainContext, how: "printed" | "exported") =>
  kind === "broker" ? (`brokerhistory.${how}` as const) : (`activity.${how}` as const);

const titles = { company: "activity.title", broker: "teamhistory.title" } as const;
const places = { company: "activity.export.company", broker: "brokers.switcher.label" } as const;
/** What a broker calls of an event otherwise than a company does. */
const teamHeads: Record<string, string> = {
  person: "teamhistory.who",
  service: "teamhistory.what",
  subject: "teamhistory.whom",
};
/** The word for a column of activity, or for what is asked of it. */
export const headOf = (kind: ChainContext["kind"], key: string): string =>
  (kind === "broker" ? teamHeads[key] : undefined) ?? `activity.${key}`;

const files = { company: "activity.export.file", broker: "teamhistory.file" } as const;

/** What a file or paper of activity says of itself. */
export function activityHead(ctx: ChainContext, search: ActivitySearch): TableHead {
  const { chain, user, now, kind } = ctx;
  const { language } = user;
  const say = words(language);
  return {
    title: say(titles[kind]),
    facts: [
      [say(places[kind]), `${chain.name} (${chain.code})`],
      [say("activity.export.filters"), filtersOf(search, ctx) || say("activity.export.noFilters")],
      [say("activity.export.by"), `${user.name} (${user.username})`],
      [say("activity.export.when"), `${localTime(now, chain.timeZone, language)} (${chain.timeZone})`],
    ],
  };
}

/** The filters of a search in words, or nothing. */
function filtersOf({ person, whom, service, result, from, to }: ActivitySearch, { user, kind }: ChainContext): string {
  const { language } = user;
  const say = words(language);
  const said: [string, string | null][] = [
    ["person", person],
    ["subject", whom],
    ["service", service && tellerIn(language).service(service)],
    ["result", result && say(`activity.results.${result}`)],
    ["from", from],
    ["to", to],
  ];
  return said.flatMap(([key, value]) => (value === null ? [] : [`${say(headOf(kind, key))}: ${value}`])).join("; ");
}

/** What a file of activity and its sheets are called. */
export function activityNames({ chain, now, user, kind }: ChainContext): { file: string; rows: string; about: string } {
  const say = words(user.language);
  const day = dayIn(now, chain.timeZone);
  return {
    file: `${say(files[kind])}-${chain.code}-${day}`,
    rows: say("activity.export.sheet"),
    about: say("activity.export.about"),
  };
}

/** The whole of it as a table, in parts that are each read in a transaction of their own. */
export function activityTable({ head, kind, search, until, language }: ActivityExport, again: Again): Table {
  const rowOf = rowsIn(language);
  const read = async (behind: string | null) => {
    const part = await again((ctx) => partOfActivity(ctx, search, { until, behind, size: partSize }));
    return { rows: mapped(part.events, rowOf), behind: part.behind };
  };
  return { head, columns: columnsIn(words(language), kind), parts: inParts(read) };
}

function* mapped(events: Iterable<ActivityRecord>, rowOf: (event: ActivityRecord) => string[]): Generator<string[]> {
  for (const event of events) yield rowOf(event);
}

const columnsIn = (say: Say, kind: ChainContext["kind"]): TableColumn[] => [
  { label: say("activity.at"), kind: "time", width: 20 },
  { label: say(headOf(kind, "person")), kind: "text", width: 18 },
  { label: say(headOf(kind, "service")), kind: "text", width: 28 },
  { label: say("activity.action"), kind: "text", width: 48 },
  { label: say(headOf(kind, "subject")), kind: "text", width: 22 },
  { label: say("activity.result"), kind: "text", width: 12 },
  { label: say("activity.export.before"), kind: "text", width: 40 },
  { label: say("activity.export.after"), kind: "text", width: 40 },
  { label: say("activity.export.more"), kind: "text", width: 40 },
  { label: say("activity.address"), kind: "text", width: 18 },
  { label: say("activity.request"), kind: "text", width: 38 },
];

/** How a record of one language becomes a row. */
function rowsIn(language: Language): (record: ActivityRecord) => string[] {
  const say = words(language);
  const teller = tellerIn(language);
  const results = { done: say("activity.results.done"), refused: say("activity.results.refused") };
  const actors = { operator: ` (${say("activity.operator")})`, system: say("activity.system"), person: "" };
  const list = (facts: readonly Fact[], side: "before" | "after", event: string): string => {
    let text = "";
    for (const fact of facts)
      if (fact[side] !== null) text += `${text && "; "}${teller.label(fact)}: ${teller.value(fact[side], event)}`;
    return text;
  };
  return ({ at, actor, event, service, subject, result, address, request, data }) => {
    const { changes, more } = factsOf(data, subject);
    const of = service || null;
    const whose = whoseAct(actor, of);
    return [
      at,
      whose === "system" ? actors.system : actor + actors[whose],
      teller.service(of),
      teller.sentence({ event, subject, service: of, result }),
      objectOf(subject, data as { code?: string; product?: string }),
      results[result],
      list(changes, "before", event),
      list(changes, "after", event),
      list(more, "after", event),
      address,
      request,
    ];
  };
}

/** A paper of the activity that a search finds, all of it: its head, its events and its record. Null where it is more than a paper holds. */
export async function activityPaper(
  ctx: ChainContext,
  search: ActivitySearch,
  how: "printed" | "exported",
): Promise<{ head: TableHead; kind: ChainContext["kind"]; rows: ActivityRow[] } | null> {
  if ((await countActivity(ctx, search, paperRowsMax)) > paperRowsMax) return null;
  const head = activityHead(ctx, search);
  const rows = await activityRows(ctx, search, { size: paperRowsMax, skip: 0 });
  await ctx.audit(recordOf(ctx, how), ctx.chain.code, {
    ...(how === "exported" && { format: "PDF" }),
    filters: filtersOf(search, ctx),
  });
  return { head, kind: ctx.kind, rows };
}

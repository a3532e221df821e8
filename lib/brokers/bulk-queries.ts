import type { PageOf } from "@/lib/batches/queries";
import { type After, textFieldsShown } from "@/lib/brokers/bulk-rules";
import { type Section, sections } from "@/lib/brokers/rules";
import { gradeOf, type SheetColumn } from "@/lib/brokers/sheet";
import { type Counts, type Effect, effects, type FileState, type RowFault, stateOf, undoUntil } from "@/lib/bulk/rules";
import type { BrokerContext } from "@/lib/context";
import { sql } from "@/lib/db";

/** A file of a team as its page shows it. */
export type TeamFile = {
  id: string;
  name: string;
  digest: string;
  state: FileState;
  sentBy: string;
  own: boolean;
  sentAt: Date;
  expiresAt: Date;
  appliedAt: Date | null;
  endedAt: Date | null;
  endedBy: string | null;
  undoUntil: Date | null;
  counts: Counts;
};

type Row = Omit<TeamFile, "state" | "undoUntil" | "counts"> & {
  status: Exclude<FileState, "EXPIRED">;
  counts: Partial<Record<Effect, number>>;
};

/** A file of the broker being served by its id; null when there is none. */
export const findTeamFile = async (ctx: BrokerContext, id: string): Promise<TeamFile | null> =>
  (await filesOf(ctx, sql`f.id = ${id}::uuid`, 1))[0] ?? null;

/** The latest files of the broker. */
export const listTeamFiles = (ctx: BrokerContext, most = 10): Promise<TeamFile[]> => filesOf(ctx, sql`true`, most);

async function filesOf(
  { tx, broker, now, membershipId }: BrokerContext,
  where: ReturnType<typeof sql>,
  most: number,
): Promise<TeamFile[]> {
  const rows = await tx.$queryRaw<Row[]>`
    SELECT f.id, f.file_name AS name, f.digest, f.status::text AS status, s.name AS "sentBy", f.sent_by = ${membershipId} AS own, f.sent_at AS "sentAt",
           f.expires_at AS "expiresAt", f.applied_at AS "appliedAt", f.ended_at AS "endedAt", e.name AS "endedBy",
           (SELECT coalesce(jsonb_object_agg(c.effect, c.n), '{}') FROM (
              SELECT r.effect, count(*)::int AS n FROM team_file_row r WHERE r.tenant_id = f.tenant_id AND r.file_id = f.id GROUP BY 1) c) AS counts
      FROM team_file f JOIN membership m ON m.tenant_id = f.tenant_id AND m.id = f.sent_by JOIN app_user s ON s.id = m.user_id
      LEFT JOIN membership n ON n.tenant_id = f.tenant_id AND n.id = f.ended_by LEFT JOIN app_user e ON e.id = n.user_id
     WHERE f.tenant_id = ${broker.id} AND ${where} ORDER BY f.sent_at DESC LIMIT ${most}`;
  return rows.map(({ status, counts, ...file }) => ({
    ...file,
    state: stateOf({ status, expiresAt: file.expiresAt, appliedAt: file.appliedAt }, now),
    undoUntil: file.appliedAt && undoUntil(file.appliedAt),
    counts: Object.fromEntries(effects.map((effect) => [effect, counts[effect] ?? 0])) as Counts,
  }));
}

/** What a row changes, a column at a time; codes for role, state and how a section is had. */
export type ShownChange = { column: SheetColumn; before: string | null; after: string | null };
export type TeamFileRow = {
  line: number;
  effect: Effect;
  username: string;
  name: string;
  changes: ShownChange[];
  cells: string[];
  faults: RowFault[];
};

type Kept = Omit<TeamFileRow, "changes"> & { before: (After & { mail: string }) | null; after: After | null };

/** A page of a file's rows, in its order: those that do one of these. */
export async function listTeamRows(
  { tx, broker }: BrokerContext,
  id: string,
  { doing, page, size }: { doing: readonly Effect[]; page: number; size: number },
): Promise<PageOf<TeamFileRow>["rows"]> {
  const rows = await tx.$queryRaw<Kept[]>`
    SELECT r.line, r.effect::text AS effect, r.username, r.person_name AS name, r.before, r.after, r.cells, r.faults FROM team_file_row r
     WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.effect = ANY(${[...doing]}::team_row_effect[])
     ORDER BY r.line LIMIT ${size}::int OFFSET ${(page - 1) * size}::int`;
  return rows.map(({ before, after, ...row }) => ({ ...row, changes: after ? changesOf(before, after) : [] }));
}

function changesOf(before: Kept["before"], after: After): ShownChange[] {
  const texts = textFieldsShown.map(
    ([column, field]): ShownChange => ({
      column,
      before: before?.[field] ?? null,
      after: after[field] ?? (field === "mail" ? before?.mail : null) ?? null,
    }),
  );
  const held = (of: After | null, section: Section) => (of === null ? "none" : gradeOf(of, section));
  const whole = after.role === "GERENCIAL";
  return [
    ...texts,
    ...(before ? [] : [{ column: "documento" as const, before: null, after: after.document ?? null }]),
    { column: "rol" as const, before: before?.role ?? null, after: after.role },
    ...(whole
      ? []
      : sections.map((section) => ({
          column: section,
          before: held(before, section),
          after: held(after, section),
        }))),
    ...(before ? [{ column: "estado" as const, before: before.status, after: after.status }] : []),
  ].filter((change) => change.before !== change.after);
}

/** How many of those whom an applied file created came in since. */
export async function countCameIn({ tx, broker }: BrokerContext, id: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM team_file_row r JOIN membership m ON m.tenant_id = r.tenant_id AND m.id = r.membership_id
     WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.effect = 'CREATE' AND m.entered_at IS NOT NULL`;
  return row?.count ?? 0;
}

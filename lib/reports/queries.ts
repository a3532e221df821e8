import type { Context } from "@/lib/context";
import { join, sql } from "@/lib/db";
import type { Found, Report, ReportColumn } from "@/lib/reports/report";

/** A row as a page or paper shows it: cents and codes as they are, moments as ISO; null where there is nothing. */
export type ReportRow = { key: string; cells: (string | null)[] };

/** So many rows of what was found, behind so many others. */
export async function reportRows(
  { tx }: Context,
  { key, columns }: Pick<Report, "key" | "columns">,
  { rows }: Found,
  { skip, size }: { skip: number; size: number },
): Promise<ReportRow[]> {
  return tx.$queryRaw<ReportRow[]>`
    SELECT (${key})::text AS key, ARRAY[${join(columns.map(cellOf), ", ")}] AS cells ${rows({ behind: null, skip, size })}`;
}

const cellOf = ({ kind, sql: value }: ReportColumn) =>
  kind === "time" ? sql`to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')` : sql`(${value})::text`;

import type { z } from "zod";
import type { Context } from "@/lib/context";
import type { sql } from "@/lib/db";

export type Sql = ReturnType<typeof sql>;

/**
 * A field of the criteria. Its names are those of the address, of the declaration's schema, and of the words below
 * `reports.<words>.fields`; `codes` are said by the words below `reports.<words>.<of>`.
 */
export type ReportField =
  | { kind: "days"; from: string; to: string }
  | { kind: "choice"; name: string; codes: readonly string[]; of: string }
  | { kind: "search"; name: string; most: number }
  | { kind: "amounts"; from: string; to: string };

/** A column: `sql` is its value, `key` its name below `reports.<words>.columns`. `signed` money came in or went out. */
export type ReportColumn = { key: string; width: number; sql: Sql } & (
  | { kind: "text" }
  | { kind: "time" }
  | { kind: "money"; signed?: true }
  | { kind: "choice"; codes: readonly string[]; of: string }
);

export type Criteria = Record<string, string | bigint | null>;

/** Which rows are wanted: so many, behind one (by the report's `key`) or behind so many. */
export type RowsWanted = { behind: string | null; skip: number; size: number };

/** What the criteria find, as it stands at this moment: what comes later is not of it. */
export type Found = {
  count: number;
  /** By their names below `reports.<words>.totals`. */
  totals: readonly { key: string; cents: bigint }[];
  /** From FROM to LIMIT: the one text by which screen, files and paper are read. */
  rows: (wanted: RowsWanted) => Sql;
};

/** Amounts along time: what stood at each of these days' ends. `before` stood when the period began; null where nothing is shown. */
export type MoneyOverTime = { before: bigint | null; days: readonly { day: string; cents: bigint }[] };

/**
 * A report. Whatever has one of these has a page, Excel, CSV, PDF and a page to print, each behind its permission
 * (`<noun>.read export csv pdf print`), always with the whole of what was found, each export in the trail.
 */
export type Report<Asked extends Criteria = Criteria> = {
  /** Of its address, and of its service `reportes.<name>`. */
  name: string;
  noun: "masterreport";
  words: "master";
  /** What an address asks; an issue's message is a refusal's code. */
  criteria: z.ZodType<Asked>;
  fields: readonly ReportField[];
  find: (ctx: Context, asked: Asked) => Promise<Found>;
  /** A number by which a row is known, and by which rows come, the highest first; `rows` goes on behind it. */
  key: Sql;
  columns: readonly ReportColumn[];
  chart?: (ctx: Context, asked: Asked) => Promise<MoneyOverTime | null>;
};

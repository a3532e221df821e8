import { createHash } from "node:crypto";
import { WordCells } from "@/lib/brokers/bulk-cells";
import { cellWords, columnLabel, type SheetColumn, sheetColumns, toldColumns } from "@/lib/brokers/sheet";
import { readSheet, type SheetRead } from "@/lib/bulk/read";
import { words } from "@/lib/words";

/** Bytes and rows that a file of a team may have. */
export const fileBytesMax = 5 * 1_048_576;
export const fileRowsMax = 20_000;
/** People whom one file changes: as many as one transaction writes in a few seconds. */
export const changesMax = 1_000;

const says = [words("es"), words("en")] as const;

/** As exports write cells, in each language. */
export const exportedWords = says.map(cellWords);
export const sheetWords = new WordCells([cellWords(says[0]), cellWords(says[1])]);

const columns = sheetColumns.map((key) => ({ key, names: [key, ...says.map((say) => columnLabel(say, key))] }));
const ignored = [...toldColumns, ...toldColumns.flatMap((key) => says.map((say) => columnLabel(say, key)))];

/** A file of a team as its rows, and what it is known by; nothing of what it would do. */
export type TeamSheet = { sha256: string; bytes: number; read: SheetRead<SheetColumn> };

/** Reads a file of a team; what is wrong with it as a whole is its `fault`. */
export async function readTeamSheet(bytes: Buffer): Promise<TeamSheet> {
  const read = await readSheet(bytes, { columns, ignored, key: "usuario", rowsMax: fileRowsMax });
  return { sha256: createHash("sha256").update(bytes).digest("hex"), bytes: bytes.length, read };
}

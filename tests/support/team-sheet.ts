import { randomUUID } from "node:crypto";
import { applyTeamFile, keepTeamFile, undoTeamFile, withdrawTeamFile } from "@/lib/brokers/bulk";
import { readTeamSheet } from "@/lib/brokers/bulk-file";
import { beginTeamExport, teamTable } from "@/lib/brokers/export";
import { teamFilter } from "@/lib/brokers/rules";
import { readBroker, runBroker } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { csvOf } from "@/lib/files/csv";
import { xlsxOf } from "@/lib/files/sheet";
import type { Rows, Table } from "@/lib/files/table";
import { asOwner, signedIn } from "@/tests/support/make";

// A team's list as somebody exports it, edits it and sends it back.

export const ofBroker = async (username: string, company: string): Promise<Caller> => ({
  ...(await signedIn(username)),
  company,
  product: null,
});

/** What a sheet must say of somebody who is not in the team yet. */
export const newcomerColumns = [
  "Usuario",
  "Nombre",
  "Apellido",
  "Fecha de nacimiento",
  "RUC / DNI",
  "Correo electrónico",
  "Cargo",
  "Rol",
];

/** The list as the product exports it: its columns' names, and its rows as texts. */
export async function exportedTeam(caller: Caller): Promise<{ table: Table; labels: string[]; rows: string[][] }> {
  const search = { ...teamFilter({}), text: null, sort: null };
  const begun = await runBroker(caller, "brokeruser.export", (ctx) => beginTeamExport(ctx, search, "XLSX"));
  const table = teamTable(begun, (work) => readBroker(caller, "brokeruser.export", work));
  const rows: string[][] = [];
  const said = table.columns.map(
    (column) => (code: string) => (column.kind === "choice" ? (column.words.get(code) ?? code) : code),
  );
  for await (const part of table.parts)
    for (const row of part) rows.push(said.map((word, index) => word(row[index] ?? "")));
  return { table, labels: table.columns.map(({ label }) => label), rows };
}

/** Rows written again as the product writes them. */
export async function written(table: Table, rows: Rows, format: "xlsx" | "csv"): Promise<Buffer> {
  async function* parts() {
    yield rows;
  }
  const chunks: Uint8Array[] = [];
  const again = { ...table, parts: parts() };
  const at = new Date("2026-11-27T15:00:00Z");
  const names = { rows: "Usuarios", about: "Sobre este archivo" };
  for await (const chunk of format === "csv" ? csvOf(again) : xlsxOf(again, names, at)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Rows of some columns as CSV. */
export const delimited = (columns: string[], ...rows: string[][]): Buffer =>
  Buffer.from([columns, ...rows].map((row) => row.join(";")).join("\r\n"));

/** Sends a file; its id. Fails for what cannot be read. */
export async function sendTeamFile(caller: Caller, bytes: Buffer, id: string = randomUUID()): Promise<string> {
  const sheet = await readTeamSheet(bytes);
  const { read } = sheet;
  if (read.fault) throw new Error(`The file is refused: ${read.fault.code}`);
  await runBroker(caller, "brokeruser.import", (ctx) =>
    keepTeamFile(ctx, { id, name: "equipo.xlsx", sheet: { ...sheet, read } }),
  );
  return id;
}

export const applied = (caller: Caller, id: string, seen: string): Promise<void> =>
  runBroker(caller, "brokeruser.import", (ctx) => applyTeamFile(ctx, { id, seen }));
export const undone = (caller: Caller, id: string): Promise<void> =>
  runBroker(caller, "brokeruser.import", (ctx) => undoTeamFile(ctx, id));
export const withdrawn = (caller: Caller, id: string): Promise<void> =>
  runBroker(caller, "brokeruser.import", (ctx) => withdrawTeamFile(ctx, id));

export type KeptRow = {
  line: number;
  effect: string;
  username: string;
  after: Record<string, unknown> | null;
  faults: { code: string; field: string; proposal: string | null; params: Record<string, string> }[];
};
export const rowsOf = (id: string): Promise<KeptRow[]> =>
  asOwner<KeptRow>("SELECT line, effect, username, after, faults FROM team_file_row WHERE file_id = $1 ORDER BY line", [
    id,
  ]);

export async function fileOf(id: string): Promise<{ status: string; digest: string }> {
  const [file] = await asOwner<{ status: string; digest: string }>(
    "SELECT status, digest FROM team_file WHERE id = $1",
    [id],
  );
  if (!file) throw new Error("No such file");
  return file;
}

/** Everybody of a broker as the database has them; apart from what tells of versions and times of writing. */
export const teamState = (broker: string): Promise<Record<string, unknown>[]> =>
  asOwner(
    `SELECT m.id, to_jsonb(m) - '{version,modified_at,status_at}'::text[] AS membership, m.status_at, to_jsonb(u) - '{}'::text[] AS person
       FROM membership m JOIN app_user u ON u.id = m.user_id JOIN tenant t ON t.id = m.tenant_id WHERE t.code = $1 ORDER BY m.id`,
    [broker],
  );

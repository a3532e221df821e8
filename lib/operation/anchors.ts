import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";

/** Heads written outside the database that do not stand in it (a chain was cut or rewritten), and chains whose end has no anchor there. */
export async function wrongAnchors(client: pg.ClientBase, directory: string): Promise<object[]> {
  const files = await readdir(directory).catch(() => []);
  const wrong: object[] = [];
  const anchored = new Map<number, number>();
  for (const file of files) {
    const chain = /^chain-(\d+)\.txt$/.exec(file)?.[1];
    if (!chain) continue;
    const heads = (await readFile(path.join(directory, file), "utf8"))
      .split("\n")
      .filter((line) => /^\d+ [0-9a-f]{64}$/.test(line))
      .map((line) => line.split(" "));
    const { rows } = await client.query<{ seq: string; hash: string }>(
      `SELECT a.seq::text, a.hash FROM unnest($2::bigint[], $3::text[]) AS a (seq, hash)
         LEFT JOIN audit_seal s ON s.tenant_id = $1 AND s.seq = a.seq AND s.hash = a.hash WHERE s.seq IS NULL`,
      [chain, heads.map((head) => head[0]), heads.map((head) => head[1])],
    );
    wrong.push(...rows.map((row) => ({ chain, ...row })));
    anchored.set(Number(chain), Math.max(0, ...heads.map((head) => Number(head[0]))));
  }
  const { rows } = await client.query<{ chain: number; seq: string }>(
    `SELECT tenant_id AS chain, max(seq)::text AS seq FROM audit_seal WHERE sealed_at < clock_timestamp() - interval '1 minute' GROUP BY tenant_id`,
  );
  const unanchored = rows.filter((row) => (anchored.get(row.chain) ?? 0) < Number(row.seq));
  return [...wrong, ...unanchored.map((row) => ({ ...row, anchored: anchored.get(row.chain) ?? null }))];
}

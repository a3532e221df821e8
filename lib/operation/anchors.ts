import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";

/** Heads that were written outside the database and do not stand in it: a chain that was cut or rewritten. */
export async function wrongAnchors(client: pg.ClientBase, directory: string): Promise<object[]> {
  const files = await readdir(directory).catch(() => []);
  const wrong: object[] = [];
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
  }
  return wrong;
}

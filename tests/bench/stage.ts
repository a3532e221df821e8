import { spawnSync } from "node:child_process";
import { createReadStream, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { moreCards } from "@/tests/support/spine";
import { startTwo, type Two } from "@/tests/support/two";

/** A million people with a card each in product P1, from this document on. */
export const firstDocument = 30_000_001;
export const peopleMax = 1_000_000;

export type Stage = { two: Two; owner: pg.Client /** Which client made the peer's COPY. */; copier: "psql" | "pg" };

/** The product as it runs (durable database), with a million cards in P1 where they are wanted. */
export async function openStage(say: (what: string) => void, cards = true): Promise<Stage> {
  const two = await startTwo({ label: "bench", durable: true });
  try {
    if (cards) {
      say("A million cards…");
      await moreCards(two, peopleMax, firstDocument);
    }
    const owner = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await owner.connect();
    await owner.query("UPDATE product SET lines_max = 1000000, file_bytes_max = 1000000000 WHERE code = 'P1'");
    for (const table of ["card", "account"]) await owner.query(`VACUUM ANALYZE ${table}`);
    return { two, owner, copier: spawnSync("psql", ["--version"]).status === 0 ? "psql" : "pg" };
  } catch (error) {
    await two.stop();
    throw error;
  }
}

/** A RECARGA of so many lines, of other references each time: no line repeats, every card is there. */
export function rechargeFile(folder: string, lines: number, round: number): string {
  const path = join(folder, `recarga-${lines}-${round}.txt`);
  const rows = Array.from({ length: lines }, (_, index) => {
    const pesos = 1_000 + ((index * 7_919) % 900_000);
    return `CC;${firstDocument + index};${pesos},${String(index % 100).padStart(2, "0")};Ref ${round}-${index + 1}\n`;
  });
  writeFileSync(path, `tipo_documento;numero_documento;monto;referencia\n${rows.join("")}`);
  return path;
}

/** `\copy` of a lot's file into one table with a primary key; milliseconds. */
export async function plainCopy({ owner, copier }: Stage, path: string): Promise<number> {
  await owner.query(
    `DROP TABLE IF EXISTS copied; CREATE TABLE copied
       (line int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tipo_documento text, numero_documento text, monto text, referencia text)`,
  );
  const target = "copied (tipo_documento, numero_documento, monto, referencia)";
  const format = "WITH (FORMAT csv, HEADER, DELIMITER ';')";
  const start = performance.now();
  if (copier === "psql") {
    const command = `\\copy ${target} FROM '${path}' ${format}`;
    const done = spawnSync("psql", ["-qXc", command, process.env.DATABASE_URL ?? ""], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
  } else {
    await pipeline(
      createReadStream(path, { highWaterMark: 1 << 20 }),
      owner.query(copyFrom(`COPY ${target} FROM STDIN ${format}`)),
    );
  }
  const ms = performance.now() - start;
  await owner.query("DROP TABLE copied");
  return ms;
}

/**
 * The most resident memory that a process had so far, in MB; for PostgreSQL's processes without the buffers that all of them
 * share. Linux only: 0 elsewhere.
 */
export function peakMemoryMb(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const of = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) / 1024;
    return /^Name:\s+postgres$/m.test(status) ? of("RssAnon") + of("RssFile") : of("VmHWM");
  } catch {
    return 0;
  }
}

/** The process and all below it, as /proc tells: asking must cost nothing. */
export function familyOf(pid: number): number[] {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, "utf8").split(" ").filter(Boolean).map(Number),
    );
    return [pid, ...children.flatMap(familyOf)];
  } catch {
    return [];
  }
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

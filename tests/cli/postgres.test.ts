import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, expect, test } from "vitest";
import { accepts, freePort, until } from "@/lib/cli/ports";
import { type Cluster, ownerUrl, startPostgres, stopPostgres } from "@/lib/cli/postgres";

let folder: string | undefined;

afterEach(() => {
  if (folder) rmSync(folder, { recursive: true, force: true });
});

async function makeCluster(): Promise<Cluster> {
  folder = mkdtempSync(join(tmpdir(), "contrafirma con espacio "));
  chmodSync(folder, 0o711);
  return {
    dataDir: join(folder, "postgres"),
    port: await freePort(),
    ownerPassword: "una-clave-de-prueba",
    log: join(folder, "postgres.log"),
    durable: false,
  };
}

async function ask<Row extends pg.QueryResultRow>(cluster: Cluster, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: ownerUrl(cluster) });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

test("what was written is there after a stop and a start, in UTF8, byte order and UTC", async () => {
  const cluster = await makeCluster();
  const first = await startPostgres(cluster);
  await ask(cluster, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('Ñandú')");
  await stopPostgres(first);
  expect(existsSync(join(cluster.dataDir, "postmaster.pid"))).toBe(false);
  expect(await accepts(cluster.port)).toBe(false);

  const second = await startPostgres(cluster);
  expect(await ask(cluster, "SELECT word FROM kept")).toEqual([{ word: "Ñandú" }]);
  const [how] = await ask(
    cluster,
    `SELECT current_setting('server_encoding') AS encoding, current_setting('TimeZone') AS zone, datlocprovider AS provider,
       datlocale AS locale, current_setting('listen_addresses') AS listens FROM pg_database WHERE datname = current_database()`,
  );
  expect(how).toEqual({ encoding: "UTF8", zone: "UTC", provider: "b", locale: "C.UTF-8", listens: "127.0.0.1" });
  await stopPostgres(second);
});

test("a server whose keeper was killed is taken over by the next start, with its data", async () => {
  const cluster = await makeCluster();
  const first = await startPostgres(cluster);
  await ask(cluster, "CREATE TABLE kept AS SELECT 7 AS n");
  first.kill("SIGKILL");
  await once(first, "exit");
  expect(await accepts(cluster.port)).toBe(true);

  const second = await startPostgres(cluster);
  expect(await ask(cluster, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
  await stopPostgres(second);
});

test("a server that was killed leaves a stale postmaster.pid, and the next start recovers", async () => {
  const cluster = await makeCluster();
  const first = await startPostgres(cluster);
  await ask(cluster, "CREATE TABLE kept AS SELECT 7 AS n");
  const pid = Number(readFileSync(join(cluster.dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
  process.kill(pid, "SIGKILL");
  await once(first, "exit");
  expect(existsSync(join(cluster.dataDir, "postmaster.pid"))).toBe(true);
  expect(await until(async () => !(await accepts(cluster.port)), 30_000)).toBe(true);

  const second = await startPostgres(cluster);
  expect(await ask(cluster, "SELECT n FROM kept")).toEqual([{ n: 7 }]);
  await stopPostgres(second);
});

test("PostgreSQL's own words are told when it cannot start", async () => {
  const cluster = await makeCluster();
  const running = await startPostgres(cluster);
  const other = await makeCluster();
  await expect(startPostgres({ ...other, port: cluster.port })).rejects.toThrow(
    /PostgreSQL no arrancó: .*FATAL: {2}could not create any TCP/i,
  );
  await stopPostgres(running);
});

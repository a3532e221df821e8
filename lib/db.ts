import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "@/lib/generated/prisma/client";
import { timed } from "@/lib/slow-queries";

export type Tx = Prisma.TransactionClient;
type Options = {
  connectionsMax: number;
  clockOffsetMs?: number;
  statementTimeoutMs?: number;
  /** A query that takes longer is named in the log. */
  slowQueryMs?: number;
};
type Adapter = Awaited<ReturnType<PrismaPg["connect"]>>;
type Queryable = Pick<Adapter, "queryRaw" | "executeRaw">;
type Pool = ReturnType<Adapter["underlyingDriver"]>;

const statementsMax = 500;
const named = new Map<string, string>();
/**
 * A function alone, with nothing read beside it, and what Prisma writes itself, by keys: their plan is the same whatever is asked. But
 * lists of keys, which come in every length.
 */
const alike = /^\s*(SELECT \w+\((?!.*\bFROM\b)|(SELECT|INSERT INTO|UPDATE) "public"\.(?!.* IN \(\$))/s;
/** Marks a query whose plan is the same whatever its values are, at its beginning: it is prepared as well. */
export const samePlan = Prisma.sql`/* same plan */`;

/**
 * Such statements are prepared, once on each connection: to read and plan one takes PostgreSQL longer than it takes to run. All others, lists
 * above all, are planned for what is asked each time: without the values PostgreSQL may plan a walk over a whole table.
 */
function statementName({ sql }: { sql: string }): string {
  const known = named.get(sql);
  if (known !== undefined) return known;
  const prepares = named.size < statementsMax && (alike.test(sql) || sql.includes(samePlan.sql));
  if (!prepares) return "";
  const name = `s${named.size}`;
  named.set(sql, name);
  return name;
}

// Next bundles a module more than once; the process has one client all the same.
const holder = globalThis as { contrafirmaDatabase?: PrismaClient; contrafirmaPool?: Pool };

/** Connects this process to the database as the role of its address. Called once, at boot. */
export function openDatabase(url: string, options: Options): PrismaClient {
  const settings = [
    `-c statement_timeout=${options.statementTimeoutMs ?? 15_000}`,
    "-c lock_timeout=10000",
    // Said here, once, and not by each transaction: what is asked after a lock is what stands by then, whatever a server is set to.
    "-c default_transaction_isolation=read\\ committed",
    // Longer than any transaction may take: whoever is stopped in the middle of one lets go of its locks.
    "-c idle_in_transaction_session_timeout=25000",
  ];
  if (options.clockOffsetMs) settings.push(`-c app.clock_offset=${options.clockOffsetMs}ms`);
  const adapter = new TimedPg(
    {
      connectionString: url,
      max: options.connectionsMax,
      connectionTimeoutMillis: 5_000,
      idleTimeoutMillis: 30_000,
      keepAlive: true,
      options: settings.join(" "),
    },
    options.slowQueryMs ?? 250,
  );
  // Prisma's longer messages quote the values of the query that failed, and would stand in the log.
  holder.contrafirmaDatabase = new PrismaClient({ adapter, errorFormat: "minimal" });
  return holder.contrafirmaDatabase;
}

/** A client beside the process's own, for one who reads as another role; whoever opens it disconnects it. */
export function openAside(url: string): PrismaClient {
  const adapter = new PrismaPg({ connectionString: url, max: 1, connectionTimeoutMillis: 5_000 });
  return new PrismaClient({ adapter, errorFormat: "minimal" });
}

/** Prisma's adapter with a clock: its queries run in the request or job that asks for them, which its events do not. */
class TimedPg extends PrismaPg {
  constructor(
    config: Exclude<ConstructorParameters<typeof PrismaPg>[0], string | Pool>,
    private readonly limitMs: number,
  ) {
    super(config, { statementNameGenerator: statementName });
  }

  override async connect(): Promise<Adapter> {
    const adapter = await super.connect();
    holder.contrafirmaPool = adapter.underlyingDriver();
    const begin = adapter.startTransaction.bind(adapter);
    adapter.startTransaction = async (level) => this.clocked(await begin(level));
    return this.clocked(adapter);
  }

  private clocked<One extends Queryable>(queryable: One): One {
    const query = queryable.queryRaw.bind(queryable);
    const execute = queryable.executeRaw.bind(queryable);
    queryable.queryRaw = (asked) => timed(asked.sql, this.limitMs, () => query(asked));
    queryable.executeRaw = (asked) => timed(asked.sql, this.limitMs, () => execute(asked));
    return queryable;
  }
}

/** The process's connections by state; all zero before the first query. `waiting` counts those who wait for one. */
export function connectionsNow(): { total: number; idle: number; waiting: number; max: number } {
  const pool = holder.contrafirmaPool;
  if (!pool) return { total: 0, idle: 0, waiting: 0, max: 0 };
  const { totalCount: total, idleCount: idle, waitingCount: waiting } = pool;
  return { total, idle, waiting, max: pool.options.max };
}

/** The process's client. @throws Error before openDatabase */
export function database(): PrismaClient {
  if (!holder.contrafirmaDatabase) throw new Error("The database was not opened at boot");
  return holder.contrafirmaDatabase;
}

/** True for a conflict between transactions that a fresh try may win, in every shape Prisma gives it. */
export function isConflict(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta, cause } = error as { code?: unknown; meta?: unknown; cause?: unknown };
  if (code === "P2034" || code === "40001" || code === "40P01") return true;
  const inside = JSON.stringify([meta, cause], (key, value) => (key === "stack" ? undefined : value)) ?? "";
  return /"(40001|40P01)"|TransactionWriteConflict/.test(inside);
}

/** True when no connection came free in time, or a row stayed locked by others: nothing was done, and a later try may be. */
export function cameAtBusyTime(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { code, meta, cause } = error as { code?: unknown; meta?: unknown; cause?: unknown };
  const text = `${error.message} ${JSON.stringify([meta, cause]) ?? ""}`;
  return (
    (code === "P2028" && text.includes("Unable to start a transaction")) ||
    text.includes("timeout exceeded when trying to connect") ||
    text.includes("canceling statement due to lock timeout")
  );
}

/** The name of the unique index or constraint that a write broke, or null when it broke none. */
export function brokenConstraint(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const text = JSON.stringify([error.message, (error as { meta?: unknown }).meta, error.cause]) ?? "";
  const found = /(?:unique constraint|check constraint|violates)[^"\\]*\\*"([a-z0-9_]+)/.exec(text);
  return found?.[1] ?? null;
}

export const sql = Prisma.sql;
export const join = Prisma.join;

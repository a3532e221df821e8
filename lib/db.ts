import { PrismaPg } from "@prisma/adapter-pg";
import { Prisma, PrismaClient } from "@/lib/generated/prisma/client";

export type Tx = Prisma.TransactionClient;
type Options = { connectionsMax: number; clockOffsetMs?: number; statementTimeoutMs?: number };

// Next bundles a module more than once; the process has one client all the same.
const holder = globalThis as { contrafirmaDatabase?: PrismaClient };

/** Connects this process to the database as the role of its address. Called once, at boot. */
export function openDatabase(url: string, options: Options): PrismaClient {
  const settings = [`-c statement_timeout=${options.statementTimeoutMs ?? 15_000}`, "-c lock_timeout=10000"];
  if (options.clockOffsetMs) settings.push(`-c app.clock_offset=${options.clockOffsetMs}ms`);
  const adapter = new PrismaPg({
    connectionString: url,
    max: options.connectionsMax,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    options: settings.join(" "),
  });
  holder.contrafirmaDatabase = new PrismaClient({ adapter });
  return holder.contrafirmaDatabase;
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

/** The name of the unique index or constraint that a write broke, or null when it broke none. */
export function brokenConstraint(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const text = JSON.stringify([error.message, (error as { meta?: unknown }).meta, error.cause]) ?? "";
  const found = /(?:unique constraint|check constraint|violates)[^"\\]*\\*"([a-z0-9_]+)/.exec(text);
  return found?.[1] ?? null;
}

export const sql = Prisma.sql;
export const join = Prisma.join;

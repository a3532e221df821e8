import { database } from "@/lib/db";
import { log } from "@/lib/log";
import { knownMigrations } from "@/lib/migrations";

export type Readiness = { ready: boolean; database: boolean; migrations: boolean; worker: boolean };

/** Whether database, migrations and at least one worker are there. Never throws. */
export async function findReadiness(): Promise<Readiness> {
  try {
    const known = await knownMigrations();
    const [row] = await database().$queryRaw<{ applied: string[]; workers: number }[]>`
      SELECT (SELECT coalesce(array_agg(migration_name::text), '{}') FROM _prisma_migrations WHERE finished_at IS NOT NULL) AS applied, workers_alive() AS workers`;
    const migrations = known.every((name) => row?.applied.includes(name));
    const worker = (row?.workers ?? 0) > 0;
    return { ready: migrations && worker, database: true, migrations, worker };
  } catch {
    return { ready: false, database: false, migrations: false, worker: false };
  }
}

export type FigureName =
  | "jobs"
  | "queue_age_seconds"
  | "workers_alive"
  | "lots"
  | "orders"
  | "trail_seal_age_seconds"
  | "trail_unsealed";
export type Figure = { name: FigureName; task: string | null; state: string | null; value: number };

/** Counts and ages over all tenants, for metrics; null when the database does not answer. */
export async function findFigures(): Promise<Figure[] | null> {
  try {
    return await database().$queryRaw<Figure[]>`SELECT name, task, state, value FROM operation_figures()`;
  } catch (error) {
    log.warn({ err: error }, "the database gave no figures");
    return null;
  }
}

import { database } from "@/lib/db";
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

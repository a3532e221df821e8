import { readdir } from "node:fs/promises";
import path from "node:path";

export const migrationsDirectory = path.join(process.cwd(), "prisma/migrations");

/** Names of the migrations this code knows, in order. */
export async function knownMigrations(): Promise<string[]> {
  const entries = await readdir(migrationsDirectory, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

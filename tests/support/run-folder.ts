import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresFolder } from "@/lib/cli/postgres";

/** A data folder for one run of the product; the database's own user may pass, so that its data lie in it too. */
export function makeRunFolder(label: string): string {
  const folder = mkdtempSync(join(tmpdir(), `contrafirma-${label}-`));
  chmodSync(folder, 0o711);
  return folder;
}

/** Takes it away with the database, wherever that had to lie: a run leaves nothing behind. */
export function removeRunFolder(folder: string): void {
  rmSync(postgresFolder(folder), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}

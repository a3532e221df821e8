import { writeFile } from "node:fs/promises";
import { withEmbedded } from "@/lib/cli/data-dir";
import { runMain } from "@/lib/cli/fault";
import { ownerConfig } from "@/lib/config";
import { openDatabase } from "@/lib/db";
import { listGuards } from "@/lib/guards";

/** `npm run guards`: after a migration changed them on purpose, writes down the guards that every boot demands. */
async function main(): Promise<void> {
  const database = openDatabase(ownerConfig(withEmbedded()).databaseUrl, { connectionsMax: 1 });
  const guards = await listGuards(database);
  await writeFile("prisma/guards.txt", `${guards.join("\n")}\n`);
  await database.$disconnect();
  console.log(`${guards.length} guards`);
}

if (process.argv[1] === import.meta.filename) await runMain(main);

import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { dataDir, holderOf } from "@/lib/cli/data-dir";
import { Refusal, runMain } from "@/lib/cli/fault";
import { postgresFolder, stopOrphan } from "@/lib/cli/postgres";
import { cliMessages } from "@/lib/messages/es/cli";
import { sentence } from "@/lib/sentence";

/** `npm run reset`: empties the data folder. @throws Refusal while `npm start` runs on it */
async function main(): Promise<void> {
  const folder = dataDir();
  const pid = holderOf(folder);
  if (pid !== null) throw new Refusal(sentence(cliMessages.reset.running, { pid }));
  if (!existsSync(folder)) return console.log(sentence(cliMessages.reset.done, { folder }));
  const database = postgresFolder(folder);
  await stopOrphan(database);
  rmSync(database, { recursive: true, force: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  console.log(sentence(cliMessages.reset.done, { folder }));
}

if (process.argv[1] === import.meta.filename) await runMain(main);

import { Refusal, runMain } from "@/lib/cli/fault";
import { cliMessages } from "@/lib/messages/es/cli";
import { codeAt } from "@/lib/tokens/totp";
import { demoSecret, people } from "@/prisma/seed/demonstration";

/** `npm run demo:token -- USUARIO`: the code that the token of a person of the demonstration shows now, and nothing else. */
async function main(): Promise<void> {
  const holder = people.find(({ username, noToken }) => username === process.argv[2] && !noToken);
  if (!holder) throw new Refusal(cliMessages.demoToken.usage);
  console.log(codeAt(demoSecret(holder.username), new Date()));
}

if (process.argv[1] === import.meta.filename) await runMain(main);

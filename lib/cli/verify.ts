import { withEmbedded } from "@/lib/cli/data-dir";
import { runMain } from "@/lib/cli/fault";
import { verifyConfig } from "@/lib/config";
import { verifyMessages as words } from "@/lib/messages/es/verify";
import { verifyAndKeep } from "@/lib/operation/verify";
import { sentence } from "@/lib/sentence";

/** `npm run verify`: a line a check; exit code 1 when anything differs. */
async function main(): Promise<void> {
  const findings = await verifyAndKeep(verifyConfig(withEmbedded()), "command");
  for (const { check, wrong } of findings) {
    console.log(`${wrong.length === 0 ? words.ok : words.wrong}  ${words[check]}`);
    for (const row of wrong) console.log(`      ${JSON.stringify(row)}`);
  }
  const wrong = findings.filter((finding) => finding.wrong.length > 0).length;
  console.log(sentence(wrong === 0 ? words.verdictOk : words.verdictWrong, { checks: findings.length, wrong }));
  if (wrong > 0) process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) await runMain(main);

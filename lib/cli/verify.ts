import pg from "pg";
import { withEmbedded } from "@/lib/cli/data-dir";
import { runMain } from "@/lib/cli/fault";
import { verifyConfig } from "@/lib/config";
import { openDatabase } from "@/lib/db";
import { missingGuards } from "@/lib/guards";
import { verifyMessages as words } from "@/lib/messages/es/verify";
import { wrongAnchors } from "@/lib/operation/anchors";
import { checks } from "@/lib/operation/checks";
import { sentence } from "@/lib/sentence";

export type Finding = {
  check: Exclude<keyof typeof words, "ok" | "wrong" | "verdictOk" | "verdictWrong">;
  wrong: object[];
};

/** Proves ledger, orders, lots, signatures and trail, in one snapshot, as the role that only reads. Nothing wrong = all lists empty. */
export async function verify({
  databaseUrl,
  auditAnchorDir,
}: {
  databaseUrl: string;
  auditAnchorDir: string;
}): Promise<Finding[]> {
  const database = openDatabase(databaseUrl, { connectionsMax: 1, statementTimeoutMs: 600_000 });
  const client = new pg.Client({ connectionString: databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const findings: Finding[] = [
      { check: "guards", wrong: (await missingGuards(database)).map((guard) => ({ guard })) },
    ];
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    for (const [check, statement] of Object.entries(checks)) {
      findings.push({ check: check as Finding["check"], wrong: (await client.query(`${statement} LIMIT 20`)).rows });
    }
    findings.push({ check: "anchors", wrong: await wrongAnchors(client, auditAnchorDir) });
    return findings;
  } finally {
    await client.end();
    await database.$disconnect();
  }
}

/** `npm run verify`: a line a check; exit code 1 when anything differs. */
async function main(): Promise<void> {
  const findings = await verify(verifyConfig(withEmbedded()));
  for (const { check, wrong } of findings) {
    console.log(`${wrong.length === 0 ? words.ok : words.wrong}  ${words[check]}`);
    for (const row of wrong) console.log(`      ${JSON.stringify(row)}`);
  }
  const wrong = findings.filter((finding) => finding.wrong.length > 0).length;
  console.log(sentence(wrong === 0 ? words.verdictOk : words.verdictWrong, { checks: findings.length, wrong }));
  if (wrong > 0) process.exitCode = 1;
}

if (process.argv[1] === import.meta.filename) await runMain(main);

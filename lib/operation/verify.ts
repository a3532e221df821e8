import pg from "pg";
import { openAside } from "@/lib/db";
import { missingGuards } from "@/lib/guards";
import type { verifyMessages } from "@/lib/messages/es/verify";
import { wrongAnchors } from "@/lib/operation/anchors";
import { checks } from "@/lib/operation/checks";

export type Check = Exclude<keyof typeof verifyMessages, "ok" | "wrong" | "verdictOk" | "verdictWrong">;
export type Finding = { check: Check; wrong: object[] };
type Reach = { databaseUrl: string; auditAnchorDir: string };

/** Proves ledger, orders, lots, signatures and trail, in one snapshot, as the role that only reads. Nothing wrong = all lists empty. */
export async function verify({ databaseUrl, auditAnchorDir }: Reach): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: databaseUrl, statement_timeout: 600_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const findings: Finding[] = [{ check: "guards", wrong: await guardsMissing(databaseUrl) }];
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    for (const [check, statement] of Object.entries(checks)) {
      findings.push({ check: check as Check, wrong: (await client.query(`${statement} LIMIT 20`)).rows });
    }
    findings.push({ check: "anchors", wrong: await wrongAnchors(client, auditAnchorDir) });
    return findings;
  } finally {
    await client.end();
  }
}

/** The same, and its result is kept for the operator's desk: what was checked and which checks found something, no row of anybody's. */
export async function verifyAndKeep(reach: Reach, by: "command" | "worker"): Promise<Finding[]> {
  const began = performance.now();
  const findings = await verify(reach);
  const wrong = findings.filter((finding) => finding.wrong.length > 0).map(({ check }) => check);
  const client = new pg.Client({ connectionString: reach.databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const tookMs = Math.round(performance.now() - began);
    await client.query("SELECT verify_note($1, $2, $3, $4)", [by, findings.length, wrong, tookMs]);
  } finally {
    await client.end();
  }
  return findings;
}

async function guardsMissing(databaseUrl: string): Promise<object[]> {
  const aside = openAside(databaseUrl);
  try {
    return (await missingGuards(aside)).map((guard) => ({ guard }));
  } finally {
    await aside.$disconnect();
  }
}

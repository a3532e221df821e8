import { database } from "@/lib/db";
import { log } from "@/lib/log";
import { verifyAndKeep } from "@/lib/operation/verify";

/**
 * Job: verifies everything once a day and keeps the result for the desk; asked for more often, it does nothing. `reach` null = this
 * worker holds no reader's address and leaves it to others.
 */
export async function verifyDaily(reach: Parameters<typeof verifyAndKeep>[0] | null): Promise<void> {
  if (!reach) return;
  const [row] = await database().$queryRaw<{ due: boolean }[]>`SELECT verify_is_due() AS due`;
  if (!row?.due) return;
  const findings = await verifyAndKeep(reach, "worker");
  const wrong = findings.filter((finding) => finding.wrong.length > 0).map(({ check }) => check);
  if (wrong.length > 0) log.error({ wrong }, "verify found differences");
}

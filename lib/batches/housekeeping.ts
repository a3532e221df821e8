import { sweepEntry } from "@/lib/auth/devices";
import { abandonUpload } from "@/lib/batches/upload";
import { runAsSystem } from "@/lib/command";
import { database } from "@/lib/db";
import { sweepDrafts } from "@/lib/drafts/store";
import { log } from "@/lib/log";
import { addJob, type JobName } from "@/lib/queue";

/**
 * Job, every minute: ends lots that waited thirty days for a signature, sweeps uploads that never ended drafts and tries of yesterday,
 * and adds anew the job of whatever waits for one that was lost or ran out of tries. What fails is logged and stops no other.
 */
export async function runHousekeeping(): Promise<void> {
  const expired = await database().$queryRaw<
    { tenant: number; batch: bigint }[]
  >`SELECT tenant, batch FROM due_expired_batches()`;
  await each(expired, ({ tenant, batch }) => expireBatch(tenant, batch));
  const stale = await database().$queryRaw<
    { tenant: number; upload: string }[]
  >`SELECT tenant, upload FROM due_stale_uploads()`;
  await each(stale, ({ tenant, upload }) => sweepUpload(tenant, upload));
  const lost = await database().$queryRaw<LostJob[]>`SELECT tenant, task, subject FROM due_lost_jobs()`;
  await each(lost, reviveJob);
  await sweepDrafts();
  await sweepEntry();
}

type LostJob = {
  tenant: number;
  task: Extract<JobName, "settle-payment" | "settle-instruction" | "process-batch" | "validate-batch">;
  subject: bigint;
};

async function each<Item extends { tenant: number }>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  for (const item of items) {
    await work(item).catch((error: unknown) =>
      log.error({ err: error, tenant: item.tenant }, "housekeeping left something undone"),
    );
  }
}

async function sweepUpload(tenant: number, upload: string): Promise<void> {
  await runAsSystem(tenant, async (ctx) => {
    if (await abandonUpload(ctx, upload)) await ctx.audit("upload.abandoned", upload);
  });
}

function lostPayload(task: LostJob["task"], id: string) {
  if (task === "settle-payment") return { order: id };
  return task === "settle-instruction" ? { instruction: id } : { batch: id };
}

/** Claims and fencing numbers make a job that comes twice harmless. */
async function reviveJob({ tenant, task, subject }: LostJob): Promise<void> {
  const id = subject.toString();
  await runAsSystem(tenant, async (ctx) => {
    await addJob(ctx, task, lostPayload(task, id), { key: `${task}:${id}` });
    await ctx.audit("job.revived", `${task}:${id}`);
  });
  log.warn({ task, subject: id }, "a lost job was added anew");
}

/** Nobody signed in time: the lot ends as EXPIRED, and what signatures it had are void. */
export async function expireBatch(tenantId: number, batchId: bigint): Promise<void> {
  await runAsSystem(tenantId, async (ctx) => {
    const [batch] = await ctx.tx.$queryRaw<{ number: string; status: string }[]>`
      SELECT number, status::text AS status FROM batch WHERE tenant_id = ${tenantId} AND id = ${batchId}
         AND status IN ('CONFIRMED', 'PARTLY_SIGNED') AND confirmed_at < ${ctx.now}::timestamptz - interval '30 days' FOR NO KEY UPDATE`;
    if (!batch) return;
    await ctx.tx.signature.updateMany({
      where: { tenantId, batchId, voidedAt: null },
      data: { voidedAt: ctx.now, voidReason: "expired" },
    });
    await ctx.tx.batch.update({
      where: { tenantId_id: { tenantId, id: batchId } },
      data: { status: "EXPIRED", endedAt: ctx.now },
    });
    await ctx.audit("batch.expired", batch.number, { from: batch.status, to: "EXPIRED" });
  });
}

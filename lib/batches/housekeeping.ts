import { abandonUpload } from "@/lib/batches/upload";
import { runAsSystem } from "@/lib/command";
import { database } from "@/lib/db";

/** Job, every five minutes: ends lots that waited thirty days for a signature and sweeps uploads that never ended. */
export async function runHousekeeping(): Promise<void> {
  const expired = await database().$queryRaw<
    { tenant: number; batch: bigint }[]
  >`SELECT tenant, batch FROM due_expired_batches()`;
  for (const { tenant, batch } of expired) await expireBatch(tenant, batch);
  const stale = await database().$queryRaw<
    { tenant: number; upload: string }[]
  >`SELECT tenant, upload FROM due_stale_uploads()`;
  for (const { tenant, upload } of stale) {
    await runAsSystem(tenant, async (ctx) => {
      await abandonUpload(ctx, upload);
      await ctx.audit("upload.abandoned", upload);
    });
  }
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

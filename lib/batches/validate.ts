import pg from "pg";
import { addAuditRow } from "@/lib/audit/store";
import type { BatchType } from "@/lib/batches/layouts";
import { type LotToLoad, loadBatch, type Progress, type Verdict } from "@/lib/batches/load";
import { runAsSystem } from "@/lib/command";
import type { TenantContext } from "@/lib/context";
import { FenceLost } from "@/lib/errors";
import type { Encoding } from "@/lib/files/encoding";
import { log } from "@/lib/log";

export type ValidateDeps = { workerUrl: string; clockOffsetMs?: number };
type Claimed = LotToLoad & { number: string; uploadId: string; fence: bigint; from: string };

const progressEveryMs = 400;

/**
 * Job: reads an uploaded lot into lines and faults and gives its verdict, in one transaction. A worker that lost the lot
 * meanwhile (its fencing number moved on) writes nothing; killed at any moment, it leaves nothing and is done again.
 */
export async function validateBatch(deps: ValidateDeps, tenantId: number, batchId: bigint): Promise<void> {
  const lot = await runAsSystem(tenantId, (ctx) => claim(ctx, batchId));
  if (!lot) return;
  const client = new pg.Client({
    connectionString: deps.workerUrl,
    application_name: "contrafirma-load",
    options: `-c statement_timeout=120000 -c lock_timeout=60000 -c app.clock_offset=${deps.clockOffsetMs ?? 0}ms`,
  });
  // A connection that breaks says so to its query; without a listener it would end the worker too.
  client.on("error", (error) => log.warn({ err: error }, "the load's connection broke"));
  await client.connect();
  const reporter = progressReporter(lot);
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.tenant', $1, true)", [String(tenantId)]);
    const verdict = await loadBatch(client, lot, storedChunks(tenantId, lot.uploadId), reporter.report);
    await reporter.settled();
    if (await finish(client, lot, verdict)) {
      await client.query("COMMIT");
      return;
    }
    await client.query("ROLLBACK");
    await requireFence(lot);
  } finally {
    await client.end();
  }
}

/** Takes the lot under a new fencing number; null when it needs no validation any more. */
async function claim(ctx: TenantContext, batchId: bigint): Promise<Claimed | null> {
  const [row] = await ctx.tx.$queryRaw<Omit<Claimed, "tenantId" | "batchId" | "country">[]>`
    WITH before AS (SELECT id, status::text AS "from" FROM batch WHERE tenant_id = ${ctx.company.id} AND id = ${batchId}
                       AND status IN ('RECEIVED', 'VALIDATING') FOR NO KEY UPDATE)
    UPDATE batch b SET status = 'VALIDATING', fence = fence + 1, lines_read = 0, fault_count = 0
      FROM before, product p
     WHERE b.id = before.id AND p.tenant_id = b.tenant_id AND p.id = b.product_id
    RETURNING b.number, b.upload_id AS "uploadId", b.fence, before."from", b.type::text AS type, b.encoding, b.file_hash AS "fileHash",
      p.id AS "productId", p.lines_max AS "linesMax", p.amount_min_cents AS "amountMinCents", p.amount_max_cents AS "amountMaxCents"`;
  if (!row) return null;
  if (row.from === "RECEIVED") await ctx.audit("batch.validating", row.number, { from: row.from, to: "VALIDATING" });
  return {
    ...row,
    type: row.type as BatchType,
    encoding: row.encoding as Encoding,
    tenantId: ctx.company.id,
    batchId,
    country: ctx.company.country,
  };
}

async function* storedChunks(tenantId: number, uploadId: string): AsyncGenerator<Uint8Array> {
  for (let seq = 0; ; seq += 1) {
    const chunk = await runAsSystem(tenantId, (ctx) =>
      ctx.tx.uploadChunk.findUnique({
        where: { tenantId_uploadId_seq: { tenantId, uploadId, seq } },
        select: { bytes: true },
      }),
    );
    if (!chunk) return;
    yield chunk.bytes;
  }
}

/** Tells how far the load has come, on a connection of its own and only while this worker holds the lot. */
function progressReporter(lot: Claimed) {
  let last = 0;
  let writing: Promise<unknown> = Promise.resolve();
  return {
    report({ linesRead, faultsFound }: Progress) {
      if (Date.now() - last < progressEveryMs) return;
      last = Date.now();
      writing = runAsSystem(lot.tenantId, (ctx) =>
        ctx.tx.batch.updateMany({
          where: { tenantId: lot.tenantId, id: lot.batchId, fence: lot.fence, status: "VALIDATING" },
          data: { linesRead, faultCount: faultsFound },
        }),
      ).catch(() => undefined);
    },
    settled: () => writing,
  };
}

/** A lot that is not ours to end was deleted meanwhile, or is another worker's. @throws FenceLost when it is another's */
async function requireFence(lot: Claimed): Promise<void> {
  const now = await runAsSystem(lot.tenantId, (ctx) =>
    ctx.tx.batch.findUnique({
      where: { tenantId_id: { tenantId: lot.tenantId, id: lot.batchId } },
      select: { fence: true },
    }),
  );
  if (now?.fence !== lot.fence) throw new FenceLost();
}

/** Writes the verdict if the lot is still this worker's. A refused file's original is not kept. */
async function finish(client: pg.Client, lot: Claimed, verdict: Verdict): Promise<boolean> {
  const status = verdict.kind === "ok" ? "VALID" : "INVALID";
  const { rowCount } = await client.query(
    `UPDATE batch SET status = $4::batch_status, line_count = $5, lines_read = $5, total_cents = $6, fault_count = $7, warning_count = $8,
            lines_hash = $9, content_hash = $10, sample_names = $11
      WHERE tenant_id = $1 AND id = $2 AND fence = $3 AND status = 'VALIDATING'`,
    [
      lot.tenantId,
      lot.batchId,
      lot.fence,
      status,
      verdict.lineCount,
      verdict.totalCents,
      verdict.faultCount,
      verdict.warningCount,
      verdict.linesHash,
      verdict.contentHash,
      verdict.sampleNames,
    ],
  );
  if (rowCount !== 1) return false;
  if (verdict.kind === "file")
    await client.query("DELETE FROM upload_chunk WHERE tenant_id = $1 AND upload_id = $2", [
      lot.tenantId,
      lot.uploadId,
    ]);
  await addAuditRow(client, lot.tenantId, "batch.validated", lot.number, {
    from: "VALIDATING",
    to: status,
    lines: verdict.lineCount,
    faults: verdict.faultCount,
    warnings: verdict.warningCount,
  });
  return true;
}

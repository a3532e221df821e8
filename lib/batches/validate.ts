import pg from "pg";
import { addAuditRow } from "@/lib/audit/store";
import type { BatchType } from "@/lib/batches/layouts";
import { type LotToLoad, loadBatch, type Progress, type Verdict } from "@/lib/batches/load";
import { runAsSystem } from "@/lib/command";
import { mayBegin } from "@/lib/companies/store";
import type { TenantContext } from "@/lib/context";
import { FenceLost } from "@/lib/errors";
import type { Encoding } from "@/lib/files/encoding";
import { log } from "@/lib/log";

export type ValidateDeps = { workerUrl: string; clockOffsetMs?: number };
type Claimed = LotToLoad & { number: string; uploadId: string; fence: bigint; from: string };

const progressEveryMs = 400;
/** A load that says nothing for so long in mid-transaction is stopped or cut off; before its jobs are freed (30 s), its locks are. */
const idleMaxMs = 25_000;

/**
 * Job: reads an uploaded lot into lines and faults and gives its verdict, in one transaction. A worker that lost the lot
 * meanwhile (its fencing number moved on) writes nothing; killed at any moment, it leaves nothing and is done again. While its company
 * is suspended no lot begins.
 * @throws FenceLost when another worker holds the lot by now
 */
export async function validateBatch(deps: ValidateDeps, tenantId: number, batchId: bigint): Promise<void> {
  const lot = await runAsSystem(tenantId, (ctx) => claim(ctx, batchId));
  if (!lot) return;
  const [client, reader] = [loadConnection(deps, lot), loadConnection(deps, lot)];
  const reporter = progressReporter(lot);
  try {
    await Promise.all([client.connect(), reader.connect()]);
    await endEarlierLoads(client, lot);
    await client.query("BEGIN");
    const verdict = await loadBatch(client, lot, storedChunks(reader, tenantId, lot.uploadId), reporter.report);
    await reporter.settled();
    if (await finish(client, lot, verdict)) {
      await client.query("COMMIT");
      return;
    }
    await client.query("ROLLBACK");
    if (await isAnothers(lot)) throw new FenceLost();
  } catch (error) {
    // Whoever took the lot over ended this connection too; the fence tells that more plainly than the connection does.
    const lost = !(error instanceof FenceLost) && (await isAnothers(lot).catch(() => false));
    throw lost ? new FenceLost(undefined, { cause: error }) : error;
  } finally {
    await Promise.all([client.end(), reader.end()]);
  }
}

const loadName = "contrafirma-load";

/**
 * A connection of the load's own, serving its tenant, named after the lot and the fencing number it is held under. A load has
 * two: COPY holds one, and the original comes by the other meanwhile.
 */
function loadConnection({ workerUrl, clockOffsetMs = 0 }: ValidateDeps, lot: Claimed): pg.Client {
  const client = new pg.Client({
    connectionString: workerUrl,
    application_name: `${loadName} ${lot.batchId} ${lot.fence}`,
    keepAlive: true,
    options: `-c statement_timeout=120000 -c lock_timeout=60000 -c idle_in_transaction_session_timeout=${idleMaxMs} -c app.tenant=${lot.tenantId} -c app.clock_offset=${clockOffsetMs}ms`,
  });
  // A connection that breaks says so to its query; without a listener it would end the worker too.
  client.on("error", (error) => log.warn({ err: error }, "the load's connection broke"));
  return client;
}

/**
 * Ends what holders before this one still have open on the lot: a worker that is stopped, or whose machine is cut off, keeps its
 * lines locked in a COPY that no time limit of the database ends, and whoever comes after would wait for it.
 */
async function endEarlierLoads(client: pg.Client, lot: Claimed): Promise<void> {
  await client.query(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE usename = session_user AND datname = current_database()
        AND CASE WHEN starts_with(application_name, $1) THEN split_part(application_name, ' ', 3)::bigint < $2 END`,
    [`${loadName} ${lot.batchId} `, lot.fence],
  );
}

/** Takes the lot under a new fencing number; null when it needs no validation any more, or may not begin now. */
async function claim(ctx: TenantContext, batchId: bigint): Promise<Claimed | null> {
  const may = await mayBegin(ctx);
  const [row] = await ctx.tx.$queryRaw<Omit<Claimed, "tenantId" | "batchId" | "country">[]>`
    WITH before AS (SELECT id, status::text AS "from" FROM batch WHERE tenant_id = ${ctx.company.id} AND id = ${batchId}
                       AND (status = 'VALIDATING' OR ${may} AND status = 'RECEIVED') FOR NO KEY UPDATE)
    UPDATE batch b SET status = 'VALIDATING', fence = fence + 1, lines_read = 0, fault_count = 0
      FROM before, product p
     WHERE b.id = before.id AND p.tenant_id = b.tenant_id AND p.id = b.product_id
    RETURNING b.number, b.upload_id AS "uploadId", b.fence, before."from", b.type::text AS type, b.encoding, b.file_hash AS "fileHash",
      p.id AS "productId", p.lines_max AS "linesMax", p.amount_min_cents AS "amountMinCents", p.amount_max_cents AS "amountMaxCents"`;
  if (!row) {
    if (!may) await tellHeld(ctx, batchId);
    return null;
  }
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

async function tellHeld(ctx: TenantContext, batchId: bigint): Promise<void> {
  const waiting = await ctx.tx.batch.findFirst({
    where: { tenantId: ctx.company.id, id: batchId, status: "RECEIVED" },
    select: { number: true },
  });
  if (waiting) await ctx.audit("batch.held", waiting.number, { why: "companySuspended" });
}

/** The original, chunk by chunk, the next one on its way while one is read. */
async function* storedChunks(reader: pg.Client, tenantId: number, uploadId: string): AsyncGenerator<Uint8Array> {
  const statement = "SELECT bytes FROM upload_chunk WHERE tenant_id = $1 AND upload_id = $2 AND seq = $3";
  const ask = (seq: number) => {
    const answer = reader.query<{ bytes: Uint8Array }>(statement, [tenantId, uploadId, seq]);
    // Whoever waits for it is told; one that nobody waits for any more ended with its connection.
    answer.catch(() => undefined);
    return answer;
  };
  let next = ask(0);
  for (let seq = 1; ; seq += 1) {
    const { rows } = await next;
    const [chunk] = rows;
    if (!chunk) return;
    next = ask(seq);
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

/** Whether another worker holds the lot by now; one that was deleted meanwhile is nobody's. */
async function isAnothers(lot: Claimed): Promise<boolean> {
  const now = await runAsSystem(lot.tenantId, (ctx) =>
    ctx.tx.batch.findUnique({
      where: { tenantId_id: { tenantId: lot.tenantId, id: lot.batchId } },
      select: { fence: true },
    }),
  );
  return now?.fence !== lot.fence;
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

import { createHash } from "node:crypto";
import { assert } from "@/lib/assert";
import { acceptedBatchTypes, type BatchType } from "@/lib/batches/layouts";
import { openStatuses } from "@/lib/batches/rules";
import { formatBytes } from "@/lib/bytes";
import { runCommand, runStep } from "@/lib/command";
import type { Caller, Context } from "@/lib/context";
import { nextNumber } from "@/lib/counters";
import { brokenConstraint } from "@/lib/db";
import { DomainError } from "@/lib/errors";
import { EncodingDetector } from "@/lib/files/encoding";
import { log } from "@/lib/log";
import { addJob } from "@/lib/queue";

/** What the browser announces before the bytes: the id makes a repeated send the same upload. */
export type Announced = { id: string; type: BatchType; fileName: string; contentLength: bigint };

const chunkBytes = 256 * 1024;
const perHourMax = { person: 120, company: 600 };

/**
 * Receives a lot's file as it streams in: a row of its own, chunks committed as they come, then the lot, its number and its
 * job when the last byte is stored. Whatever goes wrong leaves no bytes behind. Returns the lot's number; the same id sent
 * twice gives the same lot.
 * @throws DomainError batch.typeNotYet, typeNotAllowed, tooLarge, quota, uploadRepeated, sizeDiffers, sameFileOpen, sameFileAtOnce
 */
export async function receiveUpload(
  caller: Caller,
  announced: Announced,
  body: AsyncIterable<Uint8Array>,
): Promise<string> {
  const known = await runCommand(caller, "batch.upload", (ctx) => beginUpload(ctx, announced));
  if (known) return known;
  try {
    const received = await storeChunks(caller, announced, body);
    return await runCommand(caller, "batch.upload", (ctx) => finishUpload(ctx, announced, received));
  } catch (error) {
    await runStep(caller, "batch.upload", (ctx) => abandon(ctx, announced.id)).catch((failure: unknown) => {
      log.warn({ err: failure, requestId: caller.requestId }, "an upload waits for the housekeeping to sweep it");
    });
    throw error;
  }
}

/** Opens the upload's row, or gives the number of the lot that this id already made. */
async function beginUpload(ctx: Context, announced: Announced): Promise<string | null> {
  const { id, type, fileName, contentLength } = announced;
  if (!(acceptedBatchTypes as readonly string[]).includes(type)) throw new DomainError("batch.typeNotYet");
  if (!ctx.product.batchTypes.includes(type)) throw new DomainError("batch.typeNotAllowed");
  if (contentLength > ctx.product.fileBytesMax) {
    throw new DomainError("batch.tooLarge", {
      size: formatBytes(contentLength),
      max: formatBytes(ctx.product.fileBytesMax),
    });
  }
  const before = await findUpload(ctx, id);
  if (before) return repeatedUpload(ctx, announced, before);
  await requireQuota(ctx);
  const { count } = await ctx.tx.upload.createMany({
    data: {
      id,
      tenantId: ctx.company.id,
      productId: ctx.product.id,
      membershipId: ctx.actor.membershipId,
      type,
      fileName,
      contentLength,
    },
    skipDuplicates: true,
  });
  if (count === 0) {
    // The same id twice at once: the key let one through, and it is there to be looked at now.
    const first = await findUpload(ctx, id);
    assert(first, "an upload's key is taken by an upload");
    return repeatedUpload(ctx, announced, first);
  }
  await ctx.audit("upload.begun", id, { type, bytes: contentLength });
  return null;
}

const findUpload = (ctx: Context, id: string) =>
  ctx.tx.upload.findUnique({ where: { tenantId_id: { tenantId: ctx.company.id, id } } });

/** The number of the lot that this id already made; refused while it is still coming in, and for other content. */
async function repeatedUpload(
  ctx: Context,
  { id, type, contentLength }: Announced,
  before: NonNullable<Awaited<ReturnType<typeof findUpload>>>,
): Promise<string> {
  const same =
    before.membershipId === ctx.actor.membershipId &&
    before.productId === ctx.product.id &&
    before.type === type &&
    before.contentLength === contentLength;
  if (same && before.status === "RECEIVING") throw new DomainError("batch.sameFileAtOnce");
  const batch = await ctx.tx.batch.findUnique({
    where: { tenantId_uploadId: { tenantId: ctx.company.id, uploadId: id } },
    select: { number: true },
  });
  if (!batch || !same) throw new DomainError("batch.uploadRepeated");
  await ctx.audit("upload.repeated", id, { lot: batch.number });
  return batch.number;
}

async function requireQuota(ctx: Context): Promise<void> {
  const [count] = await ctx.tx.$queryRaw<{ person: bigint; company: bigint }[]>`
    SELECT count(*) FILTER (WHERE membership_id = ${ctx.actor.membershipId}) AS person, count(*) AS company
      FROM upload WHERE tenant_id = ${ctx.company.id} AND created_at > ${ctx.now}::timestamptz - interval '1 hour'`;
  if (Number(count?.person) >= perHourMax.person) throw new DomainError("batch.quota", { max: perHourMax.person });
  if (Number(count?.company) >= perHourMax.company) throw new DomainError("batch.quota", { max: perHourMax.company });
}

type Received = { bytes: bigint; sha256: string; encoding: string };

async function storeChunks(
  caller: Caller,
  { id, contentLength }: Announced,
  body: AsyncIterable<Uint8Array>,
): Promise<Received> {
  const hash = createHash("sha256");
  const encoding = new EncodingDetector();
  let bytes = 0n;
  let seq = 0;
  for await (const chunk of inPieces(body)) {
    bytes += BigInt(chunk.length);
    if (bytes > contentLength) break;
    hash.update(chunk);
    encoding.push(chunk);
    const place = seq;
    await runStep(caller, "batch.upload", (ctx) => storeChunk(ctx, id, place, chunk));
    seq += 1;
  }
  return { bytes, sha256: hash.digest("hex"), encoding: encoding.encoding() };
}

async function storeChunk(ctx: Context, id: string, seq: number, bytes: Uint8Array): Promise<void> {
  await ctx.tx
    .$executeRaw`INSERT INTO upload_chunk (tenant_id, upload_id, seq, bytes) VALUES (${ctx.company.id}, ${id}::uuid, ${seq}, ${bytes})`;
  await ctx.tx
    .$executeRaw`UPDATE upload SET received = received + ${bytes.length} WHERE tenant_id = ${ctx.company.id} AND id = ${id}::uuid`;
}

/** Pieces of a quarter of a megabyte, whatever sizes the network delivers. */
async function* inPieces(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    parts.push(part);
    size += part.length;
    if (size < chunkBytes) continue;
    yield Buffer.concat(parts);
    parts = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(parts);
}

async function finishUpload(ctx: Context, announced: Announced, received: Received): Promise<string> {
  const { id, type, fileName, contentLength } = announced;
  if (received.bytes !== contentLength) {
    throw new DomainError("batch.sizeDiffers", { announced: contentLength, received: received.bytes });
  }
  await ctx.tx.upload.update({
    where: { tenantId_id: { tenantId: ctx.company.id, id }, status: "RECEIVING" },
    data: { status: "STORED", sha256: received.sha256, encoding: received.encoding },
  });
  await requireNotOpen(ctx, type, received.sha256);
  const number = await nextNumber(ctx, "L");
  const batch = await ctx.tx.batch
    .create({
      data: {
        tenantId: ctx.company.id,
        productId: ctx.product.id,
        number,
        type,
        uploadId: id,
        fileName,
        fileHash: received.sha256,
        encoding: received.encoding,
        uploadedBy: ctx.actor.membershipId,
      },
      select: { id: true },
    })
    .catch((error: unknown) => {
      // Two of the same file at once: the index let one through, and this one is told so without the other's number.
      if (brokenConstraint(error) === "batch_same_file_open") throw new DomainError("batch.sameFileAtOnce");
      throw error;
    });
  await addJob(ctx, "validate-batch", { batch: batch.id.toString() }, { key: `validate-batch:${batch.id}` });
  await ctx.audit("batch.uploaded", number, { type, fileHash: received.sha256, bytes: contentLength });
  return number;
}

async function requireNotOpen(ctx: Context, type: BatchType, fileHash: string): Promise<void> {
  const open = await ctx.tx.batch.findFirst({
    where: { tenantId: ctx.company.id, productId: ctx.product.id, type, fileHash, status: { in: [...openStatuses] } },
    select: { number: true, status: true },
  });
  if (open) throw new DomainError("batch.sameFileOpen", { number: open.number, status: open.status });
}

async function abandon(ctx: Context, id: string): Promise<void> {
  if (await abandonUpload(ctx, id)) await ctx.audit("upload.abandoned", id);
}

/** Takes back what was stored of a file that came to nothing. False when the upload had ended before, or is not there. */
export async function abandonUpload(ctx: { tx: Context["tx"]; company: { id: number } }, id: string): Promise<boolean> {
  const changed = await ctx.tx
    .$executeRaw`UPDATE upload SET status = 'ABANDONED' WHERE tenant_id = ${ctx.company.id} AND id = ${id}::uuid AND status = 'RECEIVING'`;
  await ctx.tx.$executeRaw`
    DELETE FROM upload_chunk c USING upload u
     WHERE c.tenant_id = ${ctx.company.id} AND c.upload_id = ${id}::uuid AND u.tenant_id = c.tenant_id AND u.id = c.upload_id AND u.status = 'ABANDONED'`;
  return changed > 0;
}

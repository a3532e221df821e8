import { digestOf } from "@/lib/approvals/confirmations";
import type { BatchSearch, BatchSort } from "@/lib/batches/filter";
import type { BatchType } from "@/lib/batches/layouts";
import { cellsOf } from "@/lib/batches/page";
import { summaryOf } from "@/lib/batches/shown";
import type { Context } from "@/lib/context";
import { sql } from "@/lib/db";
import type { Encoding } from "@/lib/files/encoding";
import { bare, membersNamed, patternOf } from "@/lib/find-text";
import type { BatchStatus, FaultSeverity } from "@/lib/generated/prisma/enums";
import type { FaultCode } from "@/lib/messages/es/faults";

export const pageSizes = [10, 25, 50, 100] as const;
export type PageOf<Row> = { rows: Row[]; total: number; page: number; size: number };
export type PageWanted = { page: number; size: number };

export type BatchRow = {
  number: string;
  type: BatchType;
  status: BatchStatus;
  version: number;
  fileName: string;
  lineCount: number;
  linesRead: number;
  totalCents: bigint;
  faultCount: number;
  warningCount: number;
  uploadedAt: Date;
  uploadedBy: string;
  orderNumber: string | null;
};

/** A row of the tray: also what its confirmation dialog shows, and the digest of it that the form sends back. */
export type TrayRow = BatchRow & { id: bigint; encoding: Encoding; sampleNames: string[]; seen: string };

type TrayWanted = PageWanted & BatchSearch & { text: string | null; sort: BatchSort | null };

const trayOrder = {
  numero: sql`b.id`,
  lineas: sql`b.line_count`,
  total: sql`b.total_cents`,
  estado: sql`b.status`,
  fecha: sql`b.uploaded_at`,
} as const;
const way = (sort: { down: boolean } | null) => (sort?.down === false ? sql`ASC` : sql`DESC`);

/** Lots of which the number, the file's name or the name of whoever uploaded or confirmed them holds a text. */
function holds(ctx: Context, text: string | null) {
  if (text === null) return sql`true`;
  const pattern = patternOf(text);
  const people = membersNamed(pattern, ctx.company.id);
  return sql`(lower(b.number) LIKE ${pattern} OR ${bare(sql`b.file_name`)} LIKE ${pattern}
    OR b.uploaded_by IN (${people}) OR b.confirmed_by IN (${people}))`;
}

/** Lots of the product, newest first unless asked otherwise. */
export async function listBatches(ctx: Context, wanted: TrayWanted): Promise<PageOf<TrayRow>> {
  const { page, size, status, type, text, sort } = wanted;
  const where = sql`b.tenant_id = ${ctx.company.id} AND b.product_id = ${ctx.product.id}
    AND (${status}::text IS NULL OR b.status::text = ${status}) AND (${type}::text IS NULL OR b.type::text = ${type}) AND ${holds(ctx, text)}`;
  const rows = await ctx.tx.$queryRaw<(Omit<TrayRow, "seen"> & { fileHash: string })[]>`
    SELECT b.id, b.encoding, b.sample_names AS "sampleNames", b.file_hash AS "fileHash", b.number, b.type::text AS type, b.status::text AS status, b.version, b.file_name AS "fileName", b.line_count AS "lineCount",
           b.lines_read AS "linesRead", b.total_cents AS "totalCents", b.fault_count AS "faultCount", b.warning_count AS "warningCount",
           b.uploaded_at AS "uploadedAt", u.name AS "uploadedBy", o.number AS "orderNumber"
      FROM batch b JOIN membership m ON m.tenant_id = b.tenant_id AND m.id = b.uploaded_by JOIN app_user u ON u.id = m.user_id
      LEFT JOIN service_order o ON o.tenant_id = b.tenant_id AND o.id = b.order_id
     WHERE ${where} ORDER BY ${trayOrder[sort?.by ?? "numero"]} ${way(sort)}, b.id DESC LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`SELECT count(*)::int AS total FROM batch b WHERE ${where}`;
  return {
    rows: rows.map(({ fileHash, ...row }) => ({ ...row, seen: digestOf(summaryOf(ctx, { ...row, fileHash })) })),
    total: count?.total ?? 0,
    page,
    size,
  };
}

/** How many lots of the product stand in each state; a state without lots is absent. */
export async function countBatches(ctx: Context): Promise<Partial<Record<BatchStatus, number>>> {
  const rows = await ctx.tx.batch.groupBy({
    by: ["status"],
    where: { tenantId: ctx.company.id, productId: ctx.product.id },
    _count: { _all: true },
  });
  return Object.fromEntries(rows.map((row) => [row.status, row._count._all]));
}

/** How lots of the product stand that change by themselves, for a page that watches them. */
export async function listProgress(
  ctx: Context,
): Promise<Pick<BatchRow, "number" | "status" | "linesRead" | "faultCount">[]> {
  return ctx.tx.$queryRaw<Pick<BatchRow, "number" | "status" | "linesRead" | "faultCount">[]>`
    SELECT number, status::text AS status, lines_read AS "linesRead", fault_count AS "faultCount" FROM batch
     WHERE tenant_id = ${ctx.company.id} AND product_id = ${ctx.product.id} AND status IN ('RECEIVED', 'VALIDATING', 'IN_PROCESS')
     ORDER BY id DESC LIMIT 100`;
}

export type BatchSignature = { name: string; membershipId: number; signedAt: Date };
export type BatchDetail = Awaited<ReturnType<typeof findBatch>> & object;

/** A lot of the product with who did what to it; null beyond this person's reach. */
export async function findBatch(ctx: Context, number: string) {
  const batch = await ctx.tx.batch.findUnique({
    where: { tenantId_number: { tenantId: ctx.company.id, number }, productId: ctx.product.id },
    select: {
      id: true,
      number: true,
      type: true,
      status: true,
      version: true,
      fileName: true,
      fileHash: true,
      encoding: true,
      lineCount: true,
      linesRead: true,
      totalCents: true,
      faultCount: true,
      warningCount: true,
      warningsReason: true,
      sampleNames: true,
      uploadedAt: true,
      uploadedBy: true,
      confirmedBy: true,
      confirmedAt: true,
      signaturesRequired: true,
      commissionCents: true,
      taxCents: true,
      orderTotalCents: true,
      bankAccount: true,
      digest: true,
      endReason: true,
      endedBy: true,
      endedAt: true,
      order: { select: { number: true, status: true } },
    },
  });
  if (!batch) return null;
  const names = await namesOf(ctx, [batch.uploadedBy, batch.confirmedBy, batch.endedBy]);
  const summary = summaryOf(ctx, batch);
  return {
    ...batch,
    uploadedByName: names.get(batch.uploadedBy) ?? "",
    confirmedByName: batch.confirmedBy === null ? null : (names.get(batch.confirmedBy) ?? ""),
    endedByName: batch.endedBy === null ? null : (names.get(batch.endedBy) ?? ""),
    signatures: await signaturesOf(ctx, batch.id, batch.version),
    rejectedCount: batch.status === "PROCESSED_WITH_REJECTIONS" ? await countRejected(ctx, batch.id) : 0,
    /** Digest of what the confirmation dialog shows; the form sends it back. */
    seen: digestOf(summary),
  };
}

async function signaturesOf(ctx: Context, batchId: bigint, version: number): Promise<BatchSignature[]> {
  return ctx.tx.$queryRaw<BatchSignature[]>`
    SELECT u.name, s.membership_id AS "membershipId", s.signed_at AS "signedAt"
      FROM signature s JOIN membership m ON m.tenant_id = s.tenant_id AND m.id = s.membership_id JOIN app_user u ON u.id = m.user_id
     WHERE s.tenant_id = ${ctx.company.id} AND s.batch_id = ${batchId} AND s.batch_version = ${version} AND s.voided_at IS NULL ORDER BY s.ordinal`;
}

async function countRejected(ctx: Context, batchId: bigint): Promise<number> {
  return ctx.tx.batchLineRejection.count({ where: { tenantId: ctx.company.id, batchId } });
}

async function namesOf(ctx: Context, ids: readonly (number | null)[]): Promise<Map<number, string>> {
  const wanted = ids.filter((id): id is number => id !== null);
  const rows = await ctx.tx.membership.findMany({
    where: { tenantId: ctx.company.id, id: { in: wanted } },
    select: { id: true, user: { select: { name: true } } },
  });
  return new Map(rows.map((row) => [row.id, row.user.name]));
}

/** Names of those who may sign lots of this product and have not prepared this one. */
export async function listPossibleSigners(
  ctx: Context,
  batch: { uploadedBy: number; confirmedBy: number | null },
): Promise<{ membershipId: number; name: string }[]> {
  const makers =
    ctx.company.makerMaySign && ctx.company.signaturesRequired === 1
      ? []
      : [batch.uploadedBy, batch.confirmedBy ?? batch.uploadedBy];
  return ctx.tx.$queryRaw<{ membershipId: number; name: string }[]>`
    SELECT m.id AS "membershipId", u.name FROM membership m JOIN app_user u ON u.id = m.user_id
     WHERE m.tenant_id = ${ctx.company.id} AND m.status = 'ACTIVE' AND u.status = 'ACTIVE' AND m.id <> ALL(${makers}::int[])
       AND 'batch.sign' IN (SELECT granted(m.profile_id, NULL))
       AND (m.all_products OR EXISTS (SELECT 1 FROM membership_product mp WHERE mp.membership_id = m.id AND mp.product_id = ${ctx.product.id}))
     ORDER BY u.name`;
}

export const faultsListedMax = 1_000;
export type FaultRow = {
  severity: FaultSeverity;
  line: number;
  column: number | null;
  field: string | null;
  value: string | null;
  code: FaultCode;
  proposal: string | null;
  params: Record<string, string>;
  /** The cells of the line as they stood in the file, when they were kept because the line could not be read. */
  cells: string[] | null;
  /** The canonical text of a line that could be read. */
  fields: string | null;
};

/** Faults, or warnings, in the order of the file; at most a thousand. */
export async function listFaults(
  ctx: Context,
  batchId: bigint,
  severity: FaultSeverity,
  max = faultsListedMax,
): Promise<FaultRow[]> {
  return ctx.tx.$queryRaw<FaultRow[]>`
    SELECT f.severity::text AS severity, f.line, f.col AS "column", f.field, f.value, f.code, f.proposal, f.params, l.cells,
           CASE WHEN r.line IS NOT NULL THEN line_fields(b.type, r) END AS fields
      FROM batch_fault f JOIN batch b ON b.tenant_id = f.tenant_id AND b.id = f.batch_id
      LEFT JOIN batch_faulty_line l ON l.tenant_id = f.tenant_id AND l.batch_id = f.batch_id AND l.line = f.line
      LEFT JOIN batch_line r ON r.tenant_id = f.tenant_id AND r.batch_id = f.batch_id AND r.line = f.line
     WHERE f.tenant_id = ${ctx.company.id} AND f.batch_id = ${batchId} AND f.severity = ${severity}::fault_severity
     ORDER BY f.line, f.id LIMIT ${max}`;
}

export type LineRow = {
  line: number;
  cells: Record<string, string>;
  amountCents: bigint | null;
  result: "waiting" | "processed" | "rejected";
  reason: string | null;
};

/** A lot's lines in file order, each with what became of it. */
export async function listLines(
  ctx: Context,
  batch: { id: bigint; type: BatchType; lineCount: number },
  { page, size }: PageWanted,
): Promise<PageOf<LineRow>> {
  const first = (page - 1) * size + 2;
  const rows = await ctx.tx.$queryRaw<(Omit<LineRow, "cells"> & { fields: string })[]>`
    SELECT l.line, line_fields(${batch.type}::batch_type, l) AS fields, l.amount_cents AS "amountCents", r.reason,
           CASE WHEN r.line IS NOT NULL THEN 'rejected' WHEN p.page IS NOT NULL THEN 'processed' ELSE 'waiting' END AS result
      FROM batch_line l
      LEFT JOIN batch_line_rejection r ON r.tenant_id = l.tenant_id AND r.batch_id = l.batch_id AND r.line = l.line
      LEFT JOIN batch_page p ON p.tenant_id = l.tenant_id AND p.batch_id = l.batch_id AND l.line BETWEEN p.first_line AND p.last_line
     WHERE l.tenant_id = ${ctx.company.id} AND l.batch_id = ${batch.id} AND l.line >= ${first} AND l.line < ${first + size} ORDER BY l.line`;
  return {
    rows: rows.map(({ fields, ...row }) => ({ ...row, cells: cellsOf(batch.type, fields) })),
    total: batch.lineCount,
    page,
    size,
  };
}

export type SignableRow = BatchRow & {
  commissionCents: bigint;
  taxCents: bigint;
  orderTotalCents: bigint;
  confirmedAt: Date;
  signatures: number;
  signaturesRequired: number;
  signedByMe: boolean;
  madeByMe: boolean;
};

type ToSignWanted = { text: string | null; sort: BatchSort | null };

const toSignOrder = { ...trayOrder, total: sql`b.order_total_cents`, fecha: sql`b.confirmed_at` } as const;

/** At most a hundred lots that wait for a signature, newest first unless asked otherwise; each says whether this person could give it. */
export async function listToSign(
  ctx: Context,
  { text, sort }: ToSignWanted = { text: null, sort: null },
): Promise<SignableRow[]> {
  return ctx.tx.$queryRaw<SignableRow[]>`
    SELECT b.number, b.type::text AS type, b.status::text AS status, b.version, b.file_name AS "fileName", b.line_count AS "lineCount",
           b.lines_read AS "linesRead", b.total_cents AS "totalCents", b.fault_count AS "faultCount", b.warning_count AS "warningCount",
           b.uploaded_at AS "uploadedAt", u.name AS "uploadedBy", NULL AS "orderNumber", b.commission_cents AS "commissionCents",
           b.tax_cents AS "taxCents", b.order_total_cents AS "orderTotalCents", b.confirmed_at AS "confirmedAt",
           b.signatures_required AS "signaturesRequired", s.count AS signatures, s.mine AS "signedByMe",
           (${ctx.actor.membershipId} IN (b.uploaded_by, b.confirmed_by) AND NOT ${ctx.company.makerMaySign && ctx.company.signaturesRequired === 1}) AS "madeByMe"
      FROM batch b JOIN membership m ON m.tenant_id = b.tenant_id AND m.id = b.uploaded_by JOIN app_user u ON u.id = m.user_id
      CROSS JOIN LATERAL (
        SELECT count(*)::int AS count, coalesce(bool_or(membership_id = ${ctx.actor.membershipId}), false) AS mine FROM signature
         WHERE tenant_id = b.tenant_id AND batch_id = b.id AND batch_version = b.version AND voided_at IS NULL) s
     WHERE b.tenant_id = ${ctx.company.id} AND b.product_id = ${ctx.product.id} AND b.status IN ('CONFIRMED', 'PARTLY_SIGNED')
       AND ${holds(ctx, text)}
     ORDER BY ${toSignOrder[sort?.by ?? "numero"]} ${way(sort)}, b.id DESC LIMIT 100`;
}

export type SigningRow = Awaited<ReturnType<typeof listSigning>>[number];

/** Lots being signed, with what their signers look at besides the figures: file, accepted warnings, signatures. Oldest first. */
export async function listSigning(ctx: Context, numbers: readonly string[]) {
  const lots = await ctx.tx.batch.findMany({
    where: { tenantId: ctx.company.id, productId: ctx.product.id, number: { in: [...numbers] } },
    select: {
      id: true,
      number: true,
      version: true,
      status: true,
      digest: true,
      fileName: true,
      warningsReason: true,
      uploadedBy: true,
      confirmedBy: true,
      signaturesRequired: true,
      order: { select: { number: true } },
    },
    orderBy: { id: "asc" },
  });
  const names = await namesOf(
    ctx,
    lots.map((lot) => lot.confirmedBy),
  );
  const signatures = await ctx.tx.$queryRaw<(BatchSignature & { batchId: bigint; version: number })[]>`
    SELECT s.batch_id AS "batchId", s.batch_version AS version, u.name, s.membership_id AS "membershipId", s.signed_at AS "signedAt"
      FROM signature s JOIN membership m ON m.tenant_id = s.tenant_id AND m.id = s.membership_id JOIN app_user u ON u.id = m.user_id
     WHERE s.tenant_id = ${ctx.company.id} AND s.batch_id = ANY(${lots.map((lot) => lot.id)}::bigint[]) AND s.voided_at IS NULL
     ORDER BY s.batch_id, s.ordinal`;
  return lots.map((lot) => ({
    ...lot,
    confirmedByName: lot.confirmedBy === null ? "" : (names.get(lot.confirmedBy) ?? ""),
    signatures: signatures.filter(({ batchId, version }) => batchId === lot.id && version === lot.version),
  }));
}

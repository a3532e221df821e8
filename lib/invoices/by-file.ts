import { createHash } from "node:crypto";
import { digestOf, type Statement } from "@/lib/approvals/confirmations";
import type { OperatorContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { Fault } from "@/lib/files/fault";
import { faultAt, type InvoiceLine, readInvoiceFile } from "@/lib/invoices/file";
import { effectOf, type FileLine } from "@/lib/invoices/rules";
import type { InvoiceFileInput } from "@/lib/invoices/schema";
import {
  findInvoiceFile,
  lockInvoices,
  type Planned,
  type Standing,
  standingOf,
  writeInvoices,
} from "@/lib/invoices/store";

const filesPerHourMax = 60;

/**
 * Keeps a file of invoice numbers as it came, to be looked at before it is applied; the same id sent twice is the same file.
 * Refuses invoice.fileRepeated for other content under an id that is there, batch.quota.
 */
export async function keepInvoiceFile(
  ctx: OperatorContext,
  { id, name, bytes }: { id: string; name: string; bytes: Uint8Array<ArrayBuffer> },
): Promise<void> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const [sent] = await ctx.tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM invoice_file WHERE sent_by = ${ctx.user.id} AND sent_at > ${ctx.now}::timestamptz - interval '1 hour'`;
  if ((sent?.count ?? 0) >= filesPerHourMax) throw new DomainError("batch.quota", { max: filesPerHourMax });
  const added = await ctx.tx.$executeRaw`
    INSERT INTO invoice_file (tenant_id, id, sent_by, file_name, bytes, sha256)
    VALUES (${ctx.tenant.id}, ${id}::uuid, ${ctx.user.id}, ${name}, ${bytes}, ${sha256}) ON CONFLICT (tenant_id, id) DO NOTHING`;
  if (added === 0 && (await findInvoiceFile(ctx, id))?.sha256 !== sha256) throw new DomainError("invoice.fileRepeated");
  await ctx.audit("invoice.fileReceived", id, { name, sha256, bytes: bytes.length });
}

type Lines = (FileLine & Pick<Planned, "tenant" | "orderId">)[];
/** What a file that was sent would do now: line by line, or what is wrong with it. */
export type FilePlan = {
  id: string;
  name: string;
  sha256: string;
  sentBy: string;
  appliedAt: Date | null;
  lines: Lines;
  faults: Fault[];
  counts: { first: number; corrects: number; same: number; companies: number };
};

/** Reads a file that was sent against what there is now; null when there is none. */
export async function planOf(ctx: OperatorContext, id: string): Promise<FilePlan | null> {
  const file = await findInvoiceFile(ctx, id);
  if (!file) return null;
  const { bytes, ...facts } = file;
  const read = readInvoiceFile(bytes);
  const asked = read.lines.map(({ company, order }) => ({ company, order }));
  const standing = await standingOf(ctx, asked);
  const lines: Lines = [];
  const faults = [...read.faults];
  for (const [index, line] of read.lines.entries()) {
    const placed = placedOf(line, standing[index]);
    if ("code" in placed) faults.push(placed);
    else lines.push(placed);
  }
  faults.sort((one, other) => one.line - other.line || (one.column ?? 0) - (other.column ?? 0));
  const count = (effect: FileLine["effect"]) => lines.filter((line) => line.effect === effect).length;
  const companies = new Set(lines.flatMap(({ effect, company }) => (effect === "same" ? [] : [company]))).size;
  const counts = { first: count("first"), corrects: count("corrects"), same: count("same"), companies };
  return { id, ...facts, lines, faults, counts };
}

function placedOf(line: InvoiceLine, standing: Standing | undefined): Lines[number] | Fault {
  const { company, order, invoice: after } = line;
  if (!standing || standing.tenant === null) return faultAt(line, "empresa", company, "companyUnknown");
  const { tenant: id, name, orderId, paid, before } = standing;
  if (orderId === null) return faultAt(line, "orden", order, "orderUnknown", { company });
  if (!paid) return faultAt(line, "orden", order, "orderNotPaid");
  const tenant = { id, code: company, name, kind: "COMPANY" } as const;
  return { line: line.line, company, order, before, after, effect: effectOf({ before, after }), tenant, orderId };
}

/** What is confirmed of a file: the file itself, and everything that it changes as it stands now. */
export function planShown({ id, name, sha256, lines, counts }: FilePlan): Omit<Statement, "purpose"> {
  const changes = lines.flatMap(({ effect, company, order, before, after }) =>
    effect === "same" ? [] : [[company, order, before, after]],
  );
  return { subject: id, shown: { name, sha256, ...counts, changes: digestOf(changes) } };
}

/** The same, for the door that confirms it. Refuses invoice.fileGone, invoice.fileFaulty, invoice.nothing. */
export async function invoiceFileShown(
  ctx: OperatorContext,
  { archivo }: InvoiceFileInput,
): Promise<Omit<Statement, "purpose">> {
  await lockInvoices(ctx);
  return planShown(await applicable(ctx, archivo));
}

async function applicable(ctx: OperatorContext, id: string): Promise<FilePlan> {
  const plan = await planOf(ctx, id);
  if (!plan || plan.appliedAt) throw new DomainError("invoice.fileGone");
  if (plan.faults.length > 0) throw new DomainError("invoice.fileFaulty");
  if (plan.counts.first + plan.counts.corrects === 0) throw new DomainError("invoice.nothing");
  return plan;
}

/** Gives every number of a file, or none: each company's part stands in its own trail, the file in the platform's. Refuses as `invoiceFileShown`. */
export async function applyInvoiceFile(ctx: OperatorContext, { archivo }: InvoiceFileInput): Promise<void> {
  await lockInvoices(ctx);
  const { lines, sha256, name, counts } = await applicable(ctx, archivo);
  const changes = lines.filter(({ effect }) => effect !== "same");
  for (const ofOne of Map.groupBy(changes, ({ company }) => company).values()) {
    await writeInvoices(ctx, ofOne, { file: sha256 });
  }
  const platform = await ctx.serve(ctx.tenant);
  await platform.tx.$executeRaw`
    UPDATE invoice_file SET applied_at = app_now() WHERE tenant_id = ${ctx.tenant.id} AND id = ${archivo}::uuid`;
  await platform.audit("invoice.fileApplied", archivo, { name, sha256, ...counts });
}

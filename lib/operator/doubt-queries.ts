import type { PageWanted } from "@/lib/batches/queries";
import type { OperatorContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { bare, patternOf } from "@/lib/find-text";
import type { BatchStatus, OrderStatus, PaymentStatus } from "@/lib/generated/prisma/enums";
import type { Currency } from "@/lib/money";
import { findInstructionFacts, type InstructionFacts } from "@/lib/operator/instruction-doubts";
import { accountTail } from "@/lib/orders/rules";
import type { Sort } from "@/lib/sorting";

/** What somebody said, or that nobody did. */
export type Said = { outcome: string | null; detail: string | null };

export type DoubtRow = Said & {
  kind: "PAYMENT" | "PAGE" | "INSTRUCTION";
  /** What an instruction asks. */
  asks: InstructionFacts["kind"] | null;
  company: string;
  name: string;
  timeZone: string;
  /** The order's number, the lot's, or the instruction's. */
  subject: string;
  orderNumber: string;
  /** What bank or core knows it by. */
  reference: string;
  /** None where an instruction moves no money. */
  cents: bigint | null;
  currency: Currency;
  since: Date;
  asked: number;
};

export const doubtSorts = ["empresa", "asunto", "total", "desde", "veces"] as const;
const inOrder = {
  empresa: sql`name`,
  asunto: sql`subject`,
  total: sql`coalesce(cents, 0)`,
  desde: sql`since`,
  veces: sql`asked`,
} as const;

/** Everything in doubt, whoever's, the oldest first unless another order is asked for. */
export async function listDoubts(
  { tx }: OperatorContext,
  { text, sort, page, size }: { text: string | null; sort: Sort<(typeof doubtSorts)[number]> | null } & PageWanted,
) {
  const pattern = text === null ? null : patternOf(text);
  const where = sql`${pattern}::text IS NULL OR ${bare(sql`name`)} LIKE ${pattern} OR lower(company) LIKE ${pattern}
    OR lower(subject) LIKE ${pattern} OR lower(order_number) LIKE ${pattern} OR lower(reference) LIKE ${pattern}`;
  const way = sort?.down ? sql`DESC` : sql`ASC`;
  const rows = await tx.$queryRaw<DoubtRow[]>`
    SELECT kind, company, name, time_zone AS "timeZone", subject, order_number AS "orderNumber", asks, reference, cents, currency, since, asked, outcome, detail
      FROM doubts() WHERE ${where} ORDER BY ${inOrder[sort?.by ?? "desde"]} ${way}, company, subject LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const [count] = await tx.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM doubts() WHERE ${where}`;
  return { rows, total: count?.total ?? 0, page, size };
}

export type KeptAnswer = {
  id: bigint;
  reference: string;
  operation:
    | "debit"
    | "debitStatus"
    | "page"
    | "pageStatus"
    | "credit"
    | "creditStatus"
    | "instruct"
    | "instructionStatus";
  outcome: string;
  detail: string | null;
  status: number | null;
  body: string | null;
  tookMs: number;
  at: Date;
};
type Answers = { answers: KeptAnswer[]; asked: number };
type Figures = { number: string; currency: Currency; product: string; timeZone: string; cents: bigint };

export type PaymentDoubt = Figures &
  Answers & {
    kind: "PAYMENT";
    open: boolean;
    status: OrderStatus;
    accountTail: string;
    payment: {
      reference: string;
      attempt: number;
      status: PaymentStatus;
      requestedAt: Date;
      sentAt: Date | null;
      arrivesUntil: Date | null;
      resolvedAt: Date | null;
      bankReference: string | null;
    };
    change: PendingDoubt | null;
  };
export type PageDoubt = Figures &
  Answers & {
    kind: "PAGE";
    open: boolean;
    status: BatchStatus;
    orderNumber: string;
    lines: number;
    pagesDone: number;
    /** Whether the page makes cards, which the core alone knows. */
    issues: boolean;
    arrivesUntil: Date | null;
    change: PendingDoubt | null;
  };
export type InstructionDoubt = Omit<Figures, "cents"> &
  Answers &
  Omit<InstructionFacts, "id" | "kind" | "account"> & {
    kind: "INSTRUCTION";
    asks: InstructionFacts["kind"];
    /** What bank or core knows it by. */
    reference: string;
    open: boolean;
    accountTail: string | null;
    change: PendingDoubt | null;
  };
export type Doubt = PaymentDoubt | PageDoubt | InstructionDoubt;
/** What an operator proposed and another decides. */
export type PendingDoubt = {
  id: bigint;
  state: "DEBITED" | "NOT_DEBITED" | "DONE" | "NOT_DONE";
  bankReference: string | null;
  own: boolean;
  proposedAt: Date;
};

const answersShown = 20;

/** What is, or was, in doubt of the company being served, by the number of an order, a lot or an instruction; null where nothing ever was. */
export async function findDoubt(ctx: OperatorContext, subject: string): Promise<Doubt | null> {
  if (subject.startsWith("CM-")) return findInstructionDoubt(ctx, subject);
  return subject.startsWith("OS-") ? findPaymentDoubt(ctx, subject) : findPageDoubt(ctx, subject);
}

async function findPaymentDoubt(ctx: OperatorContext, number: string): Promise<PaymentDoubt | null> {
  const { tx, tenant } = ctx;
  const [row] = await tx.$queryRaw<
    (Omit<Figures, "number"> & { id: bigint; status: OrderStatus; bankAccount: string })[]
  >`
    SELECT o.id, o.status::text AS status, o.bank_account AS "bankAccount", o.total_cents AS cents, p.currency::text AS currency, p.name AS product,
           c.time_zone AS "timeZone" FROM service_order o JOIN product p ON p.id = o.product_id JOIN company c ON c.tenant_id = o.tenant_id
     WHERE o.tenant_id = ${tenant.id} AND o.number = ${number}`;
  const payment =
    row &&
    (await tx.payment.findFirst({
      where: { tenantId: tenant.id, orderId: row.id },
      orderBy: { attempt: "desc" },
      select: {
        reference: true,
        attempt: true,
        status: true,
        requestedAt: true,
        sentAt: true,
        arrivesUntil: true,
        resolvedAt: true,
        bankReference: true,
      },
    }));
  if (!row || !payment) return null;
  const { id, bankAccount, ...figures } = row;
  const kept = await answersOf(ctx, sql`order_id = ${id} AND reference = ${payment.reference}`);
  const open = row.status === "IN_VERIFICATION" && payment.status === "UNKNOWN";
  if (!open && !everOpen(kept)) return null;
  const change = await findPendingDoubt(ctx, number);
  return { kind: "PAYMENT", number, ...figures, open, accountTail: accountTail(bankAccount), payment, change, ...kept };
}

/** What was answered at once is none of the desk's. */
const everOpen = ({ answers }: Answers): boolean =>
  answers.some(({ outcome }) => outcome === "unknown" || outcome === "notFound");

async function findInstructionDoubt(ctx: OperatorContext, number: string): Promise<InstructionDoubt | null> {
  const facts = await findInstructionFacts(ctx, number);
  if (!facts) return null;
  const { id, kind: asks, account, ...figures } = facts;
  const kept = await answersOf(ctx, sql`instruction_id = ${id}`);
  const open = facts.status === "UNKNOWN";
  if (!open && !everOpen(kept)) return null;
  const change = await findPendingDoubt(ctx, number);
  const tail = account === null ? null : accountTail(account);
  const reference = `${ctx.tenant.code}-${number}`;
  return { kind: "INSTRUCTION", asks, number, reference, ...figures, open, accountTail: tail, change, ...kept };
}

async function findPageDoubt(ctx: OperatorContext, number: string): Promise<PageDoubt | null> {
  const [row] = await ctx.tx.$queryRaw<
    (Omit<PageDoubt, "kind" | "number" | "open" | "change" | keyof Answers> & { id: bigint; lastPosted: Date | null })[]
  >`
    SELECT b.id, b.status::text AS status, b.total_cents AS cents, p.currency::text AS currency, p.name AS product, c.time_zone AS "timeZone",
           o.number AS "orderNumber", b.line_count AS lines, b.type = 'EMISION' AS issues, b.arrives_until AS "arrivesUntil", (SELECT count(*)::int FROM batch_page g WHERE g.batch_id = b.id) AS "pagesDone",
           (SELECT max(posted_at) FROM batch_page g WHERE g.batch_id = b.id) AS "lastPosted"
      FROM batch b JOIN product p ON p.id = b.product_id JOIN company c ON c.tenant_id = b.tenant_id JOIN service_order o ON o.id = b.order_id
     WHERE b.tenant_id = ${ctx.tenant.id} AND b.number = ${number}`;
  if (!row) return null;
  const { id, lastPosted, ...figures } = row;
  const kept = await answersOf(ctx, sql`batch_id = ${id}`);
  const [last] = kept.answers;
  if (!last) return null;
  const open = row.status === "IN_PROCESS" && (lastPosted === null || last.at > lastPosted);
  const change = await findPendingDoubt(ctx, number);
  return { kind: "PAGE", number, ...figures, open, change, ...kept };
}

/** The latest answers, newest first, and how many there are. */
async function answersOf({ tx, tenant }: OperatorContext, which: ReturnType<typeof sql>): Promise<Answers> {
  const answers = await tx.$queryRaw<KeptAnswer[]>`
    SELECT id, reference, operation, outcome, detail, status, body, took_ms AS "tookMs", at FROM gateway_answer
     WHERE tenant_id = ${tenant.id} AND ${which} ORDER BY id DESC LIMIT ${answersShown}`;
  const [count] = await tx.$queryRaw<{ asked: number }[]>`
    SELECT count(*)::int AS asked FROM gateway_answer WHERE tenant_id = ${tenant.id} AND ${which}`;
  return { answers, asked: count?.asked ?? 0 };
}

async function findPendingDoubt({ tx, tenant, user }: OperatorContext, subject: string): Promise<PendingDoubt | null> {
  const [row] = await tx.$queryRaw<PendingDoubt[]>`
    SELECT id, after ->> 'state' AS state, after ->> 'bankReference' AS "bankReference", proposed_by = ${user.id} AS own,
           proposed_at AS "proposedAt"
      FROM pending_change WHERE tenant_id = ${tenant.id} AND kind = 'DOUBT' AND subject = ${subject} AND status = 'PENDING'`;
  return row ?? null;
}

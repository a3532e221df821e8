import type { PageWanted } from "@/lib/batches/queries";
import type { OwnCompany } from "@/lib/companies/queries";
import type { CompanyContext, OperatorContext, PersonContext, Served } from "@/lib/context";
import { sql } from "@/lib/db";
import { NotFound } from "@/lib/errors";
import { bare, patternOf } from "@/lib/find-text";

export type OwnMessage = {
  id: string;
  subject: string;
  body: string;
  sentAt: Date;
  answer: string | null;
  answeredAt: Date | null;
};

const shownMax = 100;

/** What this person wrote to the operator in this company, the newest first, at most a hundred. */
export async function listOwnMessages({ tx, company, actor }: CompanyContext): Promise<OwnMessage[]> {
  const rows = await tx.message.findMany({
    where: { tenantId: company.id, membershipId: actor.membershipId },
    orderBy: { id: "desc" },
    take: shownMax,
    select: { id: true, subject: true, body: true, sentAt: true, answer: true, answeredAt: true },
  });
  return rows.map((row) => ({ ...row, id: row.id.toString() }));
}

export type AnswerNews = { id: bigint; subject: string; at: Date };

/** Answers to this person's messages in a company, of the last 30 days: for the bell of whoever may read them. */
export async function listAnswerNews({ tx, now }: PersonContext, own: OwnCompany): Promise<AnswerNews[]> {
  if (!own.permissions.has("inquiry.read")) return [];
  const rows = await tx.message.findMany({
    where: {
      tenantId: own.id,
      membershipId: own.membershipId,
      answeredAt: { gt: new Date(now.getTime() - 30 * 86_400_000) },
    },
    orderBy: { answeredAt: "desc" },
    take: 30,
    select: { id: true, subject: true, answeredAt: true },
  });
  return rows.map(({ id, subject, answeredAt }) => ({ id, subject, at: answeredAt ?? now }));
}

export const inquiryStates = ["esperan", "respondidos"] as const;
export type InquiryState = (typeof inquiryStates)[number];
export type Inquiry = {
  id: string;
  company: string;
  code: string;
  person: string;
  subject: string;
  sentAt: Date;
  answeredAt: Date | null;
};

/** Messages of all companies: what waits first and longest, then what was answered, the last first. */
export async function listInquiries(
  { tx }: OperatorContext,
  { text, state, page, size }: { text: string | null; state: InquiryState | null } & PageWanted,
) {
  const pattern = text === null ? null : patternOf(text);
  const where = sql`(${pattern}::text IS NULL OR ${bare(sql`m.subject`)} LIKE ${pattern} OR ${bare(sql`m.body`)} LIKE ${pattern}
       OR ${bare(sql`t.name`)} LIKE ${pattern} OR lower(t.code) LIKE ${pattern})
     AND (${state}::text IS NULL OR (m.answered_at IS NULL) = (${state}::text = 'esperan'))`;
  const rows = await tx.$queryRaw<(Omit<Inquiry, "person" | "id"> & { id: bigint })[]>`
    SELECT m.id, t.name AS company, t.code, m.subject, m.sent_at AS "sentAt", m.answered_at AS "answeredAt"
      FROM message m JOIN tenant t ON t.id = m.tenant_id WHERE ${where}
     ORDER BY m.answered_at DESC NULLS FIRST, m.id LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const [count] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM message m JOIN tenant t ON t.id = m.tenant_id WHERE ${where}`;
  const writers = await writersOf(
    tx,
    rows.map(({ id }) => id),
  );
  return {
    rows: rows.map(({ id, ...row }): Inquiry => ({ ...row, id: id.toString(), person: writers.get(id)?.person ?? "" })),
    total: count?.total ?? 0,
    page,
    size,
  };
}

export type InquiryShown = Inquiry & { username: string; body: string; answer: string | null; served: Served };

/** One message with all it says. @throws NotFound */
export async function findInquiry({ tx }: OperatorContext, asked: string): Promise<InquiryShown> {
  if (!/^[1-9]\d{0,17}$/.test(asked)) throw new NotFound();
  const id = BigInt(asked);
  const [row] = await tx.$queryRaw<
    (Pick<InquiryShown, "subject" | "sentAt" | "answeredAt" | "body" | "answer"> & { served: Served })[]
  >`
    SELECT m.subject, m.body, m.answer, m.sent_at AS "sentAt", m.answered_at AS "answeredAt",
           jsonb_build_object('id', t.id, 'code', t.code, 'name', t.name, 'kind', t.kind) AS served
      FROM message m JOIN tenant t ON t.id = m.tenant_id WHERE m.id = ${id}`;
  if (!row) throw new NotFound();
  const { person = "", username = "" } = (await writersOf(tx, [id])).get(id) ?? {};
  return { ...row, id: asked, company: row.served.name, code: row.served.code, person, username };
}

async function writersOf(tx: OperatorContext["tx"], ids: readonly bigint[]) {
  const rows = await tx.$queryRaw<{ message: bigint; person: string; username: string }[]>`
    SELECT message, person, username FROM message_writers(${ids}::bigint[])`;
  return new Map(rows.map((row) => [row.message, row]));
}

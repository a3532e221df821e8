import type { PageWanted } from "@/lib/batches/queries";
import type { OperatorContext } from "@/lib/context";
import { NotFound } from "@/lib/errors";
import type { ChangeKind, ChangeStatus } from "@/lib/generated/prisma/enums";
import type { Picture } from "@/lib/operator/rules";

export type ChangeRow = {
  id: bigint;
  company: string;
  companyName: string;
  kind: ChangeKind;
  subject: string;
  status: ChangeStatus;
  proposedBy: string;
  proposedAt: Date;
};

/** The changes that operators asked for, whoever's: those that wait first, then the newest. */
export async function listChanges({ tx }: OperatorContext, { page, size }: PageWanted) {
  const rows = await tx.$queryRaw<ChangeRow[]>`
    SELECT c.id, t.code AS company, t.name AS "companyName", c.kind::text AS kind, c.subject, c.status::text AS status,
           operator_name(c.proposed_by) AS "proposedBy", c.proposed_at AS "proposedAt"
      FROM pending_change c JOIN tenant t ON t.id = c.tenant_id
     ORDER BY c.status = 'PENDING' DESC, c.id DESC LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const [count] = await tx.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM pending_change`;
  return { rows, total: count?.total ?? 0, page, size };
}

export type Change = Omit<ChangeRow, "company" | "companyName"> & {
  before: Picture;
  after: Picture;
  digest: string;
  reason: string;
  own: boolean;
  decidedBy: string | null;
  decidedAt: Date | null;
  answer: string | null;
};

/** A change of the company being served; the look stands in its trail. @throws NotFound */
export async function lookAtChange({ tx, tenant, user, audit }: OperatorContext, id: string): Promise<Change> {
  const known = /^[1-9][0-9]{0,17}$/.test(id) ? BigInt(id) : null;
  const [row] = await tx.$queryRaw<Change[]>`
    SELECT c.id, c.kind::text AS kind, c.subject, c.status::text AS status, operator_name(c.proposed_by) AS "proposedBy",
           c.proposed_at AS "proposedAt", c.before, c.after, c.digest, coalesce(c.reason, '') AS reason, c.proposed_by = ${user.id} AS own,
           operator_name(c.decided_by) AS "decidedBy", c.decided_at AS "decidedAt", c.answer
      FROM pending_change c WHERE c.tenant_id = ${tenant.id} AND c.id = ${known}::bigint`;
  if (!row) throw new NotFound();
  await audit("registry.looked", tenant.code, { change: row.id });
  return row;
}

/** What a product is called. @throws NotFound */
export async function productName({ tx, tenant }: OperatorContext, code: string): Promise<string> {
  if (!/^[A-Z][A-Z0-9]{0,11}$/.test(code)) throw new NotFound();
  const product = await tx.product.findFirst({ where: { tenantId: tenant.id, code }, select: { name: true } });
  if (!product) throw new NotFound();
  return product.name;
}

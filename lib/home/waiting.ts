import type { OwnCompany } from "@/lib/companies/queries";
import type { Context, PersonContext } from "@/lib/context";
import { samePlan } from "@/lib/db";
import { type WaitingKind, waitingKinds, waitsForMe } from "@/lib/home/rules";

/** As much of a company as these questions need; a page of one product asks with that product alone. */
export type Reach = Pick<OwnCompany, "id" | "membershipId" | "permissions" | "makerMaySign"> & {
  products: readonly { id: number; code: string; name: string }[];
};

/** What waits of one kind on one product: how many, and the one that waits longest. */
export type Waiting = {
  kind: WaitingKind;
  productId: number;
  count: number;
  oldest: string;
  since: Date;
};

/**
 * What waits for this person in a company, by product: only what its door would let them do now (a lot is not theirs to sign when they
 * made it or have signed it), in one statement. Rows of the Bandeja, in its order; kinds with nothing waiting are absent.
 */
export async function listWaiting({ tx }: Pick<PersonContext, "tx">, own: Reach): Promise<Waiting[]> {
  if (own.products.length === 0) return [];
  const products = own.products.map((product) => product.id);
  const may = (permission: Parameters<typeof own.permissions.has>[0]) => own.permissions.has(permission);
  const rows = await tx.$queryRaw<Waiting[]>`${samePlan}
    WITH lot AS MATERIALIZED (
      SELECT b.id, b.product_id, b.number, b.uploaded_at, b.confirmed_at, CASE
          WHEN b.status = 'VALID' AND ${may("batch.confirm")} THEN 'confirm'
          WHEN b.status = 'INVALID' AND ${may("batch.upload")} AND b.uploaded_by = ${own.membershipId} THEN 'faults'
          WHEN b.status IN ('CONFIRMED', 'PARTLY_SIGNED') AND ${may("batch.sign")}
           AND (${own.makerMaySign} AND b.signatures_required = 1 OR ${own.membershipId} NOT IN (b.uploaded_by, b.confirmed_by))
           AND NOT EXISTS (SELECT 1 FROM signature s WHERE s.tenant_id = b.tenant_id AND s.batch_id = b.id AND s.batch_version = b.version
                             AND s.membership_id = ${own.membershipId} AND s.voided_at IS NULL) THEN 'sign' END AS kind
        FROM batch b WHERE b.tenant_id = ${own.id} AND b.product_id = ANY(${products}::int[])
         AND b.status IN ('INVALID', 'VALID', 'CONFIRMED', 'PARTLY_SIGNED')),
    waiting AS (
      SELECT kind, product_id, number, CASE kind WHEN 'sign' THEN confirmed_at ELSE uploaded_at END AS since, id FROM lot WHERE kind IS NOT NULL
      UNION ALL
      SELECT CASE o.status WHEN 'AUTHORIZED' THEN 'pay' WHEN 'PAYMENT_FAILED' THEN 'paymentFailed' ELSE 'verification' END,
             o.product_id, o.number, o.issued_at, o.id
        FROM service_order o WHERE ${may("order.pay")} AND o.tenant_id = ${own.id} AND o.product_id = ANY(${products}::int[])
         AND o.status IN ('AUTHORIZED', 'PAYMENT_FAILED', 'IN_VERIFICATION'))
    SELECT kind, product_id AS "productId", count(*)::int AS count, (array_agg(number ORDER BY since, id))[1] AS oldest, min(since) AS since
      FROM waiting GROUP BY kind, product_id`;
  const placeOf = new Map(products.map((id, place) => [id, place]));
  const place = (row: Waiting) => (placeOf.get(row.productId) ?? 0) * 10 + waitingKinds.indexOf(row.kind);
  return rows.toSorted((one, other) => place(one) - place(other));
}

/** How many lots and orders wait for a decision of this person. */
export const countOf = (rows: readonly Waiting[]): number =>
  rows.reduce((sum, row) => sum + (waitsForMe(row.kind) ? row.count : 0), 0);

/** What may be asked on the one product of a page. */
export const reachOn = ({ company, product, actor }: Context): Reach => ({
  id: company.id,
  makerMaySign: company.makerMaySign,
  membershipId: actor.membershipId,
  permissions: actor.permissions,
  products: [product],
});

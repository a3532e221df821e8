import type { OperatorContext } from "@/lib/context";
import { NotFound } from "@/lib/errors";
import type { BatchType, Currency, ProductKind } from "@/lib/generated/prisma/enums";
import type { Fee } from "@/lib/operator/fees";

export type ProductFacts = {
  id: number;
  code: string;
  name: string;
  kind: ProductKind;
  currency: Currency;
  batchTypes: BatchType[];
  linesMax: number;
  amountMinCents: bigint;
  amountMaxCents: bigint;
  /** What may be credited by hand in one day, and what may stand on a card after it; null = no limit. */
  dayMaxCents: bigint | null;
  cardMaxCents: bigint | null;
  /** By type, of each that ever had one. */
  fees: Partial<Record<BatchType, Fee>>;
};

/** A product of the company being served, with its fees. @throws NotFound */
export async function findProduct({ tx, tenant }: OperatorContext, code: string): Promise<ProductFacts> {
  if (!/^[A-Z][A-Z0-9]{0,11}$/.test(code)) throw new NotFound();
  const [row] = await tx.$queryRaw<Omit<ProductFacts, "fees">[]>`
    SELECT id, code, name, kind::text AS kind, currency::text AS currency, batch_types::text[] AS "batchTypes", lines_max AS "linesMax",
           amount_min_cents AS "amountMinCents", amount_max_cents AS "amountMaxCents", day_max_cents AS "dayMaxCents", card_max_cents AS "cardMaxCents"
      FROM product WHERE tenant_id = ${tenant.id} AND code = ${code}`;
  if (!row) throw new NotFound();
  const fees = await tx.$queryRaw<(Fee & { type: BatchType })[]>`
    SELECT batch_type::text AS type, fixed_cents AS "fixedCents", basis_points AS "basisPoints", tax_basis_points AS "taxBasisPoints"
      FROM product_fee WHERE tenant_id = ${tenant.id} AND product_id = ${row.id}`;
  return { ...row, fees: Object.fromEntries(fees.map(({ type, ...fee }) => [type, fee])) };
}

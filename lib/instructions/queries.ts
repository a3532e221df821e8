import type { Context } from "@/lib/context";
import { sql } from "@/lib/db";
import type { CardReason } from "@/lib/gateways/core-cards";
import type { CardStatus, InstructionKind, InstructionStatus } from "@/lib/generated/prisma/enums";

export type InstructionShown = {
  number: string;
  kind: InstructionKind;
  status: InstructionStatus;
  cents: bigint | null;
  description: string | null;
  reason: CardReason | null;
  /** Why it was refused, or what keeps it in doubt. */
  failure: string | null;
  /** The reference of the bank or the core. */
  outside: string | null;
  /** What the core said stands on the card, and what our ledger says. */
  toldCents: bigint | null;
  bookCents: bigint | null;
  requestedAt: Date;
  resolvedAt: Date | null;
  by: string;
  card: { reference: string; bin: string; last4: string; holder: string | null; status: CardStatus } | null;
  replacedBy: string | null;
};

/** Instructions of the product that meet a condition on `i`, in an order, as they are shown. */
function shown({ tx, company, product }: Context, which: ReturnType<typeof sql>, order: ReturnType<typeof sql>) {
  return tx.$queryRaw<InstructionShown[]>`
    SELECT i.number, i.kind::text AS kind, i.status::text AS status, i.cents, i.description, i.reason, i.failure, i.outside, i.told_cents AS "toldCents",
           a.balance_cents AS "bookCents", i.requested_at AS "requestedAt", i.resolved_at AS "resolvedAt", u.name AS by, s.reference AS "replacedBy",
           CASE WHEN c.id IS NULL THEN NULL ELSE jsonb_build_object('reference', c.reference, 'bin', c.bin, 'last4', c.last4, 'holder', c.holder,
             'status', c.status) END AS card
      FROM instruction i JOIN membership m ON m.tenant_id = i.tenant_id AND m.id = i.requested_by JOIN app_user u ON u.id = m.user_id
      LEFT JOIN card c ON c.tenant_id = i.tenant_id AND c.id = i.card_id LEFT JOIN account a ON a.tenant_id = i.tenant_id AND a.card_id = c.id
      LEFT JOIN card s ON s.tenant_id = i.tenant_id AND s.id = i.replaced_by
     WHERE i.tenant_id = ${company.id} AND i.product_id = ${product.id} AND ${which} ORDER BY ${order}`;
}

/** Instructions of the product by their numbers, in that order; those beyond this person's reach are not among them. */
export const findInstructions = (ctx: Context, numbers: readonly string[]): Promise<InstructionShown[]> =>
  shown(ctx, sql`i.number = ANY (${[...numbers]})`, sql`array_position(${[...numbers]}, i.number)`);

/** The newest instructions of the product. */
export const listInstructions = (ctx: Context, size: number): Promise<InstructionShown[]> =>
  shown(
    ctx,
    sql`i.id IN (SELECT n.id FROM instruction n WHERE n.tenant_id = ${ctx.company.id} AND n.product_id = ${ctx.product.id}
                  ORDER BY n.id DESC LIMIT ${size})`,
    sql`i.id DESC`,
  );

/** What was asked about a card's state, and the replacement that made it: who, when and why, the newest first. */
export const listChangesOfCard = (ctx: Context, reference: string): Promise<InstructionShown[]> =>
  shown(
    ctx,
    sql`i.id IN (SELECT n.id FROM card k JOIN instruction n ON n.card_id = k.id
                  WHERE k.tenant_id = ${ctx.company.id} AND k.reference = ${reference} AND n.kind::text IN ('BLOCK', 'UNBLOCK', 'REPLACE')
                 UNION ALL SELECT n.id FROM card k JOIN instruction n ON n.replaced_by = k.id
                  WHERE k.tenant_id = ${ctx.company.id} AND k.reference = ${reference})`,
    sql`i.id DESC LIMIT 100`,
  );

/** How instructions of the product stand that change by themselves, for a page that watches them. */
export async function listInstructionProgress({ tx, company, product }: Context) {
  return tx.$queryRaw<{ number: string; status: InstructionStatus }[]>`
    SELECT i.number, i.status::text AS status FROM instruction i
     WHERE i.tenant_id = ${company.id} AND i.product_id = ${product.id} AND i.status IN ('REQUESTED', 'SENT', 'UNKNOWN') ORDER BY i.id DESC LIMIT 500`;
}

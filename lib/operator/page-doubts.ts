import { assert } from "@/lib/assert";
import { givePageVerdict } from "@/lib/batches/doubt";
import type { OperatorContext } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";
import type { BatchStatus } from "@/lib/generated/prisma/enums";
import type { Currency } from "@/lib/money";
import type { ChangeOf } from "@/lib/operator/changes";
import type { Asked } from "@/lib/operator/rules";
import { addJob } from "@/lib/queue";

type Lot = {
  id: bigint;
  number: string;
  type: string;
  status: BatchStatus;
  totalCents: bigint;
  currency: Currency;
  arrivesUntil: Date | null;
  /** Which page is the next to be posted, and how the core knows it. */
  page: number;
  reference: string;
  /** Whether the core was asked for that page and left it open. */
  inDoubt: boolean;
};

/** A lot of the company being served, locked: whoever sends or posts its pages comes before, or after. @throws NotFound */
export async function lockLot({ tx, tenant }: OperatorContext, number: string): Promise<Lot> {
  const [lot] = await tx.$queryRaw<Omit<Lot, "page" | "reference" | "inDoubt">[]>`
    SELECT b.id, b.number, b.type::text AS type, b.status::text AS status, b.total_cents AS "totalCents", p.currency::text AS currency,
           b.arrives_until AS "arrivesUntil" FROM batch b JOIN product p ON p.id = b.product_id
     WHERE b.tenant_id = ${tenant.id} AND b.number = ${number} FOR NO KEY UPDATE OF b`;
  if (!lot) throw new NotFound();
  // Counted after the lock: a page that was just being posted is seen.
  const page = await tx.batchPage.count({ where: { tenantId: tenant.id, batchId: lot.id } });
  const reference = `${tenant.code}-${number}-${page}`;
  const answers = await tx.gatewayAnswer.count({ where: { tenantId: tenant.id, batchId: lot.id, reference } });
  return { ...lot, page, reference, inDoubt: lot.status === "IN_PROCESS" && answers > 0 };
}

/** Has the lot's next page asked for or sent at once, whenever it was to be. */
export const processNow = ({ tx, tenant }: OperatorContext, id: bigint) =>
  addJob({ tx, company: { id: tenant.id } }, "process-batch", { batch: id.toString() }, { key: `process-batch:${id}` });

/** A lot's page in doubt, ended by what two operators found out. `state` is the lot's, or what was found out: DONE, NOT_DONE. */
export const pageKind: ChangeOf = {
  async current(ctx, subject) {
    const { reference, page, totalCents, currency, status } = await lockLot(ctx, subject);
    return {
      reference,
      page: String(page),
      total: totalCents.toString(),
      currency,
      state: status,
    };
  },
  check(_ctx, { state }) {
    assert(state === "DONE" || state === "NOT_DONE", "a page's doubt ends in one of two ways");
  },
  print(key, value, say) {
    if (key !== "state") return value;
    if (value === "DONE") return say("doubts.resolve.states.DONE");
    return value === "NOT_DONE" ? say("doubts.resolve.states.NOT_DONE") : say(`batches.status.${value}`);
  },
  /** From now on their verdict alone ends it: the worker posts the page by it. Refuses doubt.over, doubt.mayArrive, doubt.cardsUnknown. */
  async apply(ctx, { id, subject, before, after }) {
    const lot = await lockLot(ctx, subject);
    if (!lot.inDoubt || String(lot.page) !== before.page) throw new DomainError("doubt.over", { number: subject });
    const verdict = { done: after.state === "DONE", changeId: id };
    await givePageVerdict({ tx: ctx.tx, tenantId: ctx.tenant.id, now: ctx.now }, lot, verdict);
    await processNow(ctx, lot.id);
    await ctx.audit("doubt.resolved", lot.number, { ...verdict, page: lot.page, reference: before.reference });
  },
};

/** What an operator asks another to decide of a lot's page. Refuses doubt.over, doubt.cardsUnknown. */
export async function pageAsked(ctx: OperatorContext, number: string, done: boolean, reason: string): Promise<Asked> {
  const { inDoubt, type } = await lockLot(ctx, number);
  if (!inDoubt) throw new DomainError("doubt.over", { number });
  if (done && type === "EMISION") throw new DomainError("doubt.cardsUnknown", {}, "resultado");
  return { kind: "DOUBT", subject: number, after: { state: done ? "DONE" : "NOT_DONE" }, reason };
}

import { assert } from "@/lib/assert";
import type { TenantContext } from "@/lib/context";
import { DomainError, FenceLost } from "@/lib/errors";

// How a payment in doubt ends by what two operators found out. Whoever gives or reads a verdict holds the order's lock.

/** While nobody hears from whom asks: longer than the time limits of a question and a debit together. */
export const askingMs = 30_000;
/** How long a signed request is taken by the bank (ARCHITECTURE.md, the protocol). */
const signatureLivesMs = 5 * 60_000;

export type Verdict = { debited: boolean; bankReference: string | null; changeId: bigint };

/** What was decided of a payment; null while it is not. */
export async function findVerdict(ctx: TenantContext, paymentId: bigint): Promise<Verdict | null> {
  return ctx.tx.paymentVerdict.findUnique({
    where: { paymentId, tenantId: ctx.company.id },
    select: { debited: true, bankReference: true, changeId: true },
  });
}

/** Whether two operators are asked to decide about it: meanwhile it is only asked for, for they could find that it was not done. */
export async function isBeingDecided(ctx: TenantContext, subject: string): Promise<boolean> {
  const asked = await ctx.tx.pendingChange.count({
    where: { tenantId: ctx.company.id, kind: "DOUBT", subject, status: "PENDING" },
  });
  return asked > 0;
}

/** Until when bank or core may take what is sent within `withinMs` of now, or while whoever asks is heard of. */
export const arrivesUntilOf = (now: Date, withinMs = 0): Date =>
  new Date(now.getTime() + withinMs + askingMs + signatureLivesMs);

/** @throws DomainError doubt.mayArrive: what may still be taken was not "not done" */
export function refuseWhileArriving(arrivesUntil: Date | null, now: Date): void {
  if (!arrivesUntil || arrivesUntil >= now)
    throw new DomainError("doubt.mayArrive", { expiresAt: arrivesUntil ?? now });
}

/**
 * Whether what was sent may be sent again when the bank never saw it, and if so until when the bank may take it, which is written
 * down before anything leaves. Not while two operators decide whether it was debited.
 */
export async function mayStillSend(ctx: TenantContext, order: { number: string }, paymentId: bigint): Promise<boolean> {
  if (await isBeingDecided(ctx, order.number)) return false;
  const arrivesUntil = arrivesUntilOf(ctx.now);
  await ctx.tx.payment.update({ where: { id: paymentId }, data: { arrivesUntil }, select: { id: true } });
  return true;
}

/** So long after it was written down that a page may be sent, nobody sends it any more. */
export const submitWithinMs = 15_000;

export type PageVerdict = { done: boolean; changeId: bigint };
/** How a page is to be brought to its end: by what two operators decided, by sending it, or by asking alone. */
export type PageWay = { kind: "decided"; verdict: PageVerdict } | { kind: "send" } | { kind: "ask" };

/**
 * Which way a page of a lot goes now. Where it may be sent, it is written down before until when the core may take it. While two
 * operators decide about it, it is asked for and not sent: they could find that it was not done, and then be wrong.
 * @throws FenceLost when another worker holds the lot by now
 */
export async function wayOfPage(
  ctx: TenantContext,
  { id, number, fence }: { id: bigint; number: string; fence: bigint },
  page: number,
): Promise<PageWay> {
  const tenantId = ctx.company.id;
  const verdict = await ctx.tx.pageVerdict.findUnique({
    where: { batchId_page: { batchId: id, page }, tenantId },
    select: { done: true, changeId: true },
  });
  if (verdict) return { kind: "decided", verdict };
  // Whoever asks for a change of the lot waits for this lock, and this for them.
  const [held] = await ctx.tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM batch WHERE tenant_id = ${tenantId} AND id = ${id} AND status = 'IN_PROCESS' AND fence = ${fence} FOR NO KEY UPDATE`;
  if (!held) throw new FenceLost();
  // A change about a page that is posted by now keeps no other back.
  const [asked] = await ctx.tx.$queryRaw<object[]>`
    SELECT 1 FROM pending_change WHERE tenant_id = ${tenantId} AND kind = 'DOUBT' AND subject = ${number} AND status = 'PENDING'
       AND before ->> 'page' = ${String(page)}`;
  if (asked) return { kind: "ask" };
  const arrivesUntil = arrivesUntilOf(ctx.now, submitWithinMs);
  await ctx.tx.batch.update({ where: { tenantId_id: { tenantId, id } }, data: { arrivesUntil }, select: { id: true } });
  return { kind: "send" };
}

/** Bank or core answered before two operators decided: what was proposed is overtaken. */
export async function overtakeChange(ctx: TenantContext, subject: string): Promise<void> {
  const rows = await ctx.tx.$queryRaw<{ id: bigint }[]>`SELECT id FROM doubt_overtaken(${subject}) AS id`;
  for (const { id } of rows) await ctx.audit("change.overtaken", subject, { change: id });
}

export type Decided = { tx: TenantContext["tx"]; tenantId: number; now: Date };

/**
 * Writes down what two operators decided of a payment in doubt, whose order is locked. From then on nobody asks the bank to debit it.
 * @throws DomainError doubt.mayArrive while the bank may still take what was sent and it would be said that it did not
 */
export async function giveVerdict(
  { tx, tenantId, now }: Decided,
  payment: { id: bigint; arrivesUntil: Date | null },
  verdict: Verdict,
): Promise<void> {
  const { arrivesUntil } = payment;
  assert(arrivesUntil, "what is in doubt was sent");
  if (!verdict.debited) refuseWhileArriving(arrivesUntil, now);
  await tx.$executeRaw`
    INSERT INTO payment_verdict (payment_id, tenant_id, change_id, debited, bank_reference)
    VALUES (${payment.id}, ${tenantId}, ${verdict.changeId}, ${verdict.debited}, ${verdict.bankReference})`;
}

/**
 * Writes down what two operators decided of the page in doubt of a lot, which is locked.
 * @throws DomainError doubt.mayArrive as of a payment; doubt.cardsUnknown where the core made cards that only it knows
 */
export async function givePageVerdict(
  { tx, tenantId, now }: Decided,
  batch: { id: bigint; type: string; arrivesUntil: Date | null; page: number },
  { done, changeId }: PageVerdict,
): Promise<void> {
  const { id, type, arrivesUntil, page } = batch;
  if (done && type === "EMISION") throw new DomainError("doubt.cardsUnknown");
  if (!done) refuseWhileArriving(arrivesUntil, now);
  await tx.$executeRaw`
    INSERT INTO page_verdict (tenant_id, batch_id, page, done, change_id) VALUES (${tenantId}, ${id}, ${page}, ${done}, ${changeId})`;
}

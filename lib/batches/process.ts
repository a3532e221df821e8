import { assert } from "@/lib/assert";
import { type Answer, keepAnswers, listen } from "@/lib/batches/answers";
import { overtakeChange, type PageWay, submitWithinMs, wayOfPage } from "@/lib/batches/doubt";
import type { BatchType } from "@/lib/batches/layouts";
import { type Decided, type Page, postPage, readPage } from "@/lib/batches/page";
import { runAsSystem } from "@/lib/command";
import type { TenantContext } from "@/lib/context";
import { FenceLost } from "@/lib/errors";
import type { CorePages, PageOutcome, PageStatus } from "@/lib/gateways/core";
import { PAGE_LINES_MAX } from "@/lib/gateways/core";
import { askAgainSeconds } from "@/lib/orders/rules";
import { lockOrderById, moveOrder } from "@/lib/orders/store";
import { addJob } from "@/lib/queue";

export type ProcessDeps = { core: CorePages };

/** A lot being done, as this worker holds it under its fencing number. */
export type HeldBatch = {
  id: bigint;
  number: string;
  type: BatchType;
  fence: bigint;
  productId: number;
  productCode: string;
  lineCount: number;
  commissionCents: bigint;
  taxCents: bigint;
  orderId: bigint;
  /** Pages the ledger has posted already. */
  pagesDone: number;
};

/**
 * Job: hands a paid lot to the card core page by page and posts each answered page to the ledger. A page whose outcome is
 * unknown is asked for later by its reference; a page is posted once, whoever does it and however often.
 * @throws FenceLost when another worker holds the lot by now
 */
export async function processBatch(
  { core }: ProcessDeps,
  tenantId: number,
  batchId: bigint,
  signal?: AbortSignal,
): Promise<void> {
  const held = await runAsSystem(tenantId, (ctx) => claim(ctx, batchId));
  if (!held) return;
  const pages = Math.ceil(held.lineCount / PAGE_LINES_MAX);
  const answered = async (index: number, way: PageWay, began: number) => {
    const page = await runAsSystem(tenantId, (ctx) => readPage(ctx, held, index));
    const answers: Answer[] = [];
    const inTime = () => Date.now() - began < submitWithinMs;
    return { page, answers, outcome: await bring(core, page, way, answers, inTime) };
  };
  const ask = async (index: number) => {
    const began = Date.now();
    const way = await runAsSystem(tenantId, (ctx) => wayOfPage(ctx, held, index));
    const answer = answered(index, way, began);
    // Whoever waits for it is told; one that nobody waits for any more is asked again under its reference.
    answer.catch(() => undefined);
    return { answer };
  };
  let asked = held.pagesDone < pages ? await ask(held.pagesDone) : null;
  for (let index = held.pagesDone; asked; index += 1) {
    signal?.throwIfAborted();
    const { page, answers, outcome } = await asked.answer;
    if (outcome.kind !== "done" && outcome.kind !== "decided") {
      await runAsSystem(tenantId, (ctx) => askLater(ctx, held, page, outcome, answers));
      return;
    }
    // The next page is at the core while this one is posted.
    asked = index + 1 < pages ? await ask(index + 1) : null;
    await runAsSystem(tenantId, async (ctx) => {
      await postPage(ctx, held, page, outcome);
      // The core answered before two operators decided, whenever they were asked to.
      await overtakeChange(ctx, held.number);
    });
  }
  await runAsSystem(tenantId, (ctx) => finish(ctx, held));
}

type Brought = PageOutcome | PageStatus | Decided;

/** Brings a page to an answer, the way it goes. */
async function bring(
  core: CorePages,
  page: Page,
  way: PageWay,
  answers: Answer[],
  inTime: () => boolean,
): Promise<Brought> {
  if (page.sent.lines.length === 0) return nothingSent(page);
  if (way.kind === "decided") return { kind: "decided", ...way.verdict };
  const status = () => listen(answers, "pageStatus", () => core.pageStatus(page.sent.reference, page.sent));
  return way.kind === "ask" || !inTime() ? status() : submit(core, page, answers, status);
}

/** The same page under the same reference gets the same answer, so sending it again is how one asks and how one sends. */
async function submit(
  core: CorePages,
  page: Page,
  answers: Answer[],
  status: () => Promise<PageStatus>,
): Promise<PageOutcome | PageStatus> {
  const outcome = await listen(answers, "page", () => core.submitPage(page.sent));
  return outcome.kind === "unknown" ? status() : outcome;
}

const nothingSent = (page: Page): PageOutcome =>
  page.sent.type === "RECARGA"
    ? { kind: "done", type: "RECARGA", results: [] }
    : { kind: "done", type: "EMISION", results: [] };

async function claim(ctx: TenantContext, batchId: bigint): Promise<HeldBatch | null> {
  const [row] = await ctx.tx.$queryRaw<Omit<HeldBatch, "pagesDone">[]>`
    UPDATE batch b SET fence = b.fence + 1 FROM product p
     WHERE b.tenant_id = ${ctx.company.id} AND b.id = ${batchId} AND b.status = 'IN_PROCESS' AND p.tenant_id = b.tenant_id AND p.id = b.product_id
    RETURNING b.id, b.number, b.type::text AS type, b.fence, b.product_id AS "productId", p.code AS "productCode", b.line_count AS "lineCount",
      b.commission_cents AS "commissionCents", b.tax_cents AS "taxCents", b.order_id AS "orderId"`;
  if (!row) return null;
  // Counted after the lock: a page that another worker was just posting is seen.
  const pagesDone = await ctx.tx.batchPage.count({ where: { tenantId: ctx.company.id, batchId } });
  return { ...row, pagesDone };
}

async function askLater(
  ctx: TenantContext,
  held: HeldBatch,
  page: Page,
  outcome: PageOutcome | PageStatus,
  answers: readonly Answer[],
): Promise<void> {
  const { reference } = page.sent;
  await keepAnswers(ctx, { orderId: held.orderId, batchId: held.id, reference }, answers);
  const detail = outcome.kind === "unknown" ? outcome.detail : outcome.kind;
  const runAt = new Date(Date.now() + askAgainSeconds(Number(held.fence) - 1) * 1000);
  await addJob(ctx, "process-batch", { batch: held.id.toString() }, { key: `process-batch:${held.id}`, runAt });
  await ctx.audit("batch.pageInDoubt", held.number, { page: page.index, reference, detail });
}

/** The lot's end, and its order's when this was the last of its lots. @throws FenceLost */
async function finish(ctx: TenantContext, held: HeldBatch): Promise<void> {
  const order = await lockOrderById(ctx, held.orderId);
  const [count] = await ctx.tx.$queryRaw<{ rejected: bigint }[]>`
    SELECT count(*) AS rejected FROM batch_line_rejection WHERE tenant_id = ${ctx.company.id} AND batch_id = ${held.id}`;
  const rejected = Number(count?.rejected);
  const status = rejected > 0 ? "PROCESSED_WITH_REJECTIONS" : "PROCESSED";
  const moved = await ctx.tx.batch.updateMany({
    where: { tenantId: ctx.company.id, id: held.id, status: "IN_PROCESS", fence: held.fence },
    data: { status },
  });
  if (moved.count === 0) throw new FenceLost();
  await ctx.audit("batch.processed", held.number, { from: "IN_PROCESS", to: status, rejected });
  const lots = await ctx.tx.batch.findMany({
    where: { tenantId: ctx.company.id, orderId: held.orderId },
    select: { status: true },
  });
  if (lots.some((lot) => lot.status === "IN_PROCESS")) return;
  assert(order.status === "IN_PROCESS", "an order whose lots are in process is in process");
  const orderStatus = lots.some((lot) => lot.status === "PROCESSED_WITH_REJECTIONS")
    ? "PROCESSED_WITH_REJECTIONS"
    : "PROCESSED";
  await moveOrder(ctx, order, { status: orderStatus, finishedAt: ctx.now });
  await ctx.audit("order.processed", order.number, { from: order.status, to: orderStatus });
}

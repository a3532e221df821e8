import { assert } from "@/lib/assert";
import { layouts } from "@/lib/batches/layouts";
import type { HeldBatch } from "@/lib/batches/process";
import { accountsTakenOver, addCards, type NewCard } from "@/lib/cards/store";
import type { TenantContext } from "@/lib/context";
import { FenceLost } from "@/lib/errors";
import type { CorePage, IssueLine, IssueResult, PageOutcome } from "@/lib/gateways/core";
import { PAGE_LINES_MAX } from "@/lib/gateways/core";
import { accountsOf, type Move, type ProductAccounts, postEntry, postMoves } from "@/lib/ledger/store";
import { cumulativePart } from "@/lib/money";

/** A line of a page: whom its money is for, when that is known before the core answers; its text where the core needs it (EMISION). */
type PageLine = { line: number; amountCents: bigint; cardAccount: bigint | null; fields: string };

/** Lines of a lot that travel to the core together; those without a live card stay home and count as rejected. */
export type Page = { index: number; lines: PageLine[]; sent: CorePage };

type Done = Extract<PageOutcome, { kind: "done" }>;
/** What two operators decided of a page: all that was sent was done, or nothing was. */
export type Decided = { kind: "decided"; done: boolean; changeId: bigint };
type Rejection = { line: number; reason: string };

// Lines are numbered as in the file, where the header is line 1.
const firstLineOf = (index: number) => index * PAGE_LINES_MAX + 2;
const referenceOf = (page: string, line: number) => `${page}.${line}`;

/**
 * The lines of one page, with the cards they are for as they are now. Each line looks its card up by an index, in a subquery of
 * its own that stays one: joined as a table, cards that no ANALYZE has counted yet (a lot of them was just issued) are compared one by one.
 */
export async function readPage(ctx: TenantContext, held: HeldBatch, index: number): Promise<Page> {
  const first = firstLineOf(index);
  const rows = await ctx.tx.$queryRaw<(PageLine & { card: string | null })[]>`
    SELECT l.line, coalesce(l.amount_cents, 0) AS "amountCents", c.reference AS card, c.account AS "cardAccount",
           CASE WHEN ${held.type} = 'EMISION' THEN line_fields('EMISION', l) ELSE '' END AS fields
      FROM batch_line l LEFT JOIN LATERAL (
        SELECT * FROM (
          SELECT c.reference, a.id AS account FROM card c JOIN account a ON a.card_id = c.id
           WHERE l.card_reference IS NOT NULL AND c.tenant_id = l.tenant_id AND c.product_id = ${held.productId} AND c.reference = l.card_reference
           LIMIT 1) by_reference
        UNION ALL SELECT * FROM (
          SELECT c.reference, a.id FROM card c JOIN account a ON a.card_id = c.id
           WHERE l.card_reference IS NULL AND c.tenant_id = l.tenant_id AND c.product_id = ${held.productId} AND c.document = l.document
             AND c.status IN ('ACTIVE', 'BLOCKED') LIMIT 1) by_document) c ON ${held.type} <> 'EMISION'
     WHERE l.tenant_id = ${ctx.company.id} AND l.batch_id = ${held.id} AND l.line >= ${first} AND l.line < ${first + PAGE_LINES_MAX}
     ORDER BY l.line`;
  assert(rows.length === Math.min(PAGE_LINES_MAX, held.lineCount - index * PAGE_LINES_MAX), "a page has all its lines");
  const reference = `${ctx.company.code}-${held.number}-${index}`;
  const common = { reference, batch: `${ctx.company.code}-${held.number}`, product: held.productCode };
  if (held.type === "EMISION") {
    const asked = await requestCards(ctx, held, first);
    const lines = rows.filter((row) => asked.has(row.line)).map((row) => issueLine(reference, row));
    return { index, lines: rows, sent: { ...common, type: "EMISION", lines } };
  }
  assert(held.type === "RECARGA", "only these types are processed");
  const lines = rows.flatMap(({ line, amountCents, card }) =>
    card === null ? [] : [{ reference: referenceOf(reference, line), card, amountCents }],
  );
  return { index, lines: rows, sent: { ...common, type: "RECARGA", lines } };
}

/**
 * Writes down, before the core is asked, for which people of a page a card is asked; gives their lines. A person who has a live
 * card by now, or for whom another lot is asking, stays home: two lots of the same person make one card. A page that was
 * written down before keeps what it asked then, so that the same reference always carries the same lines.
 */
async function requestCards(ctx: TenantContext, held: HeldBatch, first: number): Promise<Set<number>> {
  const before = await requestedLines(ctx, held, first);
  if (before.size > 0) return before;
  await ctx.tx.$executeRaw`
    INSERT INTO card_request (tenant_id, product_id, document, batch_id, line)
    SELECT l.tenant_id, ${held.productId}::int, l.document, l.batch_id, l.line FROM batch_line l
     WHERE l.tenant_id = ${ctx.company.id} AND l.batch_id = ${held.id} AND l.line >= ${first} AND l.line < ${first + PAGE_LINES_MAX}
     ORDER BY l.document ON CONFLICT (product_id, document) DO NOTHING`;
  // A second look, after any wait for another lot's request to go: its card is there now.
  await ctx.tx.$executeRaw`
    DELETE FROM card_request r USING card c
     WHERE r.tenant_id = ${ctx.company.id} AND r.batch_id = ${held.id} AND c.tenant_id = r.tenant_id AND c.product_id = r.product_id
       AND c.document = r.document AND c.status IN ('REQUESTED', 'ACTIVE', 'BLOCKED')`;
  return requestedLines(ctx, held, first);
}

async function requestedLines(ctx: TenantContext, held: HeldBatch, first: number): Promise<Set<number>> {
  const rows = await ctx.tx.cardRequest.findMany({
    where: { tenantId: ctx.company.id, batchId: held.id, line: { gte: first, lt: first + PAGE_LINES_MAX } },
    select: { line: true },
  });
  return new Set(rows.map((row) => row.line));
}

function issueLine(page: string, { line, amountCents, fields }: PageLine): IssueLine {
  const cells = cellsOf("EMISION", fields);
  return {
    reference: referenceOf(page, line),
    documentType: cells.tipo_documento ?? "",
    documentNumber: cells.numero_documento ?? "",
    firstNames: cells.nombres ?? "",
    lastNames: cells.apellidos ?? "",
    branch: cells.sucursal ?? "",
    amountCents,
  };
}

/** A line's cells by field, from its canonical text. */
export function cellsOf(type: keyof typeof layouts, fields: string): Record<string, string> {
  const cells = fields.split("\u001f");
  return Object.fromEntries(layouts[type].columns.map((column, position) => [column.name, cells[position] ?? ""]));
}

/**
 * Posts an answered page: cards made, money to cards, fee and tax, and the money of rejected lines back to the master account,
 * all as one ledger entry. @throws FenceLost, having changed nothing, when another worker holds the lot by now
 */
export async function postPage(
  ctx: TenantContext,
  held: HeldBatch,
  page: Page,
  outcome: Done | Decided,
): Promise<void> {
  const [still] = await ctx.tx.$queryRaw<{ fence: bigint }[]>`
    SELECT fence FROM batch WHERE tenant_id = ${ctx.company.id} AND id = ${held.id} AND status = 'IN_PROCESS' AND fence = ${held.fence} FOR NO KEY UPDATE`;
  if (!still) throw new FenceLost();
  const rejections = rejectionsOf(page, outcome);
  const accountByLine =
    outcome.kind === "done" && outcome.type === "EMISION"
      ? await issueCards(ctx, held, page, outcome.results)
      : cardAccounts(page);
  const moves = movesOf(await accountsOf(ctx, held.productId), held, page, rejections, accountByLine);
  const entry = await postEntry(ctx, { kind: "batch.page", key: `batch:${held.id}:page:${page.index}` }, moves);
  assert(entry !== null, "a page is posted once");
  if (held.type === "RECARGA") await moveOn(ctx, entry, moves);
  await insertRejections(ctx, held, rejections);
  if (held.type === "EMISION")
    await ctx.tx.cardRequest.deleteMany({
      where: { tenantId: ctx.company.id, batchId: held.id, line: { lte: page.lines.at(-1)?.line ?? 0 } },
    });
  const last = page.lines.at(-1)?.line ?? 0;
  await ctx.tx.$executeRaw`
    INSERT INTO batch_page (tenant_id, batch_id, page, first_line, last_line, rejected_count, entry_id)
    VALUES (${ctx.company.id}, ${held.id}, ${page.index}, ${firstLineOf(page.index)}, ${last}, ${rejections.length}, ${entry})`;
  await ctx.audit("batch.pagePosted", held.number, {
    page: page.index,
    lines: page.lines.length,
    rejected: rejections.length,
    entry,
    ...(outcome.kind === "decided" && { change: outcome.changeId, done: outcome.done }),
  });
}

/**
 * What the core put on a card that was replaced since went to the new card with the rest of its balance: so it does here. Posted first, so
 * that the accounts are locked: who replaces such a card from now on finds this money on it.
 */
async function moveOn(ctx: TenantContext, entry: bigint, posted: readonly Move[]): Promise<void> {
  const onCards = posted.filter(({ line }) => line !== undefined);
  const next = await accountsTakenOver(
    ctx,
    onCards.map(({ credit }) => credit),
  );
  const onwards = onCards.flatMap(({ credit: debit, cents, line }): Move[] => {
    const credit = next.get(debit);
    return credit === undefined ? [] : [{ debit, credit, cents, line }];
  });
  if (onwards.length === 0) return;
  await postMoves(ctx, entry, onwards);
  // The new card may have been replaced in its turn.
  await moveOn(ctx, entry, onwards);
}

function rejectionsOf(page: Page, outcome: Done | Decided): Rejection[] {
  if (outcome.kind === "decided" && !outcome.done) return page.lines.map(({ line }) => ({ line, reason: "notDone" }));
  const answered = new Map<string, string | null>(
    outcome.kind === "decided"
      ? page.sent.lines.map(({ reference }) => [reference, null])
      : outcome.results.map((result) => [result.reference, result.result === "rejected" ? result.reason : null]),
  );
  return page.lines.flatMap(({ line }) => {
    const reason = answered.get(referenceOf(page.sent.reference, line));
    return reason === null
      ? []
      : [{ line, reason: reason ?? (page.sent.type === "EMISION" ? "personHasCard" : "cardUnknown") }];
  });
}

const cardAccounts = (page: Page): Map<number, bigint | null> =>
  new Map(page.lines.map(({ line, cardAccount }) => [line, cardAccount]));

async function issueCards(
  ctx: TenantContext,
  held: HeldBatch,
  page: Page,
  results: readonly IssueResult[],
): Promise<Map<number, bigint | null>> {
  const byReference = new Map(results.map((result) => [result.reference, result]));
  const cards: (NewCard & { line: number })[] = page.lines.flatMap(({ line, fields }) => {
    const result = byReference.get(referenceOf(page.sent.reference, line));
    if (result?.result !== "ok") return [];
    const cells = cellsOf("EMISION", fields);
    const { cardReference, bin, last4, token, fingerprint } = result;
    const document = `${cells.tipo_documento}-${cells.numero_documento}`;
    return [
      {
        line,
        reference: cardReference,
        bin,
        last4,
        token,
        fingerprint,
        document,
        holder: `${cells.nombres} ${cells.apellidos}`,
      },
    ];
  });
  const accounts = await addCards(ctx, { productId: held.productId, batchId: held.id }, cards);
  return new Map(cards.map((card) => [card.line, accounts.get(card.reference) ?? null]));
}

/** Fee and tax of a line are parts by cumulative rounding in line order, so that they add up to the lot's. */
function movesOf(
  accounts: ProductAccounts,
  held: HeldBatch,
  page: Page,
  rejections: readonly Rejection[],
  accountByLine: Map<number, bigint | null>,
): Move[] {
  const rejected = new Set(rejections.map((rejection) => rejection.line));
  const from = { debit: accounts.ORDER_FUNDS };
  const moves: Move[] = [];
  let feeCents = 0n;
  let taxCents = 0n;
  for (const { line, amountCents } of page.lines) {
    const fee = partOf(held.commissionCents, line, held.lineCount);
    const tax = partOf(held.taxCents, line, held.lineCount);
    if (rejected.has(line)) {
      moves.push({ ...from, credit: accounts.MASTER, cents: amountCents + fee + tax, line });
      continue;
    }
    const account = accountByLine.get(line);
    assert(account, "a line the core accepted has its card's account");
    moves.push({ ...from, credit: account, cents: amountCents, line });
    feeCents += fee;
    taxCents += tax;
  }
  moves.push({ ...from, credit: accounts.FEES, cents: feeCents }, { ...from, credit: accounts.TAX, cents: taxCents });
  return moves;
}

function partOf(total: bigint, line: number, lineCount: number): bigint {
  const position = BigInt(line - 1);
  const of = BigInt(lineCount);
  return cumulativePart(total, position, of) - cumulativePart(total, position - 1n, of);
}

async function insertRejections(ctx: TenantContext, held: HeldBatch, rejections: readonly Rejection[]): Promise<void> {
  if (rejections.length === 0) return;
  await ctx.tx.$executeRaw`
    INSERT INTO batch_line_rejection (tenant_id, batch_id, line, reason)
    SELECT ${ctx.company.id}::int, ${held.id}::bigint, r.line, r.reason
      FROM unnest(${rejections.map((one) => one.line)}::int[], ${rejections.map((one) => one.reason)}::text[]) AS r (line, reason)`;
}

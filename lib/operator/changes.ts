import { digestOf, type Statement } from "@/lib/approvals/confirmations";
import { differences, type ReviewLine } from "@/lib/approvals/rules";
import { changeRegistry } from "@/lib/batches/recalculate";
import type { OperatorContext } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";
import type { ChangeKind, ChangeStatus } from "@/lib/generated/prisma/enums";
import { doubtKind } from "@/lib/operator/doubts";
import { accountsKind, feesKind, schemeKind } from "@/lib/operator/registry-changes";
import type { Asked, Picture } from "@/lib/operator/rules";
import type { ChangeInput, DecideInput } from "@/lib/operator/schema";
import { type Say, words } from "@/lib/words";

// Four eyes: one operator asks for a change, another decides it. The database keeps the rest (pending_change): nobody decides their own,
// what was asked for does not change, and fees, scheme and account move in no other way.

/** What each kind of change knows of its own. `subject` is a product's code or an order's number; empty where the company is meant. */
export type ChangeOf = {
  /** As it stands now. @throws NotFound */
  current: (ctx: OperatorContext, subject: string) => Promise<Picture>;
  /** What would not be right even if two wanted it. @throws DomainError */
  check?: (ctx: OperatorContext, after: Picture) => void;
  /** One value as it is read. */
  print: (key: string, value: string, say: Say, of: Picture) => string;
  /** Makes it so. Refuses what cannot be, for want of which nothing is changed. */
  apply: (ctx: OperatorContext, change: Decided) => Promise<void>;
};
export type Decided = { id: bigint; subject: string; before: Picture; after: Picture; reason: string };

const kinds: Record<ChangeKind, ChangeOf> = {
  FEES: feesKind,
  SCHEME: schemeKind,
  ACCOUNTS: accountsKind,
  DOUBT: doubtKind,
};

/** What a change is called in statements and the trail: company, kind, and what it is about. */
const nameOf = ({ tenant }: OperatorContext, { kind, subject }: Pick<Asked, "kind" | "subject">) =>
  [tenant.code, kind, subject].filter(Boolean).join(" ");

type Shown = Omit<Statement, "purpose"> & { lines: ReviewLine[] };
type ChangeShown = Shown & { shown: Asked & { company: string; before: Picture } };

async function picturesOf(ctx: OperatorContext, { kind, subject, after }: Asked): Promise<[Picture, Picture]> {
  const of = kinds[kind];
  const before = await of.current(ctx, subject);
  if (Object.keys(after).some((key) => !(key in before))) throw new NotFound();
  const wanted = { ...before, ...after };
  of.check?.(ctx, wanted);
  return [before, wanted];
}

/** What differs, each value as it is read in the operator's language. */
export function printedLines(
  { user }: OperatorContext,
  kind: ChangeKind,
  { before, after }: Pick<Decided, "before" | "after">,
): ReviewLine[] {
  const say = words(user.language);
  const print = (key: string, value: string | null) =>
    value === null ? null : kinds[kind].print(key, value, say, after);
  return differences(before, after).map(({ key, before: was, after: will }) => ({
    key,
    before: print(key, was),
    after: print(key, will),
  }));
}

/** As it stands now, for the form in which a change is asked for; the look stands in the company's trail. @throws NotFound */
export async function lookAtNow(ctx: OperatorContext, kind: ChangeKind, subject: string): Promise<Picture> {
  const now = await kinds[kind].current(ctx, subject);
  await ctx.audit("registry.looked", ctx.tenant.code, { of: kind, subject });
  return now;
}

/** What an operator reads before asking for it: what differs, before and after. @throws DomainError change.nothing, NotFound */
export async function changeShown(ctx: OperatorContext, asked: Asked): Promise<ChangeShown> {
  const [before, after] = await picturesOf(ctx, asked);
  const lines = printedLines(ctx, asked.kind, { before, after });
  if (lines.length === 0) throw new DomainError("change.nothing");
  const { kind, subject, reason } = asked;
  return {
    subject: nameOf(ctx, { kind, subject }),
    shown: { company: ctx.tenant.code, kind, subject, before, after, reason },
    lines,
  };
}

/** Asks for a change that another operator is to decide. Returns its id. Refuses change.pending while one of its kind waits. */
export async function proposeChange(ctx: OperatorContext, asked: Asked): Promise<bigint> {
  const { subject, shown } = await changeShown(ctx, asked);
  const { before, after } = shown;
  const [row] = await ctx.tx.$queryRaw<{ id: bigint }[]>`
    INSERT INTO pending_change (tenant_id, kind, subject, before, after, digest, reason, proposed_by)
    VALUES (${ctx.tenant.id}, ${asked.kind}::change_kind, ${asked.subject}, ${before}::jsonb, ${after}::jsonb, ${digestOf(shown)}, ${asked.reason}, ${ctx.user.id})
    ON CONFLICT (tenant_id, kind, subject) WHERE status = 'PENDING' DO NOTHING RETURNING id`;
  if (!row) throw new DomainError("change.pending");
  await ctx.audit("change.proposed", subject, { change: row.id, before, after, reason: asked.reason });
  return row.id;
}

type Locked = Decided & { kind: ChangeKind; status: ChangeStatus; proposedBy: number; digest: string };

async function lockChange({ tx, tenant }: OperatorContext, id: bigint): Promise<Locked> {
  const [row] = await tx.$queryRaw<Locked[]>`
    SELECT id, kind::text AS kind, subject, before, after, digest, coalesce(reason, '') AS reason, status::text AS status, proposed_by AS "proposedBy"
      FROM pending_change WHERE tenant_id = ${tenant.id} AND id = ${id} FOR NO KEY UPDATE`;
  if (!row) throw new NotFound();
  if (row.status !== "PENDING") throw new DomainError("change.decided");
  return row;
}

/** What deciding a change confirms: the very change, and which way. */
export const decisionFacts = (
  { id, digest, before, after, reason }: Pick<Locked, "id" | "digest" | "before" | "after" | "reason">,
  decision: DecideInput["decision"],
) => ({ change: id.toString(), digest, before, after, reason, decision });

/** What another operator reads before deciding. @throws DomainError change.decided, change.own, NotFound */
export async function decisionShown(
  ctx: OperatorContext,
  { cambio, decision }: DecideInput,
): Promise<Omit<Statement, "purpose">> {
  const change = await lockChange(ctx, cambio);
  if (change.proposedBy === ctx.user.id) throw new DomainError("change.own");
  return { subject: nameOf(ctx, change), shown: decisionFacts(change, decision) };
}

/**
 * Decides a change that another operator asked for. What is no longer as it was when it was asked for is not applied: the change is
 * then OVERTAKEN, and says so. Returns what became of it. Refuses change.own, change.decided and what its kind refuses.
 */
export async function decideChange(
  ctx: OperatorContext,
  { cambio, decision, respuesta }: DecideInput,
): Promise<Extract<ChangeStatus, "APPLIED" | "REFUSED" | "OVERTAKEN">> {
  const change = await lockChange(ctx, cambio);
  if (change.proposedBy === ctx.user.id) throw new DomainError("change.own");
  const kind = kinds[change.kind];
  const apply = decision === "aprobar";
  if (apply) await changeRegistry(ctx.tx, ctx.tenant.id);
  const stands = !apply || differences(await kind.current(ctx, change.subject), change.before).length === 0;
  const status = !apply ? "REFUSED" : stands ? "APPLIED" : "OVERTAKEN";
  await ctx.tx.$executeRaw`
    UPDATE pending_change SET status = ${status}::change_status, decided_by = ${ctx.user.id}, decided_at = app_now(), answer = ${respuesta}
     WHERE tenant_id = ${ctx.tenant.id} AND id = ${cambio}`;
  if (status === "APPLIED") await kind.apply(ctx, change);
  const subject = nameOf(ctx, change);
  const { before, after } = change;
  await ctx.audit(`change.${status.toLowerCase()}`, subject, { change: cambio, before, after, answer: respuesta });
  return status;
}

/** Takes back what one asked for oneself. @throws DomainError change.decided, change.notOwn, NotFound */
export async function withdrawChange(ctx: OperatorContext, { cambio }: ChangeInput): Promise<void> {
  const { proposedBy, kind, subject } = await lockChange(ctx, cambio);
  if (proposedBy !== ctx.user.id) throw new DomainError("change.notOwn");
  await ctx.tx.$executeRaw`
    UPDATE pending_change SET status = 'WITHDRAWN', decided_at = app_now() WHERE tenant_id = ${ctx.tenant.id} AND id = ${cambio}`;
  await ctx.audit("change.withdrawn", nameOf(ctx, { kind, subject }), { change: cambio });
}

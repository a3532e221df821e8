import { digestOf } from "@/lib/approvals/confirmations";
import { changesMax, exportedWords, sheetWords, type TeamSheet } from "@/lib/brokers/bulk-file";
import { type Known, type PlannedRow, planRows, refusedRow } from "@/lib/brokers/bulk-rules";
import {
  countSent,
  endFile,
  findAddable,
  findDocuments,
  findElsewhere,
  findKnown,
  findMails,
  givesRankBack,
  heldMails,
  holdApplied,
  holdUnchanged,
  insertFile,
  type KeptFile,
  lockFile,
  withdrawWaiting,
} from "@/lib/brokers/bulk-store";
import { auditRows } from "@/lib/brokers/bulk-trail";
import {
  disableCreated,
  endLeft,
  inviteAsked,
  removeCreated,
  writeAfter,
  writeBefore,
  writeContacts,
  writeCreated,
} from "@/lib/brokers/bulk-write";
import { requireGerencial, takeTeamTurn } from "@/lib/brokers/member-acting";
import { persona } from "@/lib/brokers/schema";
import type { SheetColumn } from "@/lib/brokers/sheet";
import type { SheetRead, SheetRow } from "@/lib/bulk/read";
import { changesOf, countsOf, namedLines, stateOf, undoUntil } from "@/lib/bulk/rules";
import { canonicalize } from "@/lib/canonical";
import type { BrokerContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { cellFault } from "@/lib/files/fault";
import { dayIn } from "@/lib/messages/date-format";

const filesPerHourMax = 20;

type Readable = Extract<SheetRead<SheetColumn>, { fault: null }>;

/** The same in the turn of whoever acts, with what they hold by then. */
const inTurn = async (ctx: BrokerContext): Promise<BrokerContext> => ({ ...ctx, own: await takeTeamTurn(ctx) });

/** What each row of a sheet does to the team as it stands now. */
async function planOf(ctx: BrokerContext, { rows, columns }: Readable): Promise<PlannedRow[]> {
  const usernames = rows.map(({ cells }) => (cells.usuario ?? "").toLowerCase());
  const people = await findKnown(
    ctx,
    usernames.filter((name) => persona.safeParse(name).success),
  );
  const giver = { ...ctx.own, username: ctx.user.username };
  const today = dayIn(ctx.now, ctx.broker.timeZone);
  const { country } = ctx.broker;
  const asked = { rows, columns, people, giver, words: sheetWords, exported: exportedWords, today, country };
  return withWhatStands(ctx, await planRows(asked), { rows, columns }, people);
}

/** The same, with what only the records tell: whose document or mail it is, and whose name is their own. */
async function withWhatStands(
  ctx: BrokerContext,
  planned: PlannedRow[],
  { rows, columns }: Pick<Readable, "rows" | "columns">,
  people: ReadonlyMap<string, Known>,
): Promise<PlannedRow[]> {
  // Whoever is let in again comes with the mail that they had.
  const mailOf = ({ effect, after, username }: PlannedRow): string | undefined =>
    (after?.mail ?? (effect === "ENABLE" ? people.get(username)?.mail : undefined))?.toLowerCase();
  const rowAt = new Map(rows.map((row) => [row.line, row]));
  const renamed = planned.flatMap(({ known, after }) =>
    known && (after?.name ?? after?.mail) !== undefined ? [known.id] : [],
  );
  const several = await findElsewhere(ctx, renamed);
  const created = planned.flatMap(({ effect, after, line }) =>
    effect === "CREATE" && after ? [{ line, document: after.document ?? "", mail: after.mail ?? "" }] : [],
  );
  const held = await findDocuments(
    ctx,
    created.map(({ document }) => document),
  );
  const addable = await findAddable(ctx, created);
  const mails = await findMails(
    ctx,
    planned.flatMap((one) => mailOf(one) ?? []),
  );
  const leaving = leaveTheirMail(
    planned.filter(({ known }) => known && !several.has(known.id)),
    mails,
  );
  const impossible = new Set(created.flatMap(({ line }, index) => (addable[index] ? [] : [line])));
  const refuse = (one: PlannedRow, row: SheetRow<SheetColumn>): PlannedRow => {
    const { after, known, line } = one;
    if (!after) return one;
    if (known && several.has(known.id) && (after.name ?? after.mail) !== undefined)
      return refusedRow(one, row, columns, after.mail === undefined ? "nombre" : "correo", cellFault("personSeveral"));
    const username = after.document === undefined ? undefined : held.get(after.document);
    if (username !== undefined)
      return refusedRow(one, row, columns, "documento", cellFault("documentHeld", { username }));
    const holder = mails.get(mailOf(one) ?? "");
    if (holder && !leaving.has(holder.id))
      return refusedRow(one, row, columns, "correo", cellFault("mailHeld", { username: holder.username }));
    return impossible.has(line) ? refusedRow(one, row, columns, "documento", cellFault("documentOther")) : one;
  };
  return planned.map((one) => {
    const row = rowAt.get(one.line);
    return row ? refuse(one, row) : one;
  });
}

/** Who gets another mail by these rows and so leaves theirs to others: whoever would get one that stays somebody's keeps their own. */
function leaveTheirMail(planned: readonly PlannedRow[], mails: Awaited<ReturnType<typeof findMails>>): Set<number> {
  const moving = new Map(
    planned.flatMap(({ known, after }) =>
      known && after?.mail !== undefined ? [[known.id, mails.get(after.mail.toLowerCase())?.id]] : [],
    ),
  );
  const wanted = new Map([...moving].flatMap(([id, holder]) => (holder === undefined ? [] : [[holder, id]])));
  for (const holder of wanted.keys()) {
    // Along the chain: whoever keeps theirs keeps whoever wants it where they are.
    let kept: number | undefined = moving.has(holder) ? undefined : wanted.get(holder);
    while (kept !== undefined && moving.delete(kept)) kept = wanted.get(kept);
  }
  return new Set(moving.keys());
}

/** Everything that a file would do, and to whom as they are, in one figure. */
const digestOfPlan = (sha256: string, giver: BrokerContext["own"], rows: readonly PlannedRow[]): string =>
  digestOf({
    sha256,
    giver,
    rows: rows.map(({ line, effect, known, after, faults }) => [
      line,
      effect,
      known,
      after,
      faults.map(({ code }) => code),
    ]),
  });

/**
 * Keeps what a file would do to the team, row by row, to be looked at before it is applied; what the same person sent before and still waits
 * is withdrawn. The same id sent twice is the same file. Refuses teamFile.repeated, teamFile.tooMany, batch.quota.
 */
export async function keepTeamFile(
  asked: BrokerContext,
  { id, name, sheet }: { id: string; name: string; sheet: TeamSheet & { read: Readable } },
): Promise<void> {
  const ctx = await inTurn(asked);
  const { tx, broker } = ctx;
  const { sha256, bytes, read } = sheet;
  const known = await tx.teamFile.findFirst({ where: { tenantId: broker.id, id }, select: { sha256: true } });
  if (known && known.sha256 !== sha256) throw new DomainError("teamFile.repeated");
  if (known) return ctx.audit("brokerfile.sentAgain", name, { file: id });
  if ((await countSent(ctx)) >= filesPerHourMax) throw new DomainError("batch.quota", { max: filesPerHourMax });
  await withdrawWaiting(ctx, ctx.membershipId);
  const rows = await planOf(ctx, read);
  if (changesOf(countsOf(rows)) > changesMax) throw new DomainError("teamFile.tooMany", { max: changesMax });
  const digest = digestOfPlan(sha256, ctx.own, rows);
  await insertFile(ctx, { id, name, sha256, digest, rows });
  await ctx.audit("brokerfile.received", name, { file: id, sha256, bytes, rows: countsOf(rows) });
}

/** A file of the actor's own that waits, in their turn. Refuses teamFile.gone, teamFile.others. */
async function waiting(asked: BrokerContext, id: string): Promise<{ ctx: BrokerContext; file: KeptFile }> {
  const ctx = await inTurn(asked);
  const file = await lockFile(ctx, id);
  if (stateOf(file, ctx.now) !== "READY") throw new DomainError("teamFile.gone");
  if (file.sentBy !== ctx.membershipId) throw new DomainError("teamFile.others");
  return { ctx, file };
}

/** Takes back a file that waits. Refuses as `waiting`. */
export async function withdrawTeamFile(asked: BrokerContext, id: string): Promise<void> {
  const { ctx, file } = await waiting(asked, id);
  await endFile(ctx, id, "WITHDRAWN");
  await ctx.audit("brokerfile.withdrawn", file.name, { file: id });
}

/**
 * Applies every row of a file that does something, or none: exactly what was shown (`seen` is its digest), to people who are as they were then.
 * Whoever is created is mailed the way in, whoever is out is so at their next request. Refuses as `waiting`, and confirm.changed,
 * teamFile.changed, teamFile.nothing, teamFile.lastGerencial.
 */
export async function applyTeamFile(asked: BrokerContext, { id, seen }: { id: string; seen: string }): Promise<void> {
  const { ctx, file } = await waiting(asked, id);
  if (file.digest !== seen || canonicalize(file.giver) !== canonicalize(ctx.own))
    throw new DomainError("confirm.changed");
  const since = await holdUnchanged(ctx, id);
  if (since.length > 0) throw new DomainError("teamFile.changed", namedLines(since));
  const written = await writeAfter(ctx, id);
  await writeContacts(ctx, id, "after");
  const impossible = await writeCreated(ctx, id);
  if (impossible.length > 0) throw new DomainError("teamFile.changed", namedLines(impossible));
  const twice = await heldMails(ctx, id);
  if (twice.length > 0) throw new DomainError("teamFile.changed", namedLines(twice));
  await endLeft(ctx, id);
  await inviteAsked(ctx, id, ["CREATE", "ENABLE"]);
  const counts = await auditRows(ctx, id, "applied");
  const changes = counts.CHANGE + counts.DISABLE + counts.ENABLE;
  if (changes + counts.CREATE === 0) throw new DomainError("teamFile.nothing");
  // What a policy hides is not written: somebody who was Gerencial for a moment between.
  if (written !== changes) throw new DomainError("confirm.changed");
  await requireGerencial(ctx, "teamFile.lastGerencial");
  await endFile(ctx, id, "APPLIED");
  await ctx.audit("brokerfile.applied", file.name, {
    file: id,
    sha256: file.sha256,
    digest: file.digest,
    rows: counts,
  });
}

/**
 * Gives everybody back what they had before a file, within a day of it: whoever it created and never came in is removed; who came in, or is named
 * in what the team did since, is out.
 * Refuses teamFile.notApplied, teamFile.undoLate, teamFile.undoOthers, teamFile.undoChanged, teamFile.undoBeyond, teamFile.lastGerencial.
 */
export async function undoTeamFile(asked: BrokerContext, id: string): Promise<void> {
  const ctx = await inTurn(asked);
  const file = await lockFile(ctx, id);
  if (file.status !== "APPLIED" || !file.appliedAt) throw new DomainError("teamFile.notApplied");
  if (ctx.now > undoUntil(file.appliedAt)) throw new DomainError("teamFile.undoLate");
  if (file.sentBy !== ctx.membershipId && ctx.own.role !== "GERENCIAL") throw new DomainError("teamFile.undoOthers");
  const since = await holdApplied(ctx, id);
  if (since.length > 0) throw new DomainError("teamFile.undoChanged", namedLines(since));
  if (ctx.own.role !== "GERENCIAL" && (await givesRankBack(ctx, id))) throw new DomainError("teamFile.undoBeyond");
  const counts = await auditRows(ctx, id, "undone");
  await writeContacts(ctx, id, "before");
  const given = await writeBefore(ctx, id);
  const cameIn = await disableCreated(ctx, id);
  const { removed, kept } = await removeCreated(ctx, id);
  const out = cameIn + kept;
  if (given !== counts.CHANGE + counts.DISABLE + counts.ENABLE || out + removed !== counts.CREATE)
    throw new DomainError("teamFile.undoBeyond");
  const twice = await heldMails(ctx, id);
  if (twice.length > 0) throw new DomainError("teamFile.undoChanged", namedLines(twice));
  await endLeft(ctx, id);
  await inviteAsked(ctx, id, ["DISABLE"]);
  await requireGerencial(ctx, "teamFile.lastGerencial");
  await endFile(ctx, id, "UNDONE");
  await ctx.audit("brokerfile.undone", file.name, { file: id, sha256: file.sha256, rows: counts, removed, out });
}

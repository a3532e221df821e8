import type { Known, PlannedRow } from "@/lib/brokers/bulk-rules";
import { administering, type Holding } from "@/lib/brokers/rules";
import type { FileState } from "@/lib/bulk/rules";
import type { BrokerContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { NotFound } from "@/lib/errors";

/** A `SheetPerson` as JSON, of a membership `m` of a broker and its person `u`. */
const sheetPerson = sql`json_build_object('username', u.username, 'firstName', coalesce(m.first_name, ''), 'lastName', coalesce(m.last_name, ''),
  'birthDate', coalesce(m.birth_date::text, ''), 'document', u.document, 'mail', m.person_mail, 'position', coalesce(m.position, ''), 'phone', coalesce(m.phone, ''),
  'officePhone', coalesce(m.office_phone, ''), 'extension', coalesce(m.extension, ''), 'role', m.role, 'sections', m.sections, 'downloads', m.downloads,
  'standing', m.standing)`;

// Rows of files of a team, and what they write over its people.

/** Somebody of the broker's people by usuario, as a file finds them. */
export async function findKnown({ tx, broker }: BrokerContext, usernames: string[]): Promise<Map<string, Known>> {
  const rows = await tx.$queryRaw<{ id: number; version: number; person: Omit<Known, "id" | "version"> }[]>`
    SELECT m.id, m.version, ${sheetPerson} AS person FROM membership m JOIN app_user u ON u.id = m.user_id
     WHERE m.tenant_id = ${broker.id} AND m.role IS NOT NULL AND m.person_username = ANY (${usernames}::text[])`;
  return new Map(rows.map(({ id, version, person }) => [person.username, { id, version, ...person }]));
}

/** Of these members those who belong elsewhere too. */
export async function findElsewhere({ tx }: BrokerContext, members: number[]): Promise<Set<number>> {
  if (members.length === 0) return new Set();
  const rows = await tx.$queryRaw<{ id: number }[]>`SELECT id FROM people_elsewhere(${members}::int[]) id`;
  return new Set(rows.map(({ id }) => id));
}

/** Usuarios of the team by their document. */
export async function findDocuments({ tx, broker }: BrokerContext, documents: string[]): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ document: string; username: string }[]>`
    SELECT u.document, u.username FROM app_user u JOIN membership m ON m.user_id = u.id AND m.tenant_id = ${broker.id}
     WHERE u.document = ANY (${documents}::text[])`;
  return new Map(rows.map(({ document, username }) => [document, username]));
}

/** Who in the team has each of these mails, in small letters; whoever is out has left theirs to others. */
export async function findMails(
  { tx, broker }: BrokerContext,
  mails: string[],
): Promise<Map<string, { id: number; username: string }>> {
  const rows = await tx.$queryRaw<{ id: number; username: string; mail: string }[]>`
    SELECT m.id, m.person_username AS username, m.person_mail AS mail FROM membership m
     WHERE m.tenant_id = ${broker.id} AND m.role IS NOT NULL AND m.status = 'ACTIVE' AND m.person_mail = ANY (${mails}::text[]) ORDER BY m.id DESC`;
  return new Map(rows.map(({ mail, ...one }) => [mail, one]));
}

/** The lines of a file whose people have by now the mail of somebody else in the team: those who got it, or are in again with it. */
export async function heldMails({ tx, broker }: BrokerContext, id: string): Promise<number[]> {
  const rows = await tx.$queryRaw<{ line: number }[]>`
    SELECT r.line FROM team_file_row r JOIN membership m ON m.tenant_id = r.tenant_id AND m.id = r.membership_id AND m.status = 'ACTIVE'
     WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND (r.after ->> 'mail' IS NOT NULL OR r.effect IN ('ENABLE', 'DISABLE')) AND EXISTS (
       SELECT 1 FROM membership o WHERE o.tenant_id = m.tenant_id AND o.role IS NOT NULL AND o.status = 'ACTIVE'
          AND o.person_mail = m.person_mail AND o.id <> m.id)
     ORDER BY r.line`;
  return rows.map(({ line }) => line);
}

/** Whether each could be added, in the order asked. */
export async function findAddable(
  { tx }: BrokerContext,
  people: { document: string; mail: string }[],
): Promise<boolean[]> {
  const rows = await tx.$queryRaw<{ place: number; addable: boolean }[]>`
    SELECT place, addable FROM team_addable(${people.map((one) => one.document)}::text[], ${people.map((one) => one.mail)}::text[])`;
  const found = new Map(rows.map(({ place, addable }) => [place, addable]));
  return people.map((_, index) => found.get(index + 1) ?? false);
}

export async function countSent({ tx, broker, membershipId }: BrokerContext): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM team_file
     WHERE tenant_id = ${broker.id} AND sent_by = ${membershipId} AND sent_at > app_now() - interval '1 hour'`;
  return row?.count ?? 0;
}

/** Withdraws the files that somebody sent and that wait, with an event of each. @returns how many still could be applied */
export async function withdrawWaiting(
  { tx, broker, membershipId, audit }: BrokerContext,
  sentBy: number,
): Promise<number> {
  const rows = await tx.$queryRaw<{ id: string; name: string; waits: boolean }[]>`
    UPDATE team_file SET status = 'WITHDRAWN', ended_at = app_now(), ended_by = ${membershipId}
     WHERE tenant_id = ${broker.id} AND sent_by = ${sentBy} AND status = 'READY'
    RETURNING id::text AS id, file_name AS name, expires_at > app_now() AS waits`;
  for (const { id, name } of rows) await audit("brokerfile.withdrawn", name, { file: id });
  return rows.filter(({ waits }) => waits).length;
}

type NewFile = { id: string; name: string; sha256: string; digest: string; rows: readonly PlannedRow[] };

export async function insertFile(ctx: BrokerContext, { id, name, sha256, digest, rows }: NewFile): Promise<void> {
  const { tx, broker, membershipId, own } = ctx;
  await tx.$executeRaw`
    INSERT INTO team_file (tenant_id, id, sent_by, file_name, sha256, digest, giver)
    VALUES (${broker.id}, ${id}::uuid, ${membershipId}, ${name}, ${sha256}, ${digest}, ${own})`;
  const written = rows.map(({ known, effect, faults, cells, after, ...row }) => ({
    ...row,
    effect,
    after,
    cells,
    faults,
    member: known?.id ?? null,
    version: after && known ? known.version : null,
  }));
  await tx.$executeRaw`
    INSERT INTO team_file_row (tenant_id, file_id, line, effect, username, person_name, membership_id, version, before, after, cells, faults)
    SELECT ${broker.id}::int, ${id}::uuid, r.line, r.effect, r.username, r.name, r.member, r.version,
           CASE WHEN r.version IS NOT NULL THEN '{}'::jsonb END, nullif(r.after, 'null'), r.cells, r.faults
      FROM jsonb_to_recordset(${JSON.stringify(written)}::jsonb) AS r (line int, effect team_row_effect, username text, name text, member int,
        version int, after jsonb, cells text[], faults jsonb)`;
}

export type KeptFile = {
  id: string;
  name: string;
  sha256: string;
  digest: string;
  giver: Holding;
  status: Exclude<FileState, "EXPIRED">;
  sentBy: number;
  sentAt: Date;
  expiresAt: Date;
  appliedAt: Date | null;
};

/** A file, held until the transaction ends. @throws NotFound for none of this broker's */
export async function lockFile({ tx, broker }: BrokerContext, id: string): Promise<KeptFile> {
  const [row] = await tx.$queryRaw<KeptFile[]>`
    SELECT id, file_name AS name, sha256, digest, giver, status::text AS status, sent_by AS "sentBy", sent_at AS "sentAt", expires_at AS "expiresAt",
           applied_at AS "appliedAt" FROM team_file WHERE tenant_id = ${broker.id} AND id = ${id}::uuid FOR NO KEY UPDATE`;
  if (!row) throw new NotFound();
  return row;
}

export async function endFile(
  { tx, broker, membershipId }: BrokerContext,
  id: string,
  status: "APPLIED" | "UNDONE" | "WITHDRAWN",
): Promise<void> {
  if (status === "APPLIED")
    await tx.$executeRaw`UPDATE team_file SET status = 'APPLIED', applied_at = app_now() WHERE tenant_id = ${broker.id} AND id = ${id}::uuid`;
  else
    await tx.$executeRaw`
      UPDATE team_file SET status = ${status}::team_file_status, ended_at = app_now(), ended_by = ${membershipId}
       WHERE tenant_id = ${broker.id} AND id = ${id}::uuid`;
}

/** Whether a file that is taken back would make somebody Gerencial again, or an administrator. */
export async function givesRankBack({ tx, broker }: BrokerContext, id: string): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT 1 FROM team_file_row r WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.version_after IS NOT NULL
       AND (r.before ->> 'role' = 'GERENCIAL' OR jsonb_exists(r.before -> 'sections', ${administering})) LIMIT 1`;
  return rows.length > 0;
}

/**
 * Holds everybody whom a file changes, and answers the lines of those who are not as they were when it was read: changed since, gone, or,
 * where a row gives a name or mail, of several companies by now.
 */
export async function holdUnchanged({ tx, broker }: BrokerContext, id: string): Promise<number[]> {
  await tx.$executeRaw`
    SELECT 1 FROM membership m WHERE m.tenant_id = ${broker.id} AND m.id IN (
      SELECT r.membership_id FROM team_file_row r WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.version IS NOT NULL)
     ORDER BY m.id FOR NO KEY UPDATE`;
  const rows = await tx.$queryRaw<{ line: number }[]>`
    SELECT r.line FROM team_file_row r LEFT JOIN ${found} ON true
     WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.version IS NOT NULL
       AND (m.id IS NULL OR m.version <> r.version OR m.picture IS DISTINCT FROM r.before
         OR ${elsewhere(broker.id, id)})
     ORDER BY r.line`;
  return rows.map(({ line }) => line);
}

/** Who a row `r` is about as they stand, looked up row by row: a file that was written just now is of no size that the planner knows. */
const found = sql`LATERAL (
  SELECT m.id, m.version, u.name, u.email, team_picture(m, u.name, u.email) AS picture FROM membership m JOIN app_user u ON u.id = m.user_id
   WHERE m.tenant_id = r.tenant_id AND m.id = r.membership_id OFFSET 0) m`;

/** Whose name or mail a row changes, who belongs elsewhere by now. */
const elsewhere = (tenant: number, id: string) => sql`
  m.id IN (SELECT people_elsewhere(ARRAY(SELECT x.membership_id FROM team_file_row x
     WHERE x.tenant_id = ${tenant} AND x.file_id = ${id}::uuid AND x.version IS NOT NULL AND jsonb_exists_any(x.after, '{name,mail}'))))`;

/** The same once it was applied: those who were changed since by anybody. */
export async function holdApplied({ tx, broker }: BrokerContext, id: string): Promise<number[]> {
  await tx.$executeRaw`
    SELECT 1 FROM membership m WHERE m.tenant_id = ${broker.id} AND m.id IN (
      SELECT r.membership_id FROM team_file_row r WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.version_after IS NOT NULL)
     ORDER BY m.id FOR NO KEY UPDATE`;
  const rows = await tx.$queryRaw<{ line: number }[]>`
    SELECT r.line FROM team_file_row r LEFT JOIN ${found} ON true
     WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.version_after IS NOT NULL
       AND (m.id IS NULL OR m.version <> r.version_after OR ${elsewhere(broker.id, id)}
         OR r.version IS NOT NULL AND (m.name <> coalesce(r.after ->> 'name', m.name) OR m.email <> coalesce(r.after ->> 'mail', m.email)))
     ORDER BY r.line`;
  return rows.map(({ line }) => line);
}

import type { BrokerContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { inOnePlace } from "@/lib/people/one-place";

// What a file writes over a team, set by set: each answers how many rows it wrote, or the lines that it could not.

const written = (from: "before" | "after") => {
  const said = from === "before" ? sql`r.before` : sql`r.after`;
  const list = (name: string) => sql`ARRAY(SELECT jsonb_array_elements_text(${said} -> ${name}))`;
  return sql`first_name = ${said} ->> 'firstName', last_name = ${said} ->> 'lastName', birth_date = (${said} ->> 'birthDate')::date,
    position = ${said} ->> 'position', phone = ${said} ->> 'phone', office_phone = ${said} ->> 'officePhone', extension = ${said} ->> 'extension',
    role = (${said} ->> 'role')::broker_role, sections = ${list("sections")}, downloads = ${list("downloads")},
    status = (${said} ->> 'status')::member_status, version = m.version + 1`;
};

/** Who a row `r` is about, looked up row by row: a file that was written just now is of no size that the planner knows. */
const member = sql`LATERAL (
  SELECT m.id, m.user_id, m.standing, u.name, u.email FROM membership m JOIN app_user u ON u.id = m.user_id
   WHERE m.tenant_id = r.tenant_id AND m.id = r.membership_id OFFSET 0) m`;

/** Writes what the rows of a file make of people who are there. */
export async function writeAfter({ tx, broker }: BrokerContext, id: string): Promise<number> {
  const count = await tx.$executeRaw`
    UPDATE membership m SET ${written("after")},
           status_reason = CASE WHEN m.status::text = r.after ->> 'status' THEN m.status_reason END,
           status_at = CASE WHEN m.status::text = r.after ->> 'status' THEN m.status_at ELSE app_now() END
      FROM team_file_row r
     WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.version IS NOT NULL AND m.tenant_id = r.tenant_id AND m.id = r.membership_id
       AND m.version = r.version`;
  await tx.$executeRaw`
    UPDATE team_file_row SET version_after = version + 1 WHERE tenant_id = ${broker.id} AND file_id = ${id}::uuid AND version IS NOT NULL`;
  return count;
}

/** Gives names and mails that the rows change, or what they were before. Refuses member.several. */
export async function writeContacts(
  { tx, broker }: BrokerContext,
  id: string,
  side: "before" | "after",
): Promise<void> {
  const said = side === "before" ? sql`r.before` : sql`r.after`;
  const given = tx.$executeRaw`
    SELECT person_contact(m.user_id, coalesce(${said} ->> 'name', m.name), coalesce(${said} ->> 'mail', m.email)) FROM team_file_row r, ${member}
     WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.version IS NOT NULL AND jsonb_exists_any(r.after, '{name,mail}')`;
  await inOnePlace("member.several", given);
}

/** Makes those whom the rows create; the lines of those who cannot be made any more. */
export async function writeCreated({ tx, broker, user }: BrokerContext, id: string): Promise<number[]> {
  const people = await tx.$queryRaw<{ line: number; person: number | null; made: boolean }[]>`
    SELECT line, person, made FROM team_file_people(${id}::uuid, ${user.language})`;
  const impossible = people.filter(({ person }) => person === null).map(({ line }) => line);
  if (impossible.length > 0) return impossible;
  const of = people.filter(({ person }) => person !== null);
  const inserted = await tx.$queryRaw<{ line: number }[]>`
    WITH p AS (SELECT * FROM unnest(${of.map(({ line }) => line)}::int[], ${of.map(({ person }) => person ?? 0)}::int[], ${of.map(({ made }) => made)}::boolean[])
                 AS p (line, person, made)),
    added AS (
      INSERT INTO membership (tenant_id, user_id, first_name, last_name, birth_date, position, phone, office_phone, extension, role, sections, downloads)
      SELECT ${broker.id}::int, p.person, r.after ->> 'firstName', r.after ->> 'lastName', (r.after ->> 'birthDate')::date, r.after ->> 'position',
             r.after ->> 'phone', r.after ->> 'officePhone', r.after ->> 'extension', (r.after ->> 'role')::broker_role,
             ARRAY(SELECT jsonb_array_elements_text(r.after -> 'sections')), ARRAY(SELECT jsonb_array_elements_text(r.after -> 'downloads'))
        FROM p JOIN team_file_row r ON r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.line = p.line
      ON CONFLICT (tenant_id, user_id) DO NOTHING RETURNING id, user_id)
    SELECT p.line FROM added a JOIN p ON p.person = a.user_id`;
  const there = new Set(inserted.map(({ line }) => line));
  const missing = of.filter(({ line }) => !there.has(line)).map(({ line }) => line);
  if (missing.length > 0) return missing;
  await tx.$executeRaw`
    UPDATE team_file_row r SET membership_id = m.id, version_after = m.version, made = p.made, username = m.person_username
      FROM unnest(${of.map(({ line }) => line)}::int[], ${of.map(({ person }) => person ?? 0)}::int[], ${of.map(({ made }) => made)}::boolean[])
             AS p (line, person, made), membership m
     WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.line = p.line AND m.tenant_id = ${broker.id} AND m.user_id = p.person`;
  return [];
}

/** Ends what those hold who are out by a file, or out again. */
export async function endLeft({ tx, broker }: BrokerContext, id: string): Promise<void> {
  await tx.$executeRaw`
    SELECT person_left(m.user_id) FROM team_file_row r, ${member}
     WHERE m.standing = 'INACTIVE' AND r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.effect IN ('CREATE', 'DISABLE', 'ENABLE')`;
}

/** Mails the way in to those who are asked to come in by these rows. */
export async function inviteAsked(
  { tx, broker }: BrokerContext,
  id: string,
  effects: readonly string[],
): Promise<void> {
  await tx.$executeRaw`
    SELECT invitation_mail(m.user_id) FROM team_file_row r, ${member}
     WHERE m.standing <> 'INACTIVE' AND r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.effect::text = ANY (${[...effects]}::text[])
       AND (r.effect = 'CREATE' OR m.standing = 'INVITED')`;
}

/** Gives everybody back what they had before the file. */
export async function writeBefore({ tx, broker }: BrokerContext, id: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE membership m SET ${written("before")}, status_reason = r.before ->> 'statusReason', status_at = (r.before ->> 'statusAt')::timestamptz
      FROM team_file_row r
     WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.version IS NOT NULL AND m.tenant_id = r.tenant_id AND m.id = r.membership_id
       AND m.version = r.version_after`;
}

/** Those whom the file created and who came in since are out. */
export async function disableCreated({ tx, broker }: BrokerContext, id: string): Promise<number> {
  return tx.$executeRaw`
    UPDATE membership m SET status = 'INACTIVE', status_at = app_now(), version = m.version + 1 FROM team_file_row r
     WHERE r.tenant_id = ${broker.id} AND r.file_id = ${id}::uuid AND r.effect = 'CREATE' AND m.tenant_id = r.tenant_id AND m.id = r.membership_id
       AND m.version = r.version_after AND m.entered_at IS NOT NULL AND m.status = 'ACTIVE'`;
}

/** Those who never did are no more, or out where something of the team names them; how many of each. */
export async function removeCreated({ tx }: BrokerContext, id: string): Promise<{ removed: number; kept: number }> {
  const [row] = await tx.$queryRaw<{ removed: number; kept: number }[]>`
    SELECT removed, kept FROM team_file_unmake(${id}::uuid)`;
  return row ?? { removed: 0, kept: 0 };
}

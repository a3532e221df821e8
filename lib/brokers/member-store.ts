import type { Holding } from "@/lib/brokers/rules";
import type { BrokerContext } from "@/lib/context";
import { NotFound } from "@/lib/errors";
import type { PersonStanding } from "@/lib/generated/prisma/enums";

// Rows of a broker's people. Whoever writes has their turn (`takeTeamTurn`).

/** What a broker writes down of somebody. */
export type Written = {
  firstName: string | null;
  lastName: string | null;
  /** `aaaa-mm-dd` */
  birthDate: string | null;
  position: string | null;
  phone: string | null;
  officePhone: string | null;
  extension: string | null;
};

/** Somebody of the team, as whoever administers it knows them; of who belongs elsewhere too, the mail that this broker wrote down. */
export type TeamMember = Holding &
  Written & {
    id: number;
    userId: number;
    username: string;
    name: string;
    document: string;
    mail: string;
    version: number;
    standing: PersonStanding;
    several: boolean;
    createdAt: string;
    modifiedAt: string;
    enteredAt: string | null;
    statusAt: string | null;
    /** The receipt of their leaving, as long as they are out by it. */
    departure: number | null;
  };

/** @throws NotFound whoever is none of this broker's */
export async function readTeamMember({ tx, broker }: BrokerContext, username: string): Promise<TeamMember> {
  const [row] = await tx.$queryRaw<TeamMember[]>`
    SELECT m.id, u.id AS "userId", u.username, u.name, u.document, CASE WHEN f.several THEN m.person_mail ELSE u.email END AS mail, m.version,
           m.standing::text AS standing, f.several, m.role::text AS role, m.sections, m.downloads, m.first_name AS "firstName",
           m.last_name AS "lastName", m.birth_date::text AS "birthDate", m.position, m.phone, m.office_phone AS "officePhone", m.extension,
           to_json(m.created_at) #>> '{}' AS "createdAt", to_json(m.modified_at) #>> '{}' AS "modifiedAt",
           to_json(m.entered_at) #>> '{}' AS "enteredAt", to_json(m.status_at) #>> '{}' AS "statusAt",
           (SELECT max(d.number) FROM team_departure d WHERE d.tenant_id = m.tenant_id AND d.membership_id = m.id AND m.standing = 'INACTIVE'
               AND d.made_at >= coalesce(m.status_at, m.created_at)) AS departure
      FROM membership m JOIN app_user u ON u.id = m.user_id, people_facts(ARRAY[m.id]) f
     WHERE m.tenant_id = ${broker.id} AND m.person_username = ${username} AND m.role IS NOT NULL`;
  if (!row) throw new NotFound();
  return row;
}

/** Makes somebody of the team; null when they are already, out of it or not. */
export async function insertTeamMember(
  { tx, broker }: BrokerContext,
  userId: number,
  { role, sections, downloads }: Holding,
  data: Written,
): Promise<{ username: string; standing: PersonStanding } | null> {
  const [row] = await tx.$queryRaw<{ username: string; standing: PersonStanding }[]>`
    INSERT INTO membership (tenant_id, user_id, role, sections, downloads, first_name, last_name, birth_date, position, phone, office_phone, extension)
    VALUES (${broker.id}, ${userId}, ${role}::broker_role, ${[...sections]}::text[], ${[...downloads]}::text[], ${data.firstName}, ${data.lastName},
            ${data.birthDate}::date, ${data.position}, ${data.phone}, ${data.officePhone}, ${data.extension})
    ON CONFLICT (tenant_id, user_id) DO NOTHING RETURNING person_username AS username, standing::text AS standing`;
  return row ?? null;
}

type Versioned = { id: number; version: number };

/** Writes what somebody holds and what is written down of them, unless another wrote since that version; whether it was written. */
export async function updateTeamMember(
  { tx, broker }: BrokerContext,
  { id, version }: Versioned,
  { role, sections, downloads }: Holding,
  data: Written,
): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE membership SET role = ${role}::broker_role, sections = ${[...sections]}::text[], downloads = ${[...downloads]}::text[],
           first_name = ${data.firstName}, last_name = ${data.lastName}, birth_date = ${data.birthDate}::date, position = ${data.position},
           phone = ${data.phone}, office_phone = ${data.officePhone}, extension = ${data.extension}, version = version + 1
     WHERE tenant_id = ${broker.id} AND id = ${id} AND version = ${version}`;
  return written === 1;
}

/** Lets somebody in or out; whether it was to be done. */
export async function updateTeamStanding(
  { tx, broker }: BrokerContext,
  { id, version }: Versioned,
  status: "ACTIVE" | "INACTIVE",
): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE membership SET status = ${status}::member_status, status_reason = NULL, status_at = app_now(), version = version + 1
     WHERE tenant_id = ${broker.id} AND id = ${id} AND version = ${version} AND status <> ${status}::member_status`;
  return written === 1;
}

/** Whether somebody else in the team has this mail; whoever is out has left theirs to others. `but` is whoever asks for it, by membership or, of somebody new, by document. */
export async function isMailHeld(
  { tx, broker }: BrokerContext,
  mail: string,
  but: { membership: number } | { document: string },
): Promise<boolean> {
  const [known, document] = "membership" in but ? [but.membership, null] : [null, but.document];
  const [held] = await tx.$queryRaw<object[]>`
    SELECT 1 FROM membership m JOIN app_user u ON u.id = m.user_id
     WHERE m.tenant_id = ${broker.id} AND m.role IS NOT NULL AND m.status = 'ACTIVE' AND m.person_mail = ${mail.toLowerCase()}
       AND m.id IS DISTINCT FROM ${known}::int AND u.document IS DISTINCT FROM ${document}::text LIMIT 1`;
  return held !== undefined;
}

/** Puts somebody out for good, who may be out already: what was made ready for them as they were comes too late. Whether nobody wrote since that version. */
export async function updateTeamDeparture({ tx, broker }: BrokerContext, { id, version }: Versioned): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE membership SET status = 'INACTIVE', version = version + 1, status_reason = CASE WHEN status = 'INACTIVE' THEN status_reason END,
           status_at = CASE WHEN status = 'INACTIVE' THEN status_at ELSE app_now() END
     WHERE tenant_id = ${broker.id} AND id = ${id} AND version = ${version}`;
  return written === 1;
}

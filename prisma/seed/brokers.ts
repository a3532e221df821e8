import type pg from "pg";
import { termsVersion } from "@/lib/auth/rules";
import { type DemoBroker, demoBrokers, type TeamMember } from "@/prisma/seed/team";

/** What all of them share: the clave's hash, the digest of the terms, and how a token's secret is closed for its owner. */
type Shared = { hash: string; terms: string; sealedFor: (owner: number, username: string) => string };

/** The demonstration's brokers with their teams; whoever is of two is one person. */
export async function insertBrokers(client: pg.Client, shared: Shared): Promise<void> {
  const all = [...new Map(demoBrokers.flatMap(({ team }) => team.map((one) => [one.username, one]))).values()];
  await insertPeople(client, all, shared);
  for (const broker of demoBrokers) await insertBroker(client, broker);
}

async function insertPeople(client: pg.Client, all: readonly TeamMember[], shared: Shared): Promise<void> {
  const { rows } = await client.query<{ id: number; username: string }>(
    `INSERT INTO app_user (username, name, document, email, password_hash, status)
     SELECT p.username, p."firstName" || ' ' || p."lastName", p.document, p.username || '@demo.example',
            CASE WHEN p.status <> 'INVITED' THEN $2 END, CASE p.status WHEN 'INVITED' THEN 'INVITED' ELSE 'ACTIVE' END::user_status
       FROM jsonb_to_recordset($1) AS p (username text, "firstName" text, "lastName" text, document text, status text) RETURNING id, username`,
    [JSON.stringify(all), shared.hash],
  );
  const invited = new Set(all.filter(({ status }) => status === "INVITED").map(({ username }) => username));
  const inside = rows.filter(({ username }) => !invited.has(username));
  await client.query(
    `INSERT INTO terms_acceptance (user_id, version, digest, accepted_at, address)
     SELECT unnest($1::int[]), $2, $3, now(), '127.0.0.1'`,
    [inside.map(({ id }) => id), termsVersion, shared.terms],
  );
  await client.query(
    "INSERT INTO totp (user_id, secret, confirmed_at) SELECT unnest($1::int[]), unnest($2::text[]), app_now()",
    [inside.map(({ id }) => id), inside.map(({ id, username }) => shared.sealedFor(id, username))],
  );
}

async function insertBroker(client: pg.Client, { code, name, taxId, team }: DemoBroker): Promise<void> {
  await client.query(
    `WITH t AS (INSERT INTO tenant (kind, code, name, token_at_login) VALUES ('BROKER', $1, $2, false) RETURNING id)
     INSERT INTO broker (tenant_id, tax_id, country, time_zone) SELECT t.id, $3, 'PE', 'America/Lima' FROM t`,
    [code, name, taxId],
  );
  await client.query(
    `INSERT INTO membership (tenant_id, user_id, role, sections, downloads, first_name, last_name, birth_date, position, phone, office_phone, extension,
            status, entered_at, modified_at)
     SELECT t.id, u.id, p.role::broker_role, p.sections, p.downloads, p."firstName", p."lastName", p."birthDate", p.position, p.phone, p."officePhone",
            p.extension, CASE p.status WHEN 'INACTIVE' THEN 'INACTIVE' ELSE 'ACTIVE' END::member_status, now() - p."daysAway" * interval '1 day' - u.id * 37 % 600 * interval '1 minute',
            now() - p."daysSettled" * interval '1 day' - u.id * 53 % 600 * interval '1 minute'
       FROM jsonb_to_recordset($2) AS p (username text, role text, sections text[], downloads text[], "firstName" text, "lastName" text, "birthDate" date,
            position text, phone text, "officePhone" text, extension text, status text, "daysAway" int, "daysSettled" int)
       JOIN app_user u ON u.username = p.username, tenant t WHERE t.code = $1`,
    [code, JSON.stringify(team)],
  );
}

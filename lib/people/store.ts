import { type Service, services } from "@/lib/catalog";
import type { CompanyContext } from "@/lib/context";
import { NotFound } from "@/lib/errors";
import type { PersonStanding, TokenState } from "@/lib/generated/prisma/enums";
import { maskedMail } from "@/lib/mask";
import type { Grantable, Scope } from "@/lib/people/rules";

// Rows of a company's people. Whoever writes has their turn (`takeTurn`).

/** Somebody of the company, as an administrator knows them: of who belongs elsewhere too the mail is masked. */
export type Member = {
  id: number;
  userId: number;
  username: string;
  name: string;
  document: string;
  mail: string;
  version: number;
  standing: PersonStanding;
  profile: { id: number; name: string };
  /** Services that the profile holds. */
  held: Service[];
  scope: Scope;
  grantable: Grantable;
  position: string | null;
  phone: string | null;
  enteredAt: string | null;
  statusReason: string | null;
  statusAt: string | null;
  several: boolean;
  pausedUntil: string | null;
  tokenState: TokenState;
  tokenSince: string | null;
  tokenUsedAt: string | null;
  tokenAskedAt: string | null;
  tokenBlockedAt: string | null;
  passkeys: number;
};

type Row = Omit<Member, "held" | "scope" | "grantable" | "profile"> & {
  profileId: number;
  profileName: string;
  heldServices: string[];
  allProducts: boolean;
  products: string[];
  ceilingAll: boolean;
  ceiling: string[];
};

/** @throws NotFound whoever is none of this company's */
export async function readMember({ tx, company }: CompanyContext, username: string): Promise<Member> {
  const [row] = await tx.$queryRaw<Row[]>`
    SELECT m.id, u.id AS "userId", u.username, u.name, u.document, u.email AS mail, m.version, m.standing::text AS standing,
           p.id AS "profileId", p.name AS "profileName", m.all_products AS "allProducts", m.ceiling_all AS "ceilingAll", m.position, m.phone,
           to_json(m.entered_at) #>> '{}' AS "enteredAt", m.status_reason AS "statusReason", to_json(m.status_at) #>> '{}' AS "statusAt",
           m.token_state::text AS "tokenState", f.several, to_json(f.paused_until) #>> '{}' AS "pausedUntil",
           to_json(f.token_since) #>> '{}' AS "tokenSince", to_json(f.token_used_at) #>> '{}' AS "tokenUsedAt",
           to_json(f.token_asked_at) #>> '{}' AS "tokenAskedAt", to_json(f.token_blocked_at) #>> '{}' AS "tokenBlockedAt", f.passkeys,
           ARRAY(SELECT DISTINCT g.service FROM profile_permission g WHERE g.profile_id = p.id) AS "heldServices",
           ARRAY(SELECT x.service FROM membership_ceiling x WHERE x.membership_id = m.id) AS ceiling,
           ARRAY(SELECT r.code FROM membership_product mp JOIN product r ON r.id = mp.product_id WHERE mp.membership_id = m.id ORDER BY r.code) AS products
      FROM membership m JOIN app_user u ON u.id = m.user_id JOIN profile p ON p.tenant_id = m.tenant_id AND p.id = m.profile_id,
           people_facts(ARRAY[m.id]) f
     WHERE m.tenant_id = ${company.id} AND m.person_username = ${username}`;
  if (!row) throw new NotFound();
  const { profileId, profileName, heldServices, allProducts, products, ceilingAll, ceiling, ...facts } = row;
  const granted = services.filter((service) => ceiling.includes(service));
  return {
    ...facts,
    mail: row.several ? maskedMail(row.mail) : row.mail,
    profile: { id: profileId, name: profileName },
    held: services.filter((service) => heldServices.includes(service)),
    scope: allProducts ? "all" : products,
    grantable: ceilingAll ? "all" : granted.length > 0 ? granted : "none",
  };
}

/** A profile that may be given: active, with the services that it holds; null for any other. */
export async function readGiven(
  { tx, company }: CompanyContext,
  id: number,
): Promise<{ id: number; name: string; version: number; held: string[] } | null> {
  const [row] = await tx.$queryRaw<{ id: number; name: string; version: number; held: string[] }[]>`
    SELECT p.id, p.name, p.version, ARRAY(SELECT DISTINCT g.service FROM profile_permission g WHERE g.profile_id = p.id) AS held
      FROM profile p WHERE p.tenant_id = ${company.id} AND p.id = ${id} AND p.status = 'ACTIVE'`;
  return row ?? null;
}

/** What of a membership its company decides. */
export type Decided = {
  profileId: number;
  scope: Scope;
  grantable: Grantable;
  position: string | null;
  phone: string | null;
};

/** Makes somebody a member; null when they are one already. */
export async function insertMember(ctx: CompanyContext, userId: number, decided: Decided): Promise<number | null> {
  const { profileId, scope, grantable, position, phone } = decided;
  const [row] = await ctx.tx.$queryRaw<{ id: number }[]>`
    INSERT INTO membership (tenant_id, user_id, profile_id, ceiling_all, all_products, position, phone)
    VALUES (${ctx.company.id}, ${userId}, ${profileId}, ${grantable === "all"}, ${scope === "all"}, ${position}, ${phone})
    ON CONFLICT (tenant_id, user_id) DO NOTHING RETURNING id`;
  if (!row) return null;
  await putParts(ctx, row.id, decided);
  return row.id;
}

/** Writes what is decided of a member, unless another wrote since that version; whether it was written. */
export async function updateMember(
  ctx: CompanyContext,
  { id, version }: { id: number; version: number },
  decided: Decided,
): Promise<boolean> {
  const { profileId, scope, grantable, position, phone } = decided;
  const written = await ctx.tx.$executeRaw`
    UPDATE membership SET profile_id = ${profileId}, ceiling_all = ${grantable === "all"}, all_products = ${scope === "all"},
           position = ${position}, phone = ${phone}, version = version + 1
     WHERE tenant_id = ${ctx.company.id} AND id = ${id} AND version = ${version}`;
  if (written === 0) return false;
  await putParts(ctx, id, decided);
  return true;
}

/** The products and the services of the ceiling, as they are to be; what is no longer contracted stays as it was. */
async function putParts({ tx, company }: CompanyContext, id: number, { scope, grantable }: Decided): Promise<void> {
  const [codes, granted] = [scope === "all" ? [] : [...scope], typeof grantable === "string" ? [] : [...grantable]];
  await tx.$executeRaw`
    DELETE FROM membership_product WHERE tenant_id = ${company.id} AND membership_id = ${id}
       AND product_id NOT IN (SELECT p.id FROM product p WHERE p.tenant_id = ${company.id} AND p.code = ANY(${codes}::text[]))`;
  await tx.$executeRaw`
    INSERT INTO membership_product (tenant_id, membership_id, product_id)
    SELECT ${company.id}::int, ${id}::int, p.id FROM product p WHERE p.tenant_id = ${company.id} AND p.code = ANY(${codes}::text[])
    ON CONFLICT DO NOTHING`;
  await tx.$executeRaw`
    DELETE FROM membership_ceiling WHERE tenant_id = ${company.id} AND membership_id = ${id} AND service <> ALL(${granted}::text[])
       AND service IN (SELECT c.service FROM contracted_service c WHERE c.tenant_id = ${company.id})`;
  await tx.$executeRaw`
    INSERT INTO membership_ceiling (tenant_id, membership_id, service) SELECT ${company.id}::int, ${id}::int, unnest(${granted}::text[])
    ON CONFLICT DO NOTHING`;
}

/** Lets a member in or out; whether it was to be done. */
export async function updateStanding(
  { tx, company }: CompanyContext,
  { id, version }: { id: number; version: number },
  status: "ACTIVE" | "INACTIVE",
  why: string,
): Promise<boolean> {
  const written = await tx.$executeRaw`
    UPDATE membership SET status = ${status}::member_status, status_reason = ${why}, status_at = app_now(), version = version + 1
     WHERE tenant_id = ${company.id} AND id = ${id} AND version = ${version} AND status <> ${status}::member_status`;
  return written === 1;
}

/** Whether somebody is left who can give everything again (`administrators` in the database), and whose token lets them confirm it. */
export async function isAdministered({ tx, company }: CompanyContext): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT 1 FROM administrators(${company.id}::int) a JOIN membership m ON m.id = a WHERE m.token_state <> 'BLOCKED' LIMIT 1`;
  return rows.length > 0;
}

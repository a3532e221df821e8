import { digestOf, type Statement } from "@/lib/approvals/confirmations";
import type { PageWanted } from "@/lib/batches/queries";
import { type Service, services } from "@/lib/catalog";
import type { CompanyContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { NotFound } from "@/lib/errors";
import { bare, patternOf } from "@/lib/find-text";
import { type Ceiling, readCeiling } from "@/lib/profiles/ceiling";
import { knownGrants, type ProfileFacts, servicesOf } from "@/lib/profiles/rules";
import type { Sort } from "@/lib/sorting";

/** People are counted so far, and then it is said that there are more. */
export const holdersMax = 10_000;

export type ProfileRow = {
  id: number;
  name: string;
  status: ProfileFacts["status"];
  version: number;
  updatedAt: Date;
  /** Of whatever state; `holdersMax` + 1 where there are more. */
  holders: number;
  /** Whether it is that of the person who looks. */
  own: boolean;
  /** A contracted service of it that the person who looks may not grant. */
  beyond: Service | null;
};

/** What is confirmed of a profile that is deleted: its version stands for all that it holds. */
export function deletionOf(
  { company }: CompanyContext,
  { id, name, version }: Pick<ProfileRow, "id" | "name" | "version">,
): Omit<Statement, "purpose"> {
  return { subject: name, shown: { company: company.code, profile: id, name, version, deleted: true } };
}

/** The digest under which a profile may be deleted. */
export const deletionSeen = (ctx: CompanyContext, row: Pick<ProfileRow, "id" | "name" | "version">): string =>
  digestOf(deletionOf(ctx, row).shown);

export const profileSorts = ["nombre", "fecha", "estado"] as const;
const inOrder = { nombre: sql`lower(p.name)`, fecha: sql`p.updated_at`, estado: sql`p.status` } as const;

/** Services that a company has contracted and the person who looks may not grant. */
const beyondOf = ({ covered }: Ceiling): Service[] => services.filter((service) => !covered.has(service));

/** The company's profiles, by name unless another order is asked for. */
export async function listProfiles(
  ctx: CompanyContext,
  { text, sort, page, size }: { text: string | null; sort: Sort<(typeof profileSorts)[number]> | null } & PageWanted,
) {
  const { tx, company, actor } = ctx;
  const pattern = text === null ? null : patternOf(text);
  const where = sql`p.tenant_id = ${company.id} AND (${pattern}::text IS NULL OR ${bare(sql`p.name`)} LIKE ${pattern})`;
  const beyond = beyondOf(await readCeiling(ctx));
  const way = sort?.down ? sql`DESC` : sql`ASC`;
  const rows = await tx.$queryRaw<ProfileRow[]>`
    WITH shown AS (SELECT * FROM profile p WHERE ${where}
                    ORDER BY ${inOrder[sort?.by ?? "nombre"]} ${way}, lower(p.name) LIMIT ${size} OFFSET ${(page - 1) * size})
    SELECT p.id, p.name, p.status::text AS status, p.version, p.updated_at AS "updatedAt", p.id = ${actor.profileId} AS own,
           (SELECT count(*)::int FROM (SELECT 1 FROM membership m WHERE m.tenant_id = p.tenant_id AND m.profile_id = p.id
              LIMIT ${holdersMax + 1}) held) AS holders,
           (SELECT min(g.service) FROM profile_permission g WHERE g.profile_id = p.id AND g.service = ANY(${beyond}::text[])) AS beyond
      FROM shown p ORDER BY ${inOrder[sort?.by ?? "nombre"]} ${way}, lower(p.name)`;
  const [count] = await tx.$queryRaw<{ total: number }[]>`SELECT count(*)::int AS total FROM profile p WHERE ${where}`;
  return { rows, total: count?.total ?? 0, page, size };
}

export type Profile = ProfileRow & Omit<ProfileFacts, "name" | "status">;

/** A profile of the company, with what it holds. @throws NotFound for what is none of this company's */
export async function findProfile(ctx: CompanyContext, id: number): Promise<Profile> {
  const { tx, company, actor } = ctx;
  const [row] = await tx.$queryRaw<(Omit<Profile, "grants" | "beyond"> & { held: [string, string][] })[]>`
    SELECT p.id, p.name, p.description, p.status::text AS status, p.version, p.updated_at AS "updatedAt", p.id = ${actor.profileId} AS own,
           (SELECT count(*)::int FROM (SELECT 1 FROM membership m WHERE m.tenant_id = p.tenant_id AND m.profile_id = p.id
              LIMIT ${holdersMax + 1}) held) AS holders,
           (SELECT coalesce(jsonb_agg(jsonb_build_array(g.service, g.permission)), '[]') FROM profile_permission g
             WHERE g.profile_id = p.id) AS held
      FROM profile p WHERE p.tenant_id = ${company.id} AND p.id = ${id}`;
  if (!row) throw new NotFound();
  const { held, ...facts } = row;
  const grants = knownGrants(held);
  const limits = beyondOf(await readCeiling(ctx));
  return { ...facts, grants, beyond: servicesOf(grants).find((service) => limits.includes(service)) ?? null };
}

/** Whom a change of a profile reaches: its holders who are active, and their sessions that are open. */
export async function reachOf(
  { tx, company }: CompanyContext,
  id: number,
): Promise<{ people: number; sessions: number }> {
  const [row] = await tx.$queryRaw<{ people: number; sessions: number }[]>`
    SELECT (SELECT count(*)::int FROM membership m WHERE m.tenant_id = ${company.id} AND m.profile_id = ${id} AND m.status = 'ACTIVE') AS people,
           profile_sessions(${id}) AS sessions`;
  return row ?? { people: 0, sessions: 0 };
}

/** Whether somebody who does not hold this profile can give everything again. */
export async function isAdministeredWithout({ tx, company }: CompanyContext, id: number): Promise<boolean> {
  const rows = await tx.$queryRaw<object[]>`
    SELECT 1 FROM administrators(${company.id}::int) a JOIN membership m ON m.id = a WHERE m.profile_id <> ${id} AND m.token_state <> 'BLOCKED' LIMIT 1`;
  return rows.length > 0;
}

/** What may be ticked in the tree: what is contracted, and of it what the person who looks may grant. */
export async function findChoosable(ctx: CompanyContext): Promise<{ contracted: Service[]; beyond: Service[] }> {
  const ceiling = await readCeiling(ctx);
  return { contracted: services.filter((service) => ceiling.contracted.has(service)), beyond: beyondOf(ceiling) };
}

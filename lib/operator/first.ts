import { assert } from "@/lib/assert";
import { catalog, flagsOf, type ServiceGroup, services } from "@/lib/catalog";
import type { OperatorContext, Served } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/** A new company or broker, of which only its code and name are there. Refuses registry.codeTaken. */
export async function newTenant(
  { tx }: OperatorContext,
  { kind, code, name }: Pick<Served, "kind" | "code" | "name">,
): Promise<Served> {
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO tenant (kind, code, name) VALUES (${kind}::tenant_kind, ${code}, ${name}) ON CONFLICT (code) DO NOTHING RETURNING id`;
  if (!row) throw new DomainError("registry.codeTaken", { code }, "codigo");
  return { id: row.id, code, name, kind };
}

export type FirstFacts = { username: string; person: string; document: string; mail: string };

/** What is registered as the trail keeps it: of the person who is invited their usuario alone. */
export function impersonal<Facts extends FirstFacts>(facts: Facts): Omit<Facts, "person" | "document" | "mail"> {
  const { person, document, mail, ...kept } = facts;
  return kept;
}

/**
 * Whoever comes first into the company being served: a person of their own or one who is there already, in a profile of this name, which
 * administers and does no more, with everything contracted as their ceiling; they are mailed an invitation. Refuses registry.personTaken, of an operator too: they act for no company.
 */
export async function inviteFirst(ctx: OperatorContext, profileName: string, first: FirstFacts): Promise<void> {
  const { tx, tenant } = ctx;
  const [profile] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO profile (tenant_id, name) VALUES (${tenant.id}, ${profileName}) RETURNING id`;
  assert(profile, "a profile that was made has a number");
  await grantAdministration(ctx, profile.id);
  const person = await personFor(ctx, first);
  await tx.$executeRaw`
    INSERT INTO membership (tenant_id, user_id, profile_id, ceiling_all) VALUES (${tenant.id}, ${person}, ${profile.id}, true)`;
  await tx.$executeRaw`SELECT invitation_mail(${person})`;
}

/** The same for the broker being served: its first super-user has everything there. Refuses registry.personTaken. */
export async function inviteFirstOfTeam(ctx: OperatorContext, first: FirstFacts): Promise<void> {
  const { tx, tenant } = ctx;
  const person = await personFor(ctx, first);
  await tx.$executeRaw`INSERT INTO membership (tenant_id, user_id, role) VALUES (${tenant.id}, ${person}, 'GERENCIAL')`;
  await tx.$executeRaw`SELECT invitation_mail(${person})`;
}

async function personFor({ tx }: OperatorContext, { username, person, document, mail }: FirstFacts): Promise<number> {
  const [found] = await tx.$queryRaw<{ id: number | null; operator: boolean }[]>`
    SELECT id, operator_name(id) IS NOT NULL AS operator FROM person_invite(${username}, ${person}, ${document}, ${mail}, 'es') AS id`;
  if (!found?.id || found.operator) throw new DomainError("registry.personTaken", {}, "usuario");
  return found.id;
}

/** What the first profile of a company holds: the services by which a company administers itself, as far as they are contracted. */
async function grantAdministration(
  { tx, tenant }: Pick<OperatorContext, "tx" | "tenant">,
  profile: number,
): Promise<void> {
  const flags = services
    .filter((service) => administers.includes(catalog[service].group))
    .flatMap((service) => flagsOf(service).map((flag) => ({ service, flag })));
  await tx.$executeRaw`
    INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
    SELECT ${tenant.id}::int, ${profile}::int, f.service, f.flag
      FROM unnest(${flags.map(({ service }) => service)}::text[], ${flags.map(({ flag }) => flag)}::text[]) AS f (service, flag)
      JOIN contracted_service c ON c.tenant_id = ${tenant.id} AND c.service = f.service`;
}

const administers: readonly ServiceGroup[] = ["servicio", "administracion", "ayudas", "archivos"];

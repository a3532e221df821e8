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
 * Whoever comes first into the tenant being served: a person of their own or one who is there already, in a profile of this name that
 * does nothing yet; they are mailed an invitation. Refuses registry.personTaken, of an operator too: they act for no company.
 */
export async function inviteFirst(
  { tx, tenant }: OperatorContext,
  profileName: string,
  first: FirstFacts,
): Promise<void> {
  const [profile] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO profile (tenant_id, name) VALUES (${tenant.id}, ${profileName}) RETURNING id`;
  const [person] = await tx.$queryRaw<{ id: number | null; operator: boolean }[]>`
    SELECT id, operator_name(id) IS NOT NULL AS operator
      FROM person_invite(${first.username}, ${first.person}, ${first.document}, ${first.mail}, 'es') AS id`;
  if (!person?.id || person.operator || !profile) throw new DomainError("registry.personTaken", {}, "usuario");
  await tx.$executeRaw`
    INSERT INTO membership (tenant_id, user_id, profile_id) VALUES (${tenant.id}, ${person.id}, ${profile.id})`;
  await tx.$executeRaw`SELECT invitation_mail(${person.id})`;
}

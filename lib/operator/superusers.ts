import { differences } from "@/lib/approvals/rules";
import type { PageWanted } from "@/lib/batches/queries";
import { administering, holdingOf, type Section, sections } from "@/lib/brokers/rules";
import type { OperatorContext } from "@/lib/context";
import { sql } from "@/lib/db";
import { DomainError, NotFound } from "@/lib/errors";
import type { BrokerRole, PersonStanding } from "@/lib/generated/prisma/enums";
import type { RoleInput } from "@/lib/operator/broker-schema";
import type { Shown } from "@/lib/operator/company";

/** Somebody of a broker who is Gerencial or administers its users. */
export type Superuser = { username: string; name: string; role: BrokerRole; standing: PersonStanding };

/** Written out as the index of those who administer a team has it (20261127000020). */
const administers = sql`'admin-usuarios' = ANY (m.sections)`;

/** The super-users of the broker being served who are not out, by name. */
export async function listSuperusers({ tx, tenant }: OperatorContext, { page, size }: PageWanted) {
  const rows = await tx.$queryRaw<Superuser[]>`
    SELECT u.username, coalesce(m.first_name || ' ' || m.last_name, u.name) AS name, m.role::text AS role, m.standing::text AS standing
      FROM membership m JOIN app_user u ON u.id = m.user_id
     WHERE m.tenant_id = ${tenant.id} AND m.status = 'ACTIVE' AND ${administers}
     ORDER BY m.person_name, m.id LIMIT ${size} OFFSET ${(page - 1) * size}`;
  const [count] = await tx.$queryRaw<{ total: number }[]>`
    SELECT count(*)::int AS total FROM membership m
     WHERE m.tenant_id = ${tenant.id} AND m.status = 'ACTIVE' AND ${administers}`;
  return { rows, total: count?.total ?? 0, page, size };
}

type Member = { id: number; username: string; role: BrokerRole; sections: Section[]; downloads: Section[] };

/**
 * What somebody of the broker is made: Gerencial, with everything, or Ejecutivo again, with what they had but the users of the broker. Refuses
 * registry.nobodyOfTeam, registry.sameRole, registry.lastGerencial.
 */
export async function roleShown(ctx: OperatorContext, input: RoleInput): Promise<Shown> {
  return (await roleChange(ctx, input)).shown;
}

/** Writes what was shown. Refuses as `roleShown`. */
export async function changeRole(ctx: OperatorContext, input: RoleInput): Promise<void> {
  const { member, after, shown } = await roleChange(ctx, input);
  await ctx.tx.$executeRaw`
    UPDATE membership SET role = ${after.role}::broker_role, sections = ${after.sections}::text[], downloads = ${after.downloads}::text[],
           version = version + 1 WHERE id = ${member.id}`;
  await ctx.audit("registry.roleChanged", member.username, { ...(shown.shown as object) });
}

async function roleChange(ctx: OperatorContext, { persona, rol }: RoleInput) {
  const { tx, tenant } = ctx;
  // Whoever else takes a Gerencial away of this broker, the team's own included, waits: one stays.
  const [broker] = await tx.$queryRaw<object[]>`SELECT 1 FROM broker WHERE tenant_id = ${tenant.id}`;
  if (!broker) throw new NotFound();
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('administration'), ${tenant.id}::int)::text AS held`;
  const [member] = await tx.$queryRaw<Member[]>`
    SELECT m.id, m.person_username AS username, m.role::text AS role, m.sections, m.downloads FROM membership m
     WHERE m.tenant_id = ${tenant.id} AND m.status = 'ACTIVE' AND m.role IS NOT NULL AND (m.person_username = ${persona} OR m.person_mail = ${persona})
     ORDER BY m.person_username = ${persona} DESC, m.id LIMIT 1 FOR NO KEY UPDATE`;
  if (!member) throw new DomainError("registry.nobodyOfTeam", {}, "persona");
  if (member.role === rol) throw new DomainError("registry.sameRole", {}, "rol");
  if (rol === "EJECUTIVO") {
    const [other] = await tx.$queryRaw<object[]>`
      SELECT 1 FROM membership m WHERE m.tenant_id = ${tenant.id} AND m.role = 'GERENCIAL' AND m.standing = 'ACTIVE' AND m.id <> ${member.id} LIMIT 1`;
    if (!other) throw new DomainError("registry.lastGerencial", {}, "persona");
  }
  const after = holdingOf({ ...member, role: rol, sections: sections.filter((one) => one !== administering) });
  const pictures = { before: pictureOf(member), after: pictureOf(after) };
  const lines = [
    { key: "username", before: null, after: member.username },
    ...differences(pictures.before, pictures.after),
  ];
  return {
    member,
    after,
    shown: { subject: member.username, shown: { username: member.username, ...pictures }, lines },
  };
}

const pictureOf = ({ role, sections: held }: { role: BrokerRole; sections: readonly Section[] }) => ({
  role,
  sections: sections.filter((one) => held.includes(one)).join(", "),
});

import { type Permission, type Service, services } from "@/lib/catalog";
import type { CompanyContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";

/**
 * What a company has contracted, what of it the person who acts may grant, and what their ceiling covers at all: what is not contracted now
 * gives nothing now, and would again once it is.
 */
export type Ceiling = {
  contracted: ReadonlySet<Service>;
  grantable: ReadonlySet<Service>;
  covered: ReadonlySet<Service>;
};

export async function readCeiling({ tx, company, actor }: CompanyContext): Promise<Ceiling> {
  const [row] = await tx.$queryRaw<{ all: boolean; contracted: string[]; granted: string[] }[]>`
    SELECT m.ceiling_all AS all, ARRAY(SELECT c.service FROM contracted_service c WHERE c.tenant_id = ${company.id}) AS contracted,
           ARRAY(SELECT x.service FROM membership_ceiling x WHERE x.membership_id = m.id) AS granted
      FROM membership m WHERE m.id = ${actor.membershipId}`;
  const contracted = new Set(services.filter((service) => row?.contracted.includes(service)));
  const covered = new Set(services.filter((service) => row?.all || row?.granted.includes(service)));
  return { contracted, covered, grantable: new Set([...contracted].filter((service) => covered.has(service))) };
}

/**
 * Every path of granting asks this: what somebody gives, and what the profile or person they act upon holds already, must be covered by
 * their ceiling, contracted now or not.
 * @throws DomainError profile.beyondCeiling, naming a service
 */
export function requireGrantable({ covered }: Ceiling, held: Iterable<string>): void {
  const asked = new Set(held);
  const beyond = services.find((service) => asked.has(service) && !covered.has(service));
  if (beyond) throw new DomainError("profile.beyondCeiling", { service: beyond });
}

/** What whoever acts may grant, and whether that is everything contracted, whatever will be. */
export type Limits = Ceiling & { all: boolean };

/**
 * The turn of whoever administers: acts of one company come one after another, so that what a rule looked at stays so until the act is
 * done, and who lost the right while they waited, or holds another profile by now, may act no more.
 * @throws DomainError access.notAllowed
 */
export async function takeTurn(ctx: CompanyContext, asks: Permission): Promise<Limits> {
  await ctx.tx
    .$queryRaw`SELECT pg_advisory_xact_lock(hashtext('administration'), ${ctx.company.id}::int)::text AS held`;
  return readLimits(ctx, asks);
}

/** What whoever acts may grant now. @throws DomainError access.notAllowed when they may not act any more */
export async function readLimits(ctx: CompanyContext, asks: Permission): Promise<Limits> {
  const { tx, actor } = ctx;
  const [own] = await tx.$queryRaw<{ all: boolean }[]>`
    SELECT m.ceiling_all AS all FROM membership m
     WHERE m.id = ${actor.membershipId} AND m.profile_id = ${actor.profileId} AND m.status = 'ACTIVE'
       AND ${asks} IN (SELECT granted(m.profile_id, ${actor.channel}))`;
  if (!own) throw new DomainError("access.notAllowed");
  return { ...(await readCeiling(ctx)), all: own.all };
}

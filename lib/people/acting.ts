import type { Permission } from "@/lib/catalog";
import type { CompanyContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { Grantable } from "@/lib/people/rules";
import { isAdministered, type Member, readMember } from "@/lib/people/store";
import { type Limits, requireGrantable, takeTurn } from "@/lib/profiles/ceiling";

/** What somebody may be given to grant. @throws DomainError people.ceilingAll, profile.beyondCeiling */
export function requireCeiling(limits: Limits, grantable: Grantable): void {
  if (grantable === "all" && !limits.all) throw new DomainError("people.ceilingAll");
  if (typeof grantable !== "string") requireGrantable(limits, grantable);
}

/**
 * Somebody of the company on whom the person who acts may act: not themselves, and nobody who holds or may grant more than the actor may.
 * @throws NotFound whoever is none of this company's; DomainError people.self, people.ceilingAll, profile.beyondCeiling, access.notAllowed
 */
export async function memberFor(
  ctx: CompanyContext,
  asks: Permission,
  username: string,
): Promise<{ member: Member; limits: Limits }> {
  const limits = await takeTurn(ctx, asks);
  const member = await readMember(ctx, username);
  requireActable(ctx, limits, member);
  return { member, limits };
}

/** Refuses whoever may not be acted on. @throws DomainError people.self, people.ceilingAll, profile.beyondCeiling */
export function requireActable({ actor }: CompanyContext, limits: Limits, member: Member): void {
  if (member.userId === actor.user.id) throw new DomainError("people.self");
  requireGrantable(limits, member.held);
  requireCeiling(limits, member.grantable);
}

/** Whatever was done, somebody must be left who can undo it. @throws DomainError people.lastAdministrator */
export async function requireAdministered(ctx: CompanyContext): Promise<void> {
  if (!(await isAdministered(ctx))) throw new DomainError("people.lastAdministrator");
}

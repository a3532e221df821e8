import type { Permission } from "@/lib/catalog";
import type { CompanyContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { memberFor, requireAdministered } from "@/lib/people/acting";
import type { Shown } from "@/lib/people/commands";
import { inOnePlace } from "@/lib/people/one-place";
import { type Act, obstacle } from "@/lib/people/rules";
import type { StandPerson } from "@/lib/people/schema";
import { type Member, updateStanding } from "@/lib/people/store";

/** What an act on somebody asks of whoever does it. */
export const asksOf = {
  activate: "user.activate",
  inactivate: "user.activate",
  invite: "user.create",
  reset: "user.reset",
  unlock: "user.unlock",
  assign: "token.assign",
  block: "token.block",
  unblock: "token.block",
  replace: "token.replace",
} as const satisfies Record<Act, Permission>;

/** Somebody on whom this can be done now. Refuses what `memberFor` and `obstacle` refuse. */
async function actable(ctx: CompanyContext, act: Act, username: string): Promise<Member> {
  const { member } = await memberFor(ctx, asksOf[act], username);
  const why = obstacle(act, member);
  if (why) throw why;
  return member;
}

/** What is done to whom, as it is confirmed. */
export const actStatement = (
  { company }: Pick<CompanyContext, "company">,
  { username, name, standing, tokenState }: Member,
  act: Act,
) => ({
  subject: username,
  shown: { company: company.code, act, person: username, name, standing, token: tokenState },
});

/** What is done to whom, as it is read and confirmed. Refuses as `actable`. */
export async function actShown(ctx: CompanyContext, act: Act, username: string): Promise<Shown> {
  return { ...actStatement(ctx, await actable(ctx, act, username), act), lines: [] };
}

const standsTo = { activar: "activate", inactivar: "inactivate" } as const;

/** Somebody who is let in or out, and why. Refuses as `actable`. */
export async function standShown(ctx: CompanyContext, { persona, hace, motivo }: StandPerson): Promise<Shown> {
  const act = standsTo[hace];
  const member = await actable(ctx, act, persona);
  const { subject, shown } = actStatement(ctx, member, act);
  const lines = [
    { key: "standing", before: member.standing, after: act === "activate" ? "ACTIVE" : "INACTIVE" },
    { key: "reason", before: null, after: motivo },
  ];
  return { subject, shown: { ...shown, version: member.version, reason: motivo }, lines };
}

/**
 * Lets somebody in again, or out: who is out is so at their next request, an invitation of theirs opens nothing, and a signature of theirs
 * counts no more where it is asked for again. Who had not come in yet is invited anew. Refuses as `standShown`, and people.lastAdministrator.
 */
export async function standPerson(ctx: CompanyContext, { persona, hace, motivo }: StandPerson): Promise<void> {
  const act = standsTo[hace];
  const member = await actable(ctx, act, persona);
  const status = act === "activate" ? "ACTIVE" : "INACTIVE";
  if (!(await updateStanding(ctx, member, status, motivo))) throw new DomainError("people.changed");
  if (act === "inactivate") {
    await ctx.tx.$executeRaw`SELECT person_left(${member.userId})`;
    await requireAdministered(ctx);
  } else {
    const [{ invited } = { invited: false }] = await ctx.tx.$queryRaw<{ invited: boolean }[]>`
      SELECT standing = 'INVITED' AS invited FROM membership WHERE id = ${member.id}`;
    if (invited) await ctx.tx.$executeRaw`SELECT invitation_mail(${member.userId})`;
  }
  const event = act === "activate" ? "user.activated" : "user.inactivated";
  await ctx.audit(event, member.username, { before: member.standing, after: status, reason: motivo });
}

/** Has an invitation mailed again, with a clave of its own; the one before opens nothing any more. Refuses as `actable`. */
export async function invitePersonAgain(ctx: CompanyContext, username: string): Promise<void> {
  const member = await actable(ctx, "invite", username);
  await ctx.tx.$executeRaw`SELECT invitation_mail(${member.userId})`;
  await ctx.audit("user.invitedAgain", member.username);
}

/** Starts a reset: the worker makes a clave that opens once within thirty minutes and mails it to its person alone. Refuses as `actable`. */
export async function resetPerson(ctx: CompanyContext, username: string): Promise<void> {
  const member = await actable(ctx, "reset", username);
  await inOnePlace("people.several", ctx.tx.$executeRaw`SELECT person_reset(${member.userId})`);
  await ctx.audit("user.resetStarted", member.username);
}

/** Ends the pauses after wrong tries. Refuses as `actable`. */
export async function unlockPerson(ctx: CompanyContext, username: string): Promise<void> {
  const member = await actable(ctx, "unlock", username);
  await inOnePlace("people.several", ctx.tx.$executeRaw`SELECT person_unlock(${member.userId})`);
  await ctx.audit("user.unlocked", member.username, { before: { pausedUntil: member.pausedUntil }, after: null });
}

/** Asks somebody by mail to enrol a token; asked again it is mailed again. Refuses as `actable`. */
export async function assignToken(ctx: CompanyContext, username: string): Promise<void> {
  const member = await actable(ctx, "assign", username);
  await inOnePlace("people.several", ctx.tx.$executeRaw`SELECT token_ask(${member.userId})`);
  await ctx.audit("token.assigned", member.username, { before: member.tokenState, after: "ASKED" });
}

/** Blocks a token and all that stands for it, or lets it be used again. Refuses as `actable`, and people.lastAdministrator. */
export async function blockToken(ctx: CompanyContext, act: "block" | "unblock", username: string): Promise<void> {
  const member = await actable(ctx, act, username);
  await inOnePlace("people.several", ctx.tx.$executeRaw`SELECT token_block(${member.userId}, ${act === "block"})`);
  if (act === "block") await requireAdministered(ctx);
  const after = act === "block" ? "BLOCKED" : "ACTIVE";
  await ctx.audit(act === "block" ? "token.blocked" : "token.unblocked", member.username, {
    before: member.tokenState,
    after,
  });
}

/** Ends a token, its recovery codes and the passkeys: their person is asked to enrol another. Refuses as `actable`. */
export async function replaceToken(ctx: CompanyContext, username: string): Promise<void> {
  const member = await actable(ctx, "replace", username);
  await inOnePlace("people.several", ctx.tx.$executeRaw`SELECT token_replace(${member.userId})`);
  await ctx.audit("token.replacementAsked", member.username, { before: member.tokenState, after: "ASKED" });
}

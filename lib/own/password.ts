import { confirmedOwn } from "@/lib/approvals/own";
import { guarded, keysOf } from "@/lib/auth/attempts";
import { type Opened, passStage } from "@/lib/auth/commands";
import { commonPasswords } from "@/lib/auth/common-passwords";
import { isCommon, type OpenRule, openRules, type PasswordOwner, passwordsRemembered } from "@/lib/auth/password-rules";
import { hashPassword, passwordsMatch } from "@/lib/auth/passwords";
import type { NewPassword } from "@/lib/auth/schema";
import { inStage, readOwn, runOwn } from "@/lib/command";
import type { Caller, PersonKnown } from "@/lib/context";
import { DomainError, type RefusalCode } from "@/lib/errors";

/**
 * A person in a session changes their clave: the one in force is typed again, the new one keeps every rule. Their other sessions end and
 * a mail tells them. @throws DomainError password.*, confirm.wrongPassword and those of `guarded`
 */
export async function changePassword(caller: Caller, input: NewPassword): Promise<void> {
  const facts = await readOwn(caller, (ctx) => factsOf(ctx, caller));
  const hash = await verified(caller, facts, input);
  await runOwn(caller, (ctx) => keep(ctx, caller, facts, hash));
}

/** The same on the way in, where the clave typed again is the one that was lent; goes on to the next stage. */
export async function setFirstPassword(caller: Caller, input: NewPassword): Promise<Opened> {
  const facts = await inStage(caller, "PASSWORD", (ctx) => factsOf(ctx, caller));
  const hash = await verified(caller, facts, input);
  return inStage(caller, "PASSWORD", async (ctx) => {
    await keep(ctx, caller, facts, hash);
    return passStage(ctx, caller);
  });
}

/** What a person's clave may not say: their names, and their companies'. */
export async function passwordOwner({ tx, user }: PersonKnown): Promise<PasswordOwner> {
  const companies = await tx.membership.findMany({
    where: { userId: user.id, status: "ACTIVE" },
    select: { tenant: { select: { name: true } } },
  });
  return { username: user.username, names: [user.name, ...companies.map(({ tenant }) => tenant.name)] };
}

type Facts = {
  owner: PasswordOwner;
  /** The hash of the clave that must be typed again. */
  current: string;
  /** The hash of their own as it was read: compared when the new one is kept. */
  own: string | null;
  /** Hashes of claves that the new one may not be. */
  barred: string[];
};

async function factsOf(ctx: PersonKnown, caller: Caller): Promise<Facts> {
  const rows = await ctx.tx.$queryRaw<{ hash: string; current: boolean; own: boolean }[]>`
    SELECT hash, current, own FROM own_password_hashes(${caller.token})`;
  return {
    owner: await passwordOwner(ctx),
    current: rows.find((row) => row.current)?.hash ?? "",
    own: rows.find((row) => row.own)?.hash ?? null,
    barred: rows.map((row) => row.hash),
  };
}

const refusalOf = {
  tooShort: "password.tooShort",
  tooLong: "password.tooLong",
  names: "password.names",
} as const satisfies Record<OpenRule, RefusalCode>;

/** The new clave's hash, once the old one is known to be right and the new one keeps the rules. */
async function verified(caller: Caller, { owner, current, barred }: Facts, input: NewPassword): Promise<string> {
  const { clave, claveNueva, claveRepetida } = input;
  await guarded(caller, "password", keysOf(caller, owner.username), async () => {
    const [right = false] = await passwordsMatch([current || null], clave, "signedIn");
    return right;
  });
  const [open] = openRules(claveNueva, owner);
  if (open) throw new DomainError(refusalOf[open], {}, "claveNueva");
  if (claveNueva !== claveRepetida) throw new DomainError("password.differ", {}, "claveRepetida");
  if (isCommon(claveNueva, await commonPasswords())) throw new DomainError("password.common", {}, "claveNueva");
  if ((await passwordsMatch(barred, claveNueva, "signedIn")).includes(true))
    throw new DomainError("password.remembered", { count: passwordsRemembered }, "claveNueva");
  return hashPassword(claveNueva);
}

async function keep(ctx: PersonKnown, caller: Caller, { own }: Facts, hash: string): Promise<void> {
  const [row] = await ctx.tx.$queryRaw<{ kept: boolean }[]>`
    SELECT own_password_set(${hash}, ${own}, ${caller.token}) AS kept`;
  if (!row?.kept) throw new DomainError("password.changedMeanwhile");
  const shown = { person: ctx.user.username, endsOtherSessions: true };
  const statement = { purpose: "password.change", subject: ctx.user.username, shown } as const;
  await confirmedOwn(ctx, statement, { seen: null, proof: null });
  await ctx.audit("password.changed", ctx.user.username, { stage: "stage" in ctx });
}

import { statementOf } from "@/lib/app/queries";
import type { Prepare, SignIn, StatementShown } from "@/lib/app/schema";
import { digestOf, findOpenConfirmation } from "@/lib/approvals/confirmations";
import { assert } from "@/lib/assert";
import { type Opened, secretHash, signIn, signOut } from "@/lib/auth/commands";
import { prepareSignature, signBatches, signingIn } from "@/lib/batches/commands";
import { alreadyRecorded, readOwn, recordRefusal } from "@/lib/command";
import type { Caller, Context, PersonContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { passToken } from "@/lib/tokens/commands";
import type { FactorDeps } from "@/lib/tokens/second-factor";

/**
 * Opens a session of the App by usuario, clave and token, all of them tried and counted as the portal's; it lives fifteen minutes. What
 * `work` reads of it is the answer, with its bearer. Whoever is refused leaves no session behind.
 * @throws DomainError those of `signIn` and `passToken`, app.stagesLeft
 */
export async function openAppSession<Result>(
  caller: Caller,
  { usuario, clave, token }: SignIn,
  device: string,
  deps: FactorDeps,
  work: (ctx: PersonContext, bearer: string) => Result,
): Promise<Result> {
  const { secret, stage } = await signIn(caller, { usuario, clave }, device, null, "APP");
  if (stage !== "TOKEN") throw alreadyRecorded(new DomainError("app.stagesLeft"));
  const coming = by(caller, secret);
  let passed: Opened | null = null;
  try {
    passed = await passToken(coming, { token }, deps, "APP");
    if (passed.stage !== "DONE") throw new DomainError("app.stagesLeft");
    const bearer = passed.secret;
    return await readOwn(by(caller, bearer), async (ctx) => work(ctx, bearer));
  } catch (error) {
    const left = passed ? by(caller, passed.secret) : coming;
    await recordRefusal(left, "session.opened", error);
    await signOut(left);
    throw error;
  }
}

const by = (caller: Caller, secret: string): Caller => ({ ...caller, token: secretHash(secret, "APP") });

/** The calculated order of these lots, kept for five minutes, for this person to read and sign. Refuses as `prepareSignature`. */
export async function prepareInApp(ctx: Context, input: Prepare): Promise<StatementShown> {
  const id = await prepareSignature(ctx, input);
  const statement = await findOpenConfirmation(ctx, id, signingIn(ctx));
  assert(statement, "a statement just written is open");
  return statementOf(statement);
}

/**
 * Signs the calculated order that was shown, and nothing else: `visto` is its digest. Returns the orders issued.
 * @throws DomainError confirm.changed and those of `signBatches`
 */
export async function signInApp(ctx: Context, confirmacion: string, visto: string): Promise<string[]> {
  const statement = await findOpenConfirmation(ctx, confirmacion, signingIn(ctx));
  if (statement && digestOf(statement.shown) !== visto) throw new DomainError("confirm.changed");
  return signBatches(ctx, { confirmacion });
}

import "server-only";
import { z } from "zod";
import type { Statement } from "@/lib/approvals/confirmations";
import { type Method, methodOf, type OwnVerb } from "@/lib/approvals/methods";
import { confirmedOwn } from "@/lib/approvals/own";
import { passwordSchema } from "@/lib/auth/schema";
import { readOwn, runOwn } from "@/lib/command";
import type { Caller, PersonContext } from "@/lib/context";
import { givenSchema } from "@/lib/tokens/schema";
import { provenAtDoor } from "@/lib/tokens/second-factor";
import { declare } from "@/lib/web/declared";
import { type Arrival, handled } from "@/lib/web/doors";
import type { Outcome } from "@/lib/web/outcome";
import { settings } from "@/lib/web/request";

const byPassword = z.strictObject({ clave: passwordSchema });
const byBoth = givenSchema.extend({ clave: passwordSchema, visto: z.string().regex(/^[0-9a-f]{64}$/) });
type Confirmed = z.infer<typeof byPassword> & Partial<z.infer<typeof byBoth>>;

/** What is confirmed by whoever changes what is theirs alone. */
type Confirming<Input> = {
  verb: OwnVerb;
  /** What the person saw of it, as it stands now: kept and, where a token is asked for, compared with the digest in the form. */
  shows: (ctx: PersonContext, input: Input) => Promise<Omit<Statement, "purpose">>;
};

/** A plain press; or what confirms stands among its fields, by this method, and the work verifies it. */
type Pressed = { verb?: undefined; shows?: undefined; confirmedBy?: Method };

/**
 * A form's door of what belongs to the person alone: as `action`, in no company. With a verb it asks for what that verb asks for: the
 * clave and, where the verb says so, from whoever holds one the token or a passkey, which is used up in the transaction of the effect.
 * `ready` makes what takes its time before that transaction.
 */
export function ownAction<Schema extends z.ZodType, Ready = undefined>(
  door: { asks: "self"; input: Schema; ready?: () => Promise<Ready> } & (Confirming<z.infer<Schema>> | Pressed),
  run: (ctx: PersonContext, input: z.infer<Schema>, ready: Ready) => Promise<Arrival>,
) {
  const { asks, input, verb, ready } = door;
  const confirm = door.verb ? methodOf(door.verb) : door.confirmedBy;
  const confirms = verb ? (confirm === "password" ? byPassword : byBoth) : null;
  return declare({ kind: "action", asks, confirm }, async (_previous: Outcome, form: FormData): Promise<Outcome> => {
    return handled(asks, form, input, confirms, async (caller, parsed, confirmed: Confirmed | null) => {
      const proof = verb && confirmed ? await ownProof(caller, verb, confirmed) : null;
      // Hashes are made for nobody who is not signed in.
      if (ready) await readOwn(caller, async () => undefined);
      const made = (await ready?.()) as Ready;
      return runOwn(caller, async (ctx) => {
        if (door.verb && confirmed) {
          const statement = { purpose: door.verb, ...(await door.shows(ctx, parsed)) };
          await confirmedOwn(ctx, statement, { seen: confirmed.visto ?? null, proof });
        }
        return run(ctx, parsed, made);
      });
    });
  });
}

/** The second factor that was given, verified for that verb and what was seen; null when none was. */
async function ownProof(caller: Caller, verb: OwnVerb, { token, llave, visto }: Confirmed) {
  if (!visto || (!token && !llave)) return null;
  const own = <Result>(work: (ctx: PersonContext) => Promise<Result>) => readOwn(caller, work);
  return provenAtDoor(caller, own, { token, llave }, { purpose: verb, digest: visto }, settings());
}

import "server-only";
import { z } from "zod";
import type { Statement } from "@/lib/approvals/confirmations";
import { type FactorVerb, methodOf } from "@/lib/approvals/methods";
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

const typed = givenSchema.extend({ clave: passwordSchema, visto: z.string().regex(/^[0-9a-f]{64}$/) });

/** What is confirmed by whoever changes what is theirs alone. */
type Confirming<Input> = {
  verb: FactorVerb;
  /** What the person saw of it, as it stands now: compared with the digest that the form carries, and kept. */
  shows: (ctx: PersonContext, input: Input) => Promise<Omit<Statement, "purpose">>;
};

type Pressed = { verb?: undefined; shows?: undefined };

/**
 * A form's door of what belongs to the person alone: as `action`, in no company. With a verb it asks for what that verb asks for: the
 * clave and, from whoever holds one, the token or a passkey, which is used up in the transaction of the effect. `ready` makes what
 * takes its time before that transaction.
 */
export function ownAction<Schema extends z.ZodType, Ready = undefined>(
  door: { asks: "self"; input: Schema; ready?: () => Promise<Ready> } & (Confirming<z.infer<Schema>> | Pressed),
  run: (ctx: PersonContext, input: z.infer<Schema>, ready: Ready) => Promise<Arrival>,
) {
  const { asks, input, verb, ready } = door;
  const confirm = verb && methodOf(verb);
  const confirms = verb ? typed : null;
  return declare({ kind: "action", asks, confirm }, async (_previous: Outcome, form: FormData): Promise<Outcome> => {
    return handled(asks, form, input, confirms, async (caller, parsed, confirmed) => {
      const proof = verb && confirmed ? await ownProof(caller, verb, confirmed) : null;
      // Hashes are made for nobody who is not signed in.
      if (ready) await readOwn(caller, async () => undefined);
      const made = (await ready?.()) as Ready;
      return runOwn(caller, async (ctx) => {
        if (door.verb && confirmed) {
          const statement = { purpose: door.verb, ...(await door.shows(ctx, parsed)) };
          await confirmedOwn(ctx, statement, { seen: confirmed.visto, proof });
        }
        return run(ctx, parsed, made);
      });
    });
  });
}

/** The second factor that was given, verified for that verb and what was seen; null when none was. */
async function ownProof(caller: Caller, verb: FactorVerb, { token, llave, visto }: z.infer<typeof typed>) {
  if (!token && !llave) return null;
  const own = <Result>(work: (ctx: PersonContext) => Promise<Result>) => readOwn(caller, work);
  return provenAtDoor(caller, own, { token, llave }, { purpose: verb, digest: visto }, settings());
}

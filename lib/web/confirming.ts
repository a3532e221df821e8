import "server-only";
import { z } from "zod";
import { methodOf, type StatedVerb } from "@/lib/approvals/methods";
import { passwordSchema } from "@/lib/auth/schema";
import type { Permission } from "@/lib/catalog";
import { readOwn } from "@/lib/command";
import type { Caller, PersonContext } from "@/lib/context";
import { givenSchema } from "@/lib/tokens/schema";
import { type Proof, provenAtDoor } from "@/lib/tokens/second-factor";
import { settings } from "@/lib/web/request";

const byPassword = z.strictObject({ clave: passwordSchema });
const byToken = givenSchema.extend({ visto: z.string().regex(/^[0-9a-f]{64}$/) });
const byBoth = byToken.extend({ clave: passwordSchema });

/** What a form carries by which its person confirms; the clave among it is verified by the door before anything else. */
export type Confirmed = Partial<z.infer<typeof byBoth>>;

/** The fields by which a verb is confirmed; null for a plain press. */
export function confirmsOf(
  verb: Permission | StatedVerb | undefined,
): typeof byPassword | typeof byToken | typeof byBoth | null {
  const method = verb ? methodOf(verb) : null;
  if (method === "password") return byPassword;
  if (method === "token") return byToken;
  return method === "passwordAndToken" ? byBoth : null;
}

/** The second factor that was given, verified for that verb and what was seen; null when none was. */
export async function proofOf(
  caller: Caller,
  verb: Permission | StatedVerb,
  { token, llave, visto }: Confirmed,
): Promise<Proof | null> {
  if (!visto || (!token && !llave)) return null;
  const own = <Result>(work: (ctx: PersonContext) => Promise<Result>) => readOwn(caller, work);
  return provenAtDoor(caller, own, { token, llave }, { purpose: verb, digest: visto }, settings());
}

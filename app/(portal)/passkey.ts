import "server-only";
import type { AskPasskey } from "@/components/review/review-confirmation";
import type { CompanyContext, PersonKnown } from "@/lib/context";
import { findFactorKinds } from "@/lib/tokens/queries";
import { askPasskeyAction } from "./configuracion/usuario/token-actions";

/** How this person's passkey is asked for; undefined where they hold none. */
export async function ownPasskey(ctx: PersonKnown): Promise<AskPasskey> {
  return (await findFactorKinds(ctx)).passkeys > 0 ? askPasskeyAction : undefined;
}

/** The same of who acts in a company's own house. */
export const actorPasskey = ({ tx, now, audit, actor }: CompanyContext): Promise<AskPasskey> =>
  ownPasskey({ tx, now, audit, user: actor.user });

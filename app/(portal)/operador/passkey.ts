import "server-only";
import type { AskPasskey } from "@/components/operator/desk-confirmation";
import type { OperatorContext } from "@/lib/context";
import { findFactorKinds } from "@/lib/tokens/queries";
import { askPasskeyAction } from "../configuracion/usuario/token-actions";

/** How an operator's passkey is asked for; undefined where they hold none. */
export async function deskPasskey(ctx: OperatorContext): Promise<AskPasskey> {
  return (await findFactorKinds(ctx)).passkeys > 0 ? askPasskeyAction : undefined;
}

import { digestOf } from "@/lib/approvals/confirmations";
import type { PersonContext } from "@/lib/context";
import type { SecretsKeys } from "@/lib/secrets";
import { type QrPicture, qrOf } from "@/lib/tokens/qr";
import { factorShown, findEnrolment, findOwnToken, passkeyShown } from "@/lib/tokens/queries";
import { inGroups } from "@/lib/tokens/rules";

/** Times are ISO instants; `seen` is the digest of what the person sees and confirms. */
export type FactorShown = {
  seen: string;
  held: { since: string; lastUsedAt: string | null } | null;
  /** All that is held is blocked; or none is, and their company asks for one. */
  blocked: boolean;
  asked: boolean;
  codes: { left: number; made: number } | null;
  passkeys: { id: string; name: string; createdAt: string; lastUsedAt: string | null; seen: string }[];
  /** The token being enrolled: its picture, and its secret in groups of four. */
  enrolment: { picture: QrPicture; secret: string } | null;
};

/** Everything that a person's page shows of their token, recovery codes and passkeys. */
export async function findFactor(ctx: PersonContext, secretsKeys: SecretsKeys): Promise<FactorShown> {
  const own = await findOwnToken(ctx);
  const begun = await findEnrolment(ctx, secretsKeys);
  const passkeys: FactorShown["passkeys"] = [];
  for (const { id, name, createdAt, lastUsedAt } of own.passkeys) {
    passkeys.push({
      id,
      name,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      seen: digestOf((await passkeyShown(ctx, { id })).shown),
    });
  }
  return {
    seen: digestOf((await factorShown(ctx)).shown),
    held: own.held && {
      since: own.held.since.toISOString(),
      lastUsedAt: own.held.lastUsedAt?.toISOString() ?? null,
    },
    blocked: own.blocked,
    asked: own.asked,
    codes: own.codes,
    passkeys,
    enrolment: begun && { picture: qrOf(begun.address), secret: inGroups(begun.secret, " ") },
  };
}

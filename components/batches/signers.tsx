import { useTranslations } from "next-intl";
import { DateTime } from "@/components/ui/date-time";
import { SignatureList } from "@/components/ui/signature-list";
import type { SigningRow } from "@/lib/batches/queries";
import type { Context } from "@/lib/context";

export type SigningLot = SigningRow & {
  /** Who may sign it and has not prepared it. */
  may: readonly { membershipId: number; name: string }[];
};

type Props = { ctx: Pick<Context, "company" | "now" | "actor">; lots: readonly SigningLot[] };

/** Who has signed and who may, once for all lots on which the same people have signed. */
export function Signers({ ctx, lots }: Props) {
  const t = useTranslations("authorization.signing");
  const groups = [...Map.groupBy(lots, sameSigners).values()];
  return (
    <div className="grid gap-6">
      {groups.map((group) => {
        const [lot] = group;
        if (!lot) return null;
        const numbers = group.map(({ number }) => number).join(", ");
        return (
          <div key={lot.number}>
            {groups.length > 1 && (
              <h3 className="mb-2 text-sm font-medium">{t("signersOf", { count: group.length, numbers })}</h3>
            )}
            <SignatureList
              required={lot.signaturesRequired ?? 2}
              signed={lot.signatures.map(({ name, signedAt }) => ({
                name,
                at: (
                  <DateTime at={signedAt.toISOString()} now={ctx.now.toISOString()} timeZone={ctx.company.timeZone} />
                ),
              }))}
              may={lot.may
                .filter(({ membershipId }) => !lot.signatures.some((one) => one.membershipId === membershipId))
                .map(({ name, membershipId }) => ({
                  name,
                  role: membershipId === ctx.actor.membershipId ? t("you") : undefined,
                }))}
            />
          </div>
        );
      })}
    </div>
  );
}

/** Lots that this person's signature completes: their orders are issued at once. */
export function completed<Seen extends { number: string }>(
  shown: readonly Seen[],
  lots: readonly SigningLot[],
): Seen[] {
  const last = lots.filter((lot) => lot.signatures.length + 1 >= (lot.signaturesRequired ?? 2));
  return shown.filter((seen) => last.some((lot) => lot.number === seen.number));
}

function sameSigners(lot: SigningLot): string {
  const ids = (people: readonly { membershipId: number }[]) => people.map(({ membershipId }) => membershipId).join(" ");
  return `${lot.signaturesRequired}|${ids(lot.signatures)}|${ids(lot.may)}`;
}

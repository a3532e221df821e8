import type { PersonContext } from "@/lib/context";
import type { TenantKind } from "@/lib/generated/prisma/enums";

/** A company or broker in which a person is active, suspended ones as well. */
export type OwnPlace = { kind: TenantKind; name: string; suspended: boolean };

/** Where this person belongs, by name. */
export async function listOwnPlaces({ tx }: Pick<PersonContext, "tx">): Promise<OwnPlace[]> {
  return tx.$queryRaw<OwnPlace[]>`SELECT kind::text AS kind, name, suspended FROM own_places()`;
}

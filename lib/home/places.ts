import type { PersonContext } from "@/lib/context";
import type { TenantKind } from "@/lib/generated/prisma/enums";

/** A company or broker in which a person is active, suspended ones as well; of a broker the sections that they have there. */
export type OwnPlace = { kind: TenantKind; code: string; name: string; suspended: boolean; sections: string[] };

/** Where this person belongs, by name. */
export async function listOwnPlaces({ tx }: Pick<PersonContext, "tx">): Promise<OwnPlace[]> {
  return tx.$queryRaw<OwnPlace[]>`SELECT kind::text AS kind, code, name, suspended, sections FROM own_places()`;
}

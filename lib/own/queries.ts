import { assert } from "@/lib/assert";
import type { Channel } from "@/lib/catalog";
import { inOwnCompanies } from "@/lib/companies/queries";
import type { PersonContext } from "@/lib/context";
import { type Device, deviceOf } from "@/lib/own/device";

export type OwnSession = Device & {
  id: string;
  channel: Channel;
  openedAt: Date;
  lastUsedAt: Date;
  address: string;
  /** The one that asks. */
  current: boolean;
};

/** The open sessions of this person: this one first, then the last used. */
export async function listOwnSessions({ tx }: PersonContext): Promise<OwnSession[]> {
  const rows = await tx.$queryRaw<
    (Omit<OwnSession, keyof Device | "id"> & { id: bigint; device: string })[]
  >`SELECT id, opened_at AS "openedAt", last_used_at AS "lastUsedAt", address, device, channel, own AS current FROM own_sessions()`;
  return rows.map(({ id, device, ...row }) => ({ ...row, ...deviceOf(device), id: id.toString() }));
}

/** Where a person is active, as what, and on which products (null = on all that there are). */
export type OwnPlace = { company: string; profile: string; products: string[] | null; timeZone: string };

/** The companies of this person, by name, with the profile held in each. */
export async function listOwnPlaces(ctx: PersonContext): Promise<OwnPlace[]> {
  return inOwnCompanies(ctx, async ({ name, membershipId, products, timeZone }) => {
    const [held] = await ctx.tx.$queryRaw<{ profile: string; allProducts: boolean }[]>`
      SELECT p.name AS profile, m.all_products AS "allProducts" FROM membership m
        JOIN profile p ON p.tenant_id = m.tenant_id AND p.id = m.profile_id WHERE m.id = ${membershipId}`;
    assert(held, "a membership holds a profile");
    return {
      company: name,
      profile: held.profile,
      products: held.allProducts ? null : products.map((product) => product.name),
      timeZone,
    };
  });
}

/** The image and phrase of this person; null while they have none. */
export async function findOwnMark({ tx, user }: PersonContext): Promise<{ image: number; phrase: string } | null> {
  return tx.personalMark.findUnique({ where: { userId: user.id }, select: { image: true, phrase: true } });
}

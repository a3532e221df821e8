import type { ChainContext } from "@/lib/activity/chain";

/** Where an event stands in its chain (from 1 on), and the SHA-256 that ties it to the one before. */
export type EventSeal = { position: string; hash: string; previous: string; sealedAt: Date };

/** The seal of an event of the chain; null while the sealer has not come to it. */
export async function findSeal({ tx }: ChainContext, event: bigint): Promise<EventSeal | null> {
  const [row] = await tx.$queryRaw<EventSeal[]>`
    SELECT s.seq::text AS position, s.hash, s.prev_hash AS previous, s.sealed_at AS "sealedAt"
      FROM event_seal(${event}) s`;
  return row ?? null;
}

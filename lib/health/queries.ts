import type { OperatorContext } from "@/lib/context";
import { NotFound } from "@/lib/errors";
import type { Health } from "@/lib/health/rules";

/** How queues, workers, trail and the outside stand now, of all companies together. */
export async function readHealth({ tx }: OperatorContext): Promise<Health> {
  const [row] = await tx.$queryRaw<{ health: Health | null }[]>`SELECT desk_health() AS health`;
  if (!row?.health) throw new NotFound();
  return row.health;
}

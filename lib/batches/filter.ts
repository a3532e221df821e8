import { type BatchType, batchTypes } from "@/lib/batches/layouts";
import { batchStatuses } from "@/lib/batches/rules";
import type { BatchStatus } from "@/lib/generated/prisma/enums";
import type { Sort } from "@/lib/sorting";

export const batchSorts = ["numero", "lineas", "total", "estado", "fecha"] as const;
export type BatchSort = Sort<(typeof batchSorts)[number]>;

export type BatchSearch = { status: BatchStatus | null; type: BatchType | null };

/** What an address asks of the tray (`estado`, `tipo`); what is no state or no type asks nothing. */
export function batchSearch(search: Record<string, string | string[] | undefined>): BatchSearch {
  return {
    status: batchStatuses.find((status) => status === search.estado) ?? null,
    type: batchTypes.find((type) => type === search.tipo) ?? null,
  };
}

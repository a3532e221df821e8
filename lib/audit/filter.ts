import { z } from "zod";
import type { TrailSearch } from "@/lib/audit/queries";

// A year that PostgreSQL or the paper cannot hold is no date.
const day = z.iso.date().refine((text) => text >= "1900-01-01" && text <= "9999-12-30");

export const trailResults = ["done", "refused"] as const;

/** What an address asks of the trail (`desde`, `hasta`, `resultado`); what is no day or no result asks nothing. */
export function trailSearch(search: Record<string, string | string[] | undefined>): Omit<TrailSearch, "text"> {
  return {
    from: day.safeParse(search.desde).data ?? null,
    to: day.safeParse(search.hasta).data ?? null,
    result: trailResults.find((result) => result === search.resultado) ?? null,
  };
}

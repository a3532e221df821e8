import { z } from "zod";
import type { OrderStatus } from "@/lib/generated/prisma/enums";
import { orderStatuses } from "@/lib/orders/rules";
import type { Sort } from "@/lib/sorting";

// A year that PostgreSQL or the paper cannot hold is no date.
const day = z.iso.date().refine((text) => text >= "1900-01-01" && text <= "9999-12-31");

export const orderSorts = ["numero", "fecha", "monto", "total", "estado"] as const;
export type OrderSort = Sort<(typeof orderSorts)[number]>;

export type OrderSearch = { from: string | null; to: string | null; status: OrderStatus | null };

/** What an address asks of the list of orders (`desde`, `hasta`, `estado`); what is no day or no state asks nothing. */
export function orderSearch(search: Record<string, string | string[] | undefined>): OrderSearch {
  return {
    from: day.safeParse(search.desde).data ?? null,
    to: day.safeParse(search.hasta).data ?? null,
    status: orderStatuses.find((status) => status === search.estado) ?? null,
  };
}

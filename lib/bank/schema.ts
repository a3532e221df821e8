import { z } from "zod";
import { type MovementView, movementViews } from "@/lib/bank/rules";
import { cut } from "@/lib/input";

// A year that PostgreSQL or the paper cannot hold is no date.
const day = z.iso.date().refine((text) => text >= "1900-01-01" && text <= "9999-12-30");

export type MovementSearch = { view: MovementView; from: string | null; to: string | null; text: string | null };

/** What an address asks of an account's movements (`clase`, `desde`, `hasta`, `buscar`); what is no such thing is not asked. */
export function movementSearch(search: Record<string, string | string[] | undefined>): MovementSearch {
  const view = Object.keys(movementViews).find((one) => one === search.clase) as MovementView | undefined;
  const text = typeof search.buscar === "string" ? search.buscar.replaceAll("\0", "").normalize("NFC").trim() : "";
  return {
    view: view ?? "detalles",
    from: day.safeParse(search.desde).data ?? null,
    to: day.safeParse(search.hasta).data ?? null,
    text: text === "" ? null : cut(text, 80),
  };
}

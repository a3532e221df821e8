import { z } from "zod";
import { type MovementView, movementViews } from "@/lib/bank/rules";

const day = z.iso.date().nullable().catch(null);

export type MovementSearch = { view: MovementView; from: string | null; to: string | null; text: string | null };

/** What an address asks of an account's movements (`clase`, `desde`, `hasta`, `buscar`); what is no such thing is not asked. */
export function movementSearch(search: Record<string, string | string[] | undefined>): MovementSearch {
  const view = Object.keys(movementViews).find((one) => one === search.clase) as MovementView | undefined;
  const text = typeof search.buscar === "string" ? search.buscar.normalize("NFC").trim().slice(0, 80) : "";
  return {
    view: view ?? "detalles",
    from: day.parse(search.desde ?? null),
    to: day.parse(search.hasta ?? null),
    text: text === "" ? null : text,
  };
}

import { trailSearch } from "@/lib/audit/filter";
import { type Service, services } from "@/lib/catalog";
import { cut } from "@/lib/input";

/** What the desk did in a company stands under a name of its own beside the company's services. */
export const deskService = "operador";
export type ActivityService = Service | typeof deskService;
export const activityServices: readonly ActivityService[] = [...services, deskService];

export type ActivitySearch = {
  /** Usuario, whole. */
  person: string | null;
  service: ActivityService | null;
  result: "done" | "refused" | null;
  /** Days of the company's zone, AAAA-MM-DD, both included. */
  from: string | null;
  to: string | null;
};

/** What an address asks (`persona`, `servicio`, `resultado`, `desde`, `hasta`); what is none of these asks nothing. */
export function activitySearch(search: Record<string, string | string[] | undefined>): ActivitySearch {
  const person = typeof search.persona === "string" ? search.persona.replaceAll("\0", "").trim().toLowerCase() : "";
  return {
    person: person === "" ? null : cut(person, 60),
    service: activityServices.find((service) => service === search.servicio) ?? null,
    ...trailSearch(search),
  };
}

/** The same as an address says it. */
export function activityQuery({
  person,
  service,
  result,
  from,
  to,
}: ActivitySearch): Record<string, string | undefined> {
  return {
    persona: person ?? undefined,
    servicio: service ?? undefined,
    resultado: result ?? undefined,
    desde: from ?? undefined,
    hasta: to ?? undefined,
  };
}

import { trailSearch } from "@/lib/audit/filter";
import { type Service, services } from "@/lib/catalog";
import { cut } from "@/lib/input";

/** What the desk did in a company stands under a name of its own beside the company's services. */
export const deskService = "operador";
export const activityServices: readonly (Service | typeof deskService)[] = [...services, deskService];
/** Of a broker's chain: the groups of what is done there, as the trail names them (20261127000050). */
export const teamActs = [
  "corredores.altas",
  "corredores.cambios",
  "corredores.bajas",
  "corredores.habilitaciones",
  "corredores.claves",
  "corredores.archivos",
  "corredores.broker",
  "corredores.ajustes",
  "corredores.descargas",
  "corredores.consultas",
] as const;
export type TeamAct = (typeof teamActs)[number];
export const isTeamAct = (name: string): name is TeamAct => (teamActs as readonly string[]).includes(name);
export const teamServices: readonly (TeamAct | typeof deskService)[] = [...teamActs, deskService];
export type ActivityService = (typeof activityServices)[number] | (typeof teamServices)[number];

/** A group of acts as the catalogue names it. */
export const actWord = <Name extends string>(name: `corredores.${Name}`): Name =>
  name.slice("corredores.".length) as Name;

export type ActivitySearch = {
  /** Usuario, whole. */
  person: string | null;
  /** Of a team: to whom it was done, by their usuario. */
  whom: string | null;
  service: ActivityService | null;
  result: "done" | "refused" | null;
  /** Days of the company's zone, AAAA-MM-DD, both included. */
  from: string | null;
  to: string | null;
};

type Asked = Record<string, string | string[] | undefined>;

/** What an address asks (`persona`, `servicio`, `resultado`, `desde`, `hasta`); what is none of these asks nothing. */
export function activitySearch(search: Asked): ActivitySearch {
  return {
    person: usernameOf(search.persona),
    whom: null,
    service: activityServices.find((service) => service === search.servicio) ?? null,
    ...trailSearch(search),
  };
}

/** The same of a broker's chain, where `usuario` besides is whom it was done to, and `servicio` a group of acts. */
export function teamSearch(search: Asked): ActivitySearch {
  return {
    person: usernameOf(search.persona),
    whom: usernameOf(search.usuario),
    service: teamServices.find((service) => service === search.servicio) ?? null,
    ...trailSearch(search),
  };
}

function usernameOf(asked: string | string[] | undefined): string | null {
  const name = typeof asked === "string" ? asked.replaceAll("\0", "").trim().toLowerCase() : "";
  return name === "" ? null : cut(name, 60);
}

/** The same as an address says it. */
export function activityQuery({
  person,
  whom,
  service,
  result,
  from,
  to,
}: ActivitySearch): Record<string, string | undefined> {
  return {
    persona: person ?? undefined,
    ...(whom !== null && { usuario: whom }),
    servicio: service ?? undefined,
    resultado: result ?? undefined,
    desde: from ?? undefined,
    hasta: to ?? undefined,
  };
}

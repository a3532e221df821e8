import type { BrokerPermission } from "@/lib/catalog";
import type { BrokerRole, PersonStanding } from "@/lib/generated/prisma/enums";

/** The sections of a broker's portal, in the manual's order (Somos Corredores, step 5); `broker_sections()` in SQL says the same. */
export const sections = [
  "clientes",
  "polizas",
  "siniestros",
  "estados-de-cuenta",
  "comisiones",
  "admin-usuarios",
  "ecommerce-auto",
  "riesgos-generales",
  "ecommerce-vida-ley",
  "salud",
] as const;
export type Section = (typeof sections)[number];

/** Those of which PDF and Excel can be taken away; `broker_downloads()` in SQL says the same. */
export const downloadable = ["clientes", "polizas", "siniestros"] as const satisfies readonly Section[];

/** Whoever has it administers the team. */
export const administering = "admin-usuarios" satisfies Section;

export const roles = ["GERENCIAL", "EJECUTIVO"] as const satisfies readonly BrokerRole[];

/** What somebody has in a broker: a Gerencial everything, an Ejecutivo what was chosen. */
export type Holding = { role: BrokerRole; sections: readonly Section[]; downloads: readonly Section[] };

/** A holding as it is kept: in the catalogue's order, with everything for a Gerencial. */
export function holdingOf({ role, sections: chosen, downloads }: Holding): Holding {
  if (role === "GERENCIAL") return { role, sections, downloads: downloadable };
  const held = sections.filter((section) => chosen.includes(section));
  return {
    role,
    sections: held,
    downloads: downloadable.filter((one) => held.includes(one) && downloads.includes(one)),
  };
}

export type Beyond = { kind: "rank" } | { kind: "sections"; sections: Section[] };

/**
 * What of a holding is beyond a giver: whoever is Gerencial or administers is a Gerencial's to make and to change; sections and downloads must be
 * the giver's own, or held before (decisions of the product: a super-user's ceiling is their own sections). Null when nothing is.
 */
export function beyond(giver: Holding, after: Holding, before: Holding | null = null): Beyond | null {
  const ranks = [after, ...(before ? [before] : [])].some(
    ({ role, sections: held }) => role === "GERENCIAL" || held.includes(administering),
  );
  if (ranks && giver.role !== "GERENCIAL") return { kind: "rank" };
  const may = (held: readonly Section[], own: readonly Section[], kept: readonly Section[] = []) =>
    held.filter((section) => !own.includes(section) && !kept.includes(section));
  const over = [
    ...may(after.sections, giver.sections, before?.sections),
    ...may(after.downloads, giver.downloads, before?.downloads),
  ];
  return over.length === 0 ? null : { kind: "sections", sections: [...new Set(over)] };
}

/** How somebody of a team stands. */
export const teamStandings = ["ACTIVE", "INVITED", "INACTIVE"] as const satisfies readonly PersonStanding[];
/** When they were last in. */
export const accesses = ["never", "month", "before"] as const;
export type Access = (typeof accesses)[number];

/** What a list of a team is asked for besides its words; null for any. */
export type TeamFilter = {
  role: BrokerRole | null;
  standing: PersonStanding | null;
  access: Access | null;
  section: Section | null;
};

/** How an address names when somebody was last in. */
export const accessNames = { never: "nunca", month: "mes", before: "antes" } as const satisfies Record<Access, string>;

/** What an address asks of a list of a team (`rol`, `estado`, `acceso`, `seccion`); what is none of them asks nothing. */
export function teamFilter(search: Record<string, string | string[] | undefined>): TeamFilter {
  return {
    role: roles.find((one) => one === search.rol) ?? null,
    standing: teamStandings.find((one) => one === search.estado) ?? null,
    access: accesses.find((one) => accessNames[one] === search.acceso) ?? null,
    section: sections.find((one) => one === search.seccion) ?? null,
  };
}

/** The same as an address says it. */
export const filterQuery = ({ role, standing, access, section }: TeamFilter): Record<string, string | undefined> => ({
  rol: role ?? undefined,
  estado: standing ?? undefined,
  acceso: access ? accessNames[access] : undefined,
  seccion: section ?? undefined,
});

/** Whether anything is asked that leaves people out. */
export const isFiltered = ({ text, role, standing, access, section }: TeamFilter & { text: string | null }): boolean =>
  [text, role, standing, access, section].some((one) => one !== null);

/** The pages of a broker's menu "Configuración", in the manual's order, each with what it asks; null only a session. */
export const brokerPlaces = [
  {
    name: "superusers",
    path: "/corredores/usuarios?seccion=admin-usuarios&estado=ACTIVE",
    asks: "brokeruser.read",
  },
  { name: "settings", path: "/corredores/ajustes", asks: "brokersettings.modify" },
  { name: "team", path: "/corredores/usuarios", asks: "brokeruser.read" },
  { name: "history", path: "/corredores/historial", asks: "brokerhistory.read" },
  { name: "ownBroker", path: "/corredores/brokers", asks: "broker.read" },
  { name: "password", path: "/configuracion/usuario#clave", asks: null },
] as const satisfies readonly { name: string; path: string; asks: BrokerPermission | null }[];

export type BrokerPlace = (typeof brokerPlaces)[number]["name"];

/** Those that somebody with these permissions may open. */
export const placesFor = (permissions: ReadonlySet<BrokerPermission>) =>
  brokerPlaces.filter(({ asks }) => asks === null || permissions.has(asks));

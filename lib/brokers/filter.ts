import { type Access, roles, type Section, sections, teamStandings } from "@/lib/brokers/rules";
import type { BrokerRole, PersonStanding } from "@/lib/generated/prisma/enums";

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
  const accesses = Object.keys(accessNames) as Access[];
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

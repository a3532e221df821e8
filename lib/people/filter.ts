import type { PeopleWanted } from "@/lib/people/queries";
import { standings, tokenStates } from "@/lib/people/rules";

/** What an address asks of a list of people (`perfil`, `estado`, `token`); what is none of them asks nothing. */
export function peopleSearch(
  search: Record<string, string | string[] | undefined>,
): Pick<PeopleWanted, "profile" | "standing" | "token"> {
  const { perfil } = search;
  return {
    profile: typeof perfil === "string" && /^[1-9]\d{0,8}$/.test(perfil) ? Number(perfil) : null,
    standing: standings.find((one) => one === search.estado) ?? null,
    token: tokenStates.find((one) => one === search.token) ?? null,
  };
}

/** The usuario that an address names (`usuario`); null for none, or for what is none. */
export function personWanted(search: Record<string, string | string[] | undefined>): string | null {
  const { usuario } = search;
  return typeof usuario === "string" && /^[a-z0-9][a-z0-9._-]{1,39}$/.test(usuario) ? usuario : null;
}

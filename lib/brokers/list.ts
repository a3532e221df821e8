import type { PageOf, PageWanted } from "@/lib/batches/queries";
import { isFiltered, type TeamFilter } from "@/lib/brokers/rules";
import { saysAnything, searchPatterns } from "@/lib/companies/rules";
import type { BrokerContext } from "@/lib/context";
import type { BrokerRole, PersonStanding } from "@/lib/generated/prisma/enums";
import type { Sort } from "@/lib/sorting";

export const teamSorts = ["nombre", "correo", "rol", "estado", "acceso", "modificacion"] as const;
export type TeamSearch = TeamFilter & { text: string | null; sort: Sort<(typeof teamSorts)[number]> | null };
export type TeamWanted = TeamSearch & PageWanted;

export type TeamRow = {
  username: string;
  name: string;
  mail: string;
  role: BrokerRole;
  standing: PersonStanding;
  enteredAt: string | null;
  modifiedAt: string;
  several: boolean;
  pausedUntil: string | null;
  own: boolean;
};

/** A count as far as was counted: `more` when there are more. */
export type Counted = { total: number; more: boolean };
export type TeamPage = PageOf<TeamRow> & Counted & { of: Counted };

/** A page of the broker's people, by name unless asked otherwise, beside how many there are in all; behind the last page, the last. */
export async function listTeam(ctx: BrokerContext, wanted: TeamWanted): Promise<TeamPage> {
  const { tx, membershipId } = ctx;
  const { text, role, standing, access, section, sort, page, size } = wanted;
  const patterns = text === null ? [] : searchPatterns(text, 1);
  const nobody = text !== null && !saysAnything(text);
  const [found] = nobody
    ? []
    : await tx.$queryRaw<(Counted & { ids: number[] })[]>`
    SELECT ids, total, more FROM list_people(${patterns}, ${{ role, standing, access, section }}, ${sort?.by ?? "nombre"}, ${sort?.down ?? false},
      ${size}::int, ${(page - 1) * size}::int)`;
  const { ids, ...counted } = found ?? { ids: [], total: 0, more: false };
  const last = Math.max(1, Math.ceil(counted.total / size));
  if (page > last) return listTeam(ctx, { ...wanted, page: last });
  const [all] = isFiltered(wanted)
    ? await tx.$queryRaw<Counted[]>`SELECT total, more FROM list_people('{}', '{}', 'nombre', false, 0, 0)`
    : [counted];
  const rows = await tx.$queryRaw<TeamRow[]>`
    SELECT u.username, u.name, m.person_mail AS mail, m.role::text AS role, m.standing::text AS standing, to_json(m.entered_at) #>> '{}' AS "enteredAt",
           to_json(m.modified_at) #>> '{}' AS "modifiedAt", f.several, to_json(f.paused_until) #>> '{}' AS "pausedUntil", m.id = ${membershipId} AS own
      FROM unnest(${ids}::int[]) WITH ORDINALITY AS k (id, n) JOIN membership m ON m.id = k.id JOIN app_user u ON u.id = m.user_id
      JOIN people_facts(${ids}::int[]) f ON f.membership = m.id ORDER BY k.n`;
  return { rows, ...counted, of: all ?? counted, page, size };
}

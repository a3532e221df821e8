import { administering } from "@/lib/brokers/rules";
import { saysAnything } from "@/lib/companies/rules";
import type { PersonContext } from "@/lib/context";

export type FoundMember = { username: string; name: string; broker: { code: string; name: string } };

/**
 * People whose name or mail has all the patterns, by name, of each team that this person administers and that is not suspended: at most so
 * many of each. One broker after another is the tenant being served; afterwards none is.
 */
export async function searchTeams(
  { tx, user }: PersonContext,
  patterns: string[],
  most: number,
): Promise<FoundMember[]> {
  if (!patterns.some(saysAnything)) return [];
  const brokers = await tx.$queryRaw<{ id: number; code: string; name: string }[]>`
    SELECT t.id, p.code, p.name FROM own_places() p JOIN tenant t ON t.code = p.code JOIN membership m ON m.tenant_id = t.id AND m.user_id = ${user.id}
     WHERE p.kind = 'BROKER' AND NOT p.suspended AND ${administering} = ANY (p.sections) ORDER BY p.name`;
  const found: FoundMember[] = [];
  for (const { id, code, name } of brokers) {
    await tx.$executeRaw`SELECT set_config('app.tenant', ${String(id)}, true)`;
    const rows = await tx.$queryRaw<Pick<FoundMember, "username" | "name">[]>`
      SELECT u.username, u.name FROM list_people(${patterns}, '{}', 'nombre', false, ${most}::int, 0) l, unnest(l.ids) WITH ORDINALITY AS k (id, n)
        JOIN membership m ON m.id = k.id JOIN app_user u ON u.id = m.user_id ORDER BY k.n`;
    found.push(...rows.map((row) => ({ ...row, broker: { code, name } })));
  }
  if (brokers.length > 0) await tx.$executeRaw`SELECT set_config('app.tenant', '', true)`;
  return found;
}

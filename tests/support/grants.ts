import { asOwner } from "@/tests/support/make";

// Who holds and may grant what, read behind the product by a reading of its own.

export type Held = {
  company: string;
  username: string;
  profile: number;
  status: string;
  ceilingAll: boolean;
  ceiling: string[];
};
export type Granted = { company: string; id: number; flags: string[]; services: string[] };
export type Picture = {
  members: Held[];
  profiles: Granted[];
  contracted: Record<string, string[]>;
  administrators: Record<string, number>;
};

/** Both companies as they are. */
export async function pictureNow(): Promise<Picture> {
  const members = await asOwner<Held>(`
    SELECT t.code AS company, u.username, m.profile_id AS profile, m.status::text || ' ' || u.status AS status, m.ceiling_all AS "ceilingAll",
           ARRAY(SELECT x.service FROM membership_ceiling x WHERE x.membership_id = m.id ORDER BY 1) AS ceiling
      FROM membership m JOIN tenant t ON t.id = m.tenant_id AND t.kind = 'COMPANY' JOIN app_user u ON u.id = m.user_id ORDER BY 1, 2`);
  const profiles = await asOwner<Granted>(`
    SELECT t.code AS company, p.id, ARRAY(SELECT g.service || ':' || g.permission FROM profile_permission g WHERE g.profile_id = p.id ORDER BY 1)
             || (p.name || p.status || p.version) AS flags,
           ARRAY(SELECT DISTINCT g.service FROM profile_permission g WHERE g.profile_id = p.id ORDER BY 1) AS services
      FROM profile p JOIN tenant t ON t.id = p.tenant_id AND t.kind = 'COMPANY' ORDER BY 1, 2`);
  const rows = await asOwner<{ company: string; services: string[]; administrators: number }>(`
    SELECT t.code AS company, ARRAY(SELECT c.service FROM contracted_service c WHERE c.tenant_id = t.id ORDER BY 1) AS services,
           (SELECT count(*)::int FROM administrators(t.id)) AS administrators FROM tenant t WHERE t.kind = 'COMPANY'`);
  return {
    members,
    profiles,
    contracted: Object.fromEntries(rows.map((row) => [row.company, row.services])),
    administrators: Object.fromEntries(rows.map((row) => [row.company, row.administrators])),
  };
}

const contractedOf = ({ contracted }: Picture, company: string, services: readonly string[]) =>
  services.filter((service) => contracted[company]?.includes(service));

/** What somebody may grant in a company. */
export function reachOf(picture: Picture, company: string, username: string): Set<string> {
  const member = picture.members.find((one) => one.company === company && one.username === username);
  if (!member?.status.startsWith("ACTIVE ")) return new Set();
  return new Set(member.ceilingAll ? picture.contracted[company] : contractedOf(picture, company, member.ceiling));
}

/** Everything that a membership holds or may grant, of what is contracted. */
export function weightOf(picture: Picture, { company, profile, ceilingAll, ceiling }: Held): string[] {
  const held = picture.profiles.find(({ id }) => id === profile)?.services ?? [];
  const grants = ceilingAll ? (picture.contracted[company] ?? []) : ceiling;
  return contractedOf(picture, company, [...held, ...grants]);
}

export const weightOfProfile = (picture: Picture, { company, services }: Granted): string[] =>
  contractedOf(picture, company, services);

/** Rows that are in one and not in the other, or differ. */
export function differing<Row extends object>(before: readonly Row[], after: readonly Row[]): Row[] {
  const [were, are] = [before, after].map((rows) => new Set(rows.map((row) => JSON.stringify(row))));
  return [
    ...before.filter((row) => !are?.has(JSON.stringify(row))),
    ...after.filter((row) => !were?.has(JSON.stringify(row))),
  ];
}

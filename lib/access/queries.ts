import { type Facts, flagKey, type PersonFacts, type Question } from "@/lib/access/rules";
import type { PageWanted } from "@/lib/batches/queries";
import { isOfProducts, serviceOf } from "@/lib/catalog";
import type { CompanyContext } from "@/lib/context";
import { listPeople } from "@/lib/people/queries";

type Known = Pick<CompanyContext, "tx"> & { company: Pick<CompanyContext["company"], "id"> };

type PersonRow = PersonFacts & {
  membership: number;
  membershipStatus: "ACTIVE" | "INACTIVE";
  since: Date | null;
  reason: string | null;
  profile: number;
  allProducts: boolean;
};

/** All that decides about a person in the company being served; `person` is null where nobody of it has that usuario. */
export async function findFacts({ tx, company: { id } }: Known, username: string): Promise<Facts> {
  const [person] = await tx.$queryRaw<PersonRow[]>`
    SELECT username, name, status::text AS status, membership, membership_status::text AS "membershipStatus", since, reason, profile,
           all_products AS "allProducts" FROM access_person(${username})`;
  const [row] = await tx.$queryRaw<
    {
      company: Facts["company"];
      contracted: string[];
      profile: Facts["profile"];
      flags: { service: string; flag: string }[];
      products: Facts["products"];
    }[]
  >`
    SELECT jsonb_build_object('status', c.status, 'signaturesRequired', c.signatures_required, 'makerMaySign', c.maker_may_sign) AS company,
           ARRAY(SELECT s.service FROM contracted_service s WHERE s.tenant_id = c.tenant_id) AS contracted,
           (SELECT jsonb_build_object('id', p.id, 'name', p.name, 'status', p.status) FROM profile p
             WHERE p.tenant_id = c.tenant_id AND p.id = ${person?.profile ?? null}) AS profile,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('service', f.service, 'flag', f.permission)), '[]') FROM profile_permission f
             WHERE f.tenant_id = c.tenant_id AND f.profile_id = ${person?.profile ?? null}) AS flags,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('code', p.code, 'name', coalesce(n.name, p.name), 'reached',
                     coalesce(${person?.allProducts ?? false}::boolean OR EXISTS (SELECT 1 FROM membership_product mp
                       WHERE mp.tenant_id = c.tenant_id AND mp.membership_id = ${person?.membership ?? null} AND mp.product_id = p.id), false)) ORDER BY p.code), '[]')
              FROM product p LEFT JOIN own_name n ON n.tenant_id = p.tenant_id AND n.kind = 'PRODUCT' AND n.subject = p.code
             WHERE p.tenant_id = c.tenant_id) AS products
      FROM company c WHERE c.tenant_id = ${id}`;
  if (!row) throw new Error("the company being served is there");
  const { flags, contracted, ...facts } = row;
  return {
    ...facts,
    contracted: new Set(contracted),
    flags: new Set(flags.map(({ service, flag }) => flagKey(service, flag))),
    person: person ? { username: person.username, name: person.name, status: person.status } : null,
    membership: person
      ? {
          status: person.membershipStatus,
          since: person.since,
          reason: person.reason,
          by: await whoChanged({ tx, company: { id } }, person),
        }
      : null,
  };
}

/** Who gave a membership the state it has, by the company's trail. */
async function whoChanged({ tx, company: { id } }: Known, { username, since, membershipStatus }: PersonRow) {
  if (!since || membershipStatus === "ACTIVE") return null;
  const [row] = await tx.$queryRaw<{ actor: string }[]>`
    SELECT actor FROM audit_event WHERE tenant_id = ${id} AND subject = ${username} AND event LIKE 'user.%' AND result = 'done'
       AND at >= date_trunc('milliseconds', ${since}::timestamptz) AND at < ${since}::timestamptz + interval '1 millisecond' LIMIT 1`;
  return row?.actor ?? null;
}

export type FoundPerson = { username: string; name: string; profile: string };

/** People of the company by a part of their name, usuario, document or mail, at most ten, and whether there are more. */
export async function findPeople(
  ctx: CompanyContext,
  typed: string,
): Promise<{ people: FoundPerson[]; more: boolean }> {
  const everybody = { profile: null, standing: null, token: null, sort: null };
  const { rows, total } = await listPeople(ctx, { ...everybody, text: typed, page: 1, size: 10 });
  return {
    people: rows.map(({ username, name, profile }) => ({ username, name, profile })),
    more: total > rows.length,
  };
}

export type GrantingProfile = { id: number; name: string };
export type Holder = { username: string; name: string; profile: string; allProducts: boolean };
/** So many holders are counted; beyond, there are "more than" that. */
const holdersCountMax = 10_000;

/** The active profiles that grant an action in a channel, by name. */
export async function listGranting(
  { tx, company }: Known,
  { permission, channel }: Pick<Question, "permission" | "channel">,
): Promise<GrantingProfile[]> {
  const service = serviceOf(permission) ?? "";
  return tx.$queryRaw<GrantingProfile[]>`
    SELECT p.id, p.name FROM profile p
      JOIN profile_permission f ON f.tenant_id = p.tenant_id AND f.profile_id = p.id AND f.service = ${service} AND f.permission = ${permission}
      JOIN profile_permission w ON w.tenant_id = p.tenant_id AND w.profile_id = p.id AND w.service = ${service} AND w.permission = ${channel}
      JOIN contracted_service c ON c.tenant_id = p.tenant_id AND c.service = ${service}
     WHERE p.tenant_id = ${company.id} AND p.status = 'ACTIVE' ORDER BY p.name`;
}

/** Who may do it: a page of those who hold one of these profiles and are in. The total is exact, or `more` than was counted. */
export async function listHolders(
  { tx, company }: Known,
  {
    permission,
    product,
    profiles,
  }: Pick<Question, "permission" | "product"> & { profiles: readonly GrantingProfile[] },
  { page: asked, size }: PageWanted,
) {
  const ids = profiles.map(({ id }) => id);
  const productId = isOfProducts(permission) ? await productIdOf({ tx, company }, product) : null;
  if (ids.length === 0 || productId === undefined) return { rows: [], total: 0, more: false, page: 1, size };
  const page = Math.min(asked, holdersCountMax / size);
  const skipped = (page - 1) * size;
  const found = await tx.$queryRaw<(Omit<Holder, "profile"> & { profile: number })[]>`
    SELECT username, name, profile, all_products AS "allProducts"
      FROM access_holders(${ids}::int[], ${productId}::int, ${skipped}::int, ${size}::int)`;
  const [count] = await tx.$queryRaw<{ total: number }[]>`
    SELECT access_holders_count(${ids}::int[], ${productId}::int, ${holdersCountMax + 1}::int) AS total`;
  const named = new Map(profiles.map(({ id, name }) => [id, name]));
  const rows = found.map((row): Holder => ({ ...row, profile: named.get(row.profile) ?? "" }));
  const total = count?.total ?? 0;
  return { rows, total: Math.min(total, holdersCountMax), more: total > holdersCountMax, page, size };
}

/** Undefined for a product that is not there. */
async function productIdOf({ tx, company }: Known, code: string | null): Promise<number | undefined> {
  const row = await tx.product.findFirst({ where: { tenantId: company.id, code: code ?? "" }, select: { id: true } });
  return row?.id;
}

/** The company's products, by code, with its own names for them. */
export async function listProducts({ tx, company }: Known): Promise<{ code: string; name: string }[]> {
  return tx.$queryRaw<{ code: string; name: string }[]>`
    SELECT p.code, coalesce(n.name, p.name) AS name FROM product p
      LEFT JOIN own_name n ON n.tenant_id = p.tenant_id AND n.kind = 'PRODUCT' AND n.subject = p.code
     WHERE p.tenant_id = ${company.id} ORDER BY p.code`;
}

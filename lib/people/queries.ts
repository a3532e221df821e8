import { digestOf } from "@/lib/approvals/confirmations";
import type { PageOf, PageWanted } from "@/lib/batches/queries";
import { type Permission, type Service, services } from "@/lib/catalog";
import { saysAnything, searchPatterns } from "@/lib/companies/rules";
import type { CompanyContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { PersonStanding, TokenState } from "@/lib/generated/prisma/enums";
import { requireActable } from "@/lib/people/acting";
import { actStatement, asksOf } from "@/lib/people/acts";
import { type Act, obstacle } from "@/lib/people/rules";
import { type Member, readMember } from "@/lib/people/store";
import { readCeiling, readLimits } from "@/lib/profiles/ceiling";
import type { Sort } from "@/lib/sorting";

export const peopleSorts = ["nombre", "usuario", "acceso"] as const;
export type PeopleWanted = {
  text: string | null;
  /** By their number; null for any. */
  profile: number | null;
  standing: PersonStanding | null;
  token: TokenState | null;
  sort: Sort<(typeof peopleSorts)[number]> | null;
} & PageWanted;

export type PersonRow = {
  username: string;
  name: string;
  profile: string;
  standing: PersonStanding;
  enteredAt: string | null;
  allProducts: boolean;
  products: string[];
  several: boolean;
  pausedUntil: string | null;
  tokenState: TokenState;
  tokenUsedAt: string | null;
  passkeys: number;
  own: boolean;
};

/** A page of the company's people, by name unless asked otherwise; `more` when there are more than were counted. */
export async function listPeople(
  { tx, actor }: CompanyContext,
  { text, profile, standing, token, sort, page, size }: PeopleWanted,
): Promise<PageOf<PersonRow> & { more: boolean }> {
  const patterns = text === null ? [] : searchPatterns(text, 1);
  if (text !== null && !saysAnything(text)) return { rows: [], total: 0, more: false, page, size };
  const [found] = await tx.$queryRaw<{ ids: number[]; total: number; more: boolean }[]>`
    SELECT ids, total, more FROM list_people(${patterns}, ${{ profile, standing, token }}, ${sort?.by ?? "nombre"}, ${sort?.down ?? false},
      ${size}::int, ${(page - 1) * size}::int)`;
  const { ids, total, more } = found ?? { ids: [], total: 0, more: false };
  const rows = await tx.$queryRaw<PersonRow[]>`
    SELECT u.username, u.name, p.name AS profile, m.standing::text AS standing, to_json(m.entered_at) #>> '{}' AS "enteredAt",
           m.all_products AS "allProducts", f.several, to_json(f.paused_until) #>> '{}' AS "pausedUntil", m.token_state::text AS "tokenState",
           to_json(f.token_used_at) #>> '{}' AS "tokenUsedAt", f.passkeys, m.id = ${actor.membershipId} AS own,
           ARRAY(SELECT r.code FROM membership_product mp JOIN product r ON r.id = mp.product_id WHERE mp.membership_id = m.id ORDER BY r.code) AS products
      FROM unnest(${ids}::int[]) WITH ORDINALITY AS k (id, n) JOIN membership m ON m.id = k.id JOIN app_user u ON u.id = m.user_id
      JOIN profile p ON p.tenant_id = m.tenant_id AND p.id = m.profile_id JOIN people_facts(${ids}::int[]) f ON f.membership = m.id ORDER BY k.n`;
  return { rows, total, more, page, size };
}

/** Somebody of the company. @throws NotFound whoever is none of it */
export const findMember = (ctx: CompanyContext, username: string): Promise<Member> => readMember(ctx, username);

/** What can be done to somebody now by the person who looks: a digest of what they would confirm, or the sentence that says why not. */
export type Possible = { [What in Act]?: { seen: string; why?: undefined } | { why: DomainError; seen?: undefined } };

/** Of these acts, those that the person who looks holds at all. */
export async function findPossible(ctx: CompanyContext, member: Member, wanted: readonly Act[]): Promise<Possible> {
  const held = wanted.filter((act) => ctx.actor.permissions.has(asksOf[act]));
  const [first] = held;
  const beyond = first && (await whyNot(ctx, asksOf[first], member));
  return Object.fromEntries(
    held.map((act) => {
      const why = beyond ?? obstacle(act, member);
      return [act, why ? { why } : { seen: digestOf(actStatement(ctx, member, act).shown) }];
    }),
  );
}

/** Why the person who looks may not do what they hold to somebody; null where they may. */
export async function whyNot(ctx: CompanyContext, asks: Permission, member: Member): Promise<DomainError | null> {
  try {
    requireActable(ctx, await readLimits(ctx, asks), member);
    return null;
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
}

export type ProfileChoice = { id: number; name: string; active: boolean; grantable: boolean };

/** The company's profiles, with those that the person who looks may give. */
export async function listProfileChoices(ctx: CompanyContext): Promise<ProfileChoice[]> {
  const { covered } = await readCeiling(ctx);
  const beyondThem = services.filter((service) => !covered.has(service));
  return ctx.tx.$queryRaw<ProfileChoice[]>`
    SELECT p.id, p.name, p.status = 'ACTIVE' AS active,
           NOT EXISTS (SELECT 1 FROM profile_permission g WHERE g.profile_id = p.id AND g.service = ANY(${beyondThem}::text[])) AS grantable
      FROM profile p WHERE p.tenant_id = ${ctx.company.id} ORDER BY lower(p.name)`;
}

/** What somebody's form offers: products, and what the person who looks may let them grant. */
export async function findOffered(
  ctx: CompanyContext,
): Promise<{ products: { code: string; name: string }[]; services: Service[]; all: boolean }> {
  const { tx, company, actor } = ctx;
  const { grantable } = await readCeiling(ctx);
  const products = await tx.$queryRaw<{ code: string; name: string }[]>`
    SELECT code, name FROM product WHERE tenant_id = ${company.id} ORDER BY code`;
  const [own] = await tx.$queryRaw<{ all: boolean }[]>`
    SELECT ceiling_all AS all FROM membership WHERE id = ${actor.membershipId}`;
  return { products, services: services.filter((service) => grantable.has(service)), all: own?.all ?? false };
}

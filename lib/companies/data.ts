import { differences, type ReviewLine } from "@/lib/approvals/rules";
import {
  type CompanyContact,
  type CompanyData,
  type CompanyPhone,
  companyPicture,
  noCompanyData,
} from "@/lib/companies/rules";
import type { Audit, BrokerContext, CompanyContext } from "@/lib/context";
import type { Tx } from "@/lib/db";

/** Whoever says something of their house: of a company, or of a broker, which says the same of itself. */
export type HouseContext = {
  tx: Tx;
  now: Date;
  audit: Audit;
  membershipId: number;
  kind: "company" | "broker";
  house: { id: number; code: string };
};

export const houseOfCompany = ({ tx, now, audit, actor, company }: CompanyContext): HouseContext => ({
  tx,
  now,
  audit,
  membershipId: actor.membershipId,
  kind: "company",
  house: company,
});

export const houseOfBroker = ({ tx, now, audit, membershipId, broker }: BrokerContext): HouseContext => ({
  tx,
  now,
  audit,
  membershipId,
  kind: "broker",
  house: broker,
});

type Version = CompanyData & { version: number; changedAt: Date; who: string };

/** What the company or broker says of itself now; null while it has said nothing. */
export async function findCompanyData(ctx: HouseContext): Promise<Version | null> {
  const [latest] = await listVersions(ctx, { most: 1, skip: 0 });
  return latest ?? null;
}

/** A change of what the company says of itself: who made it and when, and each fact as it was and as it became. */
export type CompanyChange = { version: number; at: Date; who: string; lines: ReviewLine[] };

/** Its changes, the newest first, a page of them; the version counts them all. */
export async function listCompanyChanges(
  ctx: HouseContext,
  { page, size }: { page: number; size: number },
): Promise<CompanyChange[]> {
  const versions = await listVersions(ctx, { most: size + 1, skip: (page - 1) * size });
  return versions.slice(0, size).map((one, index) => ({
    version: one.version,
    at: one.changedAt,
    who: one.who,
    lines: differences(companyPicture(versions[index + 1] ?? noCompanyData), companyPicture(one)),
  }));
}

async function listVersions(
  { tx, house }: HouseContext,
  { most, skip }: { most: number; skip: number },
): Promise<Version[]> {
  return tx.$queryRaw<(Version & { phones: CompanyPhone[]; contacts: CompanyContact[] })[]>`
    SELECT v.version, v.address, v.city, v.mail, v.website, v.changed_at AS "changedAt", u.name AS who,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('label', p.label, 'number', p.number) ORDER BY p.ordinal), '[]')
              FROM company_phone p WHERE p.tenant_id = v.tenant_id AND p.version = v.version) AS phones,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('name', c.name, 'role', c.role, 'mail', c.mail, 'phone', c.phone) ORDER BY c.ordinal), '[]')
              FROM company_contact c WHERE c.tenant_id = v.tenant_id AND c.version = v.version) AS contacts
      FROM company_version v JOIN membership m ON m.tenant_id = v.tenant_id AND m.id = v.changed_by JOIN app_user u ON u.id = m.user_id
     WHERE v.tenant_id = ${house.id} ORDER BY v.version DESC LIMIT ${most} OFFSET ${skip}`;
}

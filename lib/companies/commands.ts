import { differences } from "@/lib/approvals/rules";
import { findCompanyData, type HouseContext } from "@/lib/companies/data";
import { type CompanyData, companyPicture, noCompanyData } from "@/lib/companies/rules";
import type { EditCompany } from "@/lib/companies/schema";
import { DomainError } from "@/lib/errors";

/** What would change, as it is and as it will be. Refuses as `editCompany`. */
export async function companyEdit(ctx: HouseContext, { version, ...after }: EditCompany) {
  const now = await findCompanyData(ctx);
  if ((now?.version ?? 0) !== version) throw new DomainError("company.changed");
  const pictures = { before: companyPicture(now ?? noCompanyData), after: companyPicture(after) };
  const lines = differences(pictures.before, pictures.after);
  if (lines.length === 0) throw new DomainError("company.same");
  return { subject: ctx.house.code, shown: pictures, lines };
}

/**
 * What the company or broker says of itself from now on: a version of the whole, after the one its person saw; the earlier ones stay. Two at once:
 * one does, the other reads that it was modified. Refuses company.changed, company.same.
 */
export async function editCompany(ctx: HouseContext, input: EditCompany): Promise<void> {
  const { tx, house, kind } = ctx;
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('company_version'), ${house.id}::int)::text AS held`;
  const { shown } = await companyEdit(ctx, input);
  await insertVersion(ctx, input.version + 1, input);
  if (kind === "broker") await ctx.audit("broker.modified", house.code, shown);
  else await ctx.audit("company.modified", house.code, shown);
}

async function insertVersion({ tx, house, membershipId, now }: HouseContext, version: number, data: CompanyData) {
  const { address, city, mail, website, phones, contacts } = data;
  await tx.$executeRaw`
    INSERT INTO company_version (tenant_id, version, address, city, mail, website, changed_by, changed_at)
    VALUES (${house.id}, ${version}, ${address}, ${city}, ${mail}, ${website}, ${membershipId}, ${now})`;
  const each = <Row>(rows: readonly Row[]) => rows.map((row, index) => ({ ...row, ordinal: index + 1 }));
  const key = { tenantId: house.id, version };
  await tx.companyPhone.createMany({ data: each(phones).map((row) => ({ ...key, ...row })) });
  await tx.companyContact.createMany({ data: each(contacts).map((row) => ({ ...key, ...row })) });
}

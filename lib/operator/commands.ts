import type { Statement } from "@/lib/approvals/confirmations";
import type { ReviewLine } from "@/lib/approvals/rules";
import type { OperatorContext, Served } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { impersonal, inviteFirst, newTenant } from "@/lib/operator/first";
import { contractedOf, taxIdOf, timeZones } from "@/lib/operator/rules";
import type { CompanyInput } from "@/lib/operator/schema";
import { personDocumentOf } from "@/lib/people/rules";
import { words } from "@/lib/words";

/** What a company will be, as its operator reads and confirms it. Refuses what no company can be, beside its field. */
export async function companyShown(
  _ctx: OperatorContext,
  input: CompanyInput,
): Promise<Omit<Statement, "purpose"> & { lines: ReviewLine[] }> {
  const facts = factsOf(input);
  const shown = { ...facts, services: [...facts.services] };
  const lines = Object.entries({
    ...facts,
    services: facts.services.join(", "),
    accounts: facts.accounts.join(", "),
  }).map(([key, value]) => ({
    key,
    before: null,
    after: String(value),
  }));
  return { subject: facts.code, shown, lines };
}

function factsOf(input: CompanyInput) {
  const taxId = taxIdOf(input.nit, input.pais);
  if (!taxId) throw new DomainError("registry.taxId", {}, "nit");
  const document = personDocumentOf(input.documento, input.pais);
  if (!document) throw new DomainError("registry.document", {}, "documento");
  const contracted = contractedOf(input.servicios);
  if (!contracted) throw new DomainError("registry.services", {}, "servicios");
  if (input.prepara && input.firmas !== "1") throw new DomainError("registry.makerSigns", {}, "prepara");
  return {
    code: input.codigo,
    name: input.nombre,
    country: input.pais,
    taxId,
    signatures: Number(input.firmas),
    makerMaySign: input.prepara === "si",
    account: input.cuentas[0] ?? "",
    accounts: input.cuentas,
    services: contracted as string[],
    username: input.usuario,
    person: input.persona,
    document,
    mail: input.correo.toLowerCase(),
  };
}

/**
 * Registers a company whole, in one transaction: its accounts (the first is used), what it has contracted, its first administrator, who is mailed an
 * invitation. Refuses registry.codeTaken, registry.taxIdTaken, registry.personTaken and those of `companyShown`.
 */
export async function registerCompany(ctx: OperatorContext, input: CompanyInput): Promise<Served> {
  const facts = factsOf(input);
  const company = await ctx.serve(await newTenant(ctx, { ...facts, kind: "COMPANY" }));
  const { tx, tenant } = company;
  const added = await tx.$executeRaw`
    INSERT INTO company (tenant_id, tax_id, country, time_zone, signatures_required, maker_may_sign, bank_account)
    VALUES (${tenant.id}, ${facts.taxId}, ${facts.country}::country, ${timeZones[facts.country]}, ${facts.signatures}, ${facts.makerMaySign}, ${facts.account})
    ON CONFLICT (tax_id) DO NOTHING`;
  if (added === 0) throw new DomainError("registry.taxIdTaken", {}, "nit");
  await tx.$executeRaw`INSERT INTO bank_account (tenant_id, number) SELECT ${tenant.id}::int, unnest(${facts.accounts}::text[])`;
  await tx.$executeRaw`
    INSERT INTO contracted_service (tenant_id, service) SELECT ${tenant.id}::int, unnest(${facts.services}::text[])`;
  await inviteFirst(company, words("es")("operator.firstProfile"), facts);
  await company.audit("registry.registered", tenant.code, impersonal(facts));
  return tenant;
}

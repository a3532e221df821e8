import type { CompanyContext } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";
import type { NameInput } from "@/lib/registers/schema";

/** A product or an account of the company: as it is registered, and as the company calls it. */
export type Named = { kind: "PRODUCT" | "ACCOUNT"; subject: string; registered: string; own: string | null };

/** All that a company may call by a name of its own: its products, then its accounts. */
export async function listNamed({ tx, company }: CompanyContext): Promise<Named[]> {
  return tx.$queryRaw<Named[]>`
    SELECT x.kind, x.subject, x.registered, n.name AS own FROM (
      SELECT 'PRODUCT' AS kind, p.code AS subject, p.name AS registered FROM product p WHERE p.tenant_id = ${company.id}
      UNION ALL SELECT 'ACCOUNT', a.number, a.number FROM bank_account a WHERE a.tenant_id = ${company.id}
      UNION SELECT 'ACCOUNT', ${company.bankAccount}, ${company.bankAccount}) x
      LEFT JOIN own_name n ON n.tenant_id = ${company.id} AND n.kind::text = x.kind AND n.subject = x.subject
     ORDER BY x.kind DESC, x.subject`;
}

/** The company's own names of its accounts, by number. */
export async function accountNames({
  tx,
  company,
}: Pick<CompanyContext, "tx" | "company">): Promise<Map<string, string>> {
  const rows = await tx.ownName.findMany({
    where: { tenantId: company.id, kind: "ACCOUNT" },
    select: { subject: true, name: true },
  });
  return new Map(rows.map(({ subject, name }) => [subject, name]));
}

/**
 * Gives a product or an account a name of the company's own, or takes it away; the registered one stays, and so does what papers say that
 * were issued. Refuses registers.changed, registers.same, registers.nameTaken. @throws NotFound
 */
export async function giveName(ctx: CompanyContext, { clase, codigo, antes, nombre }: NameInput): Promise<void> {
  const { tx, company, now } = ctx;
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('own_name'), ${company.id}::int)::text AS held`;
  const named = await listNamed(ctx);
  const one = named.find(({ kind, subject }) => kind === clase && subject === codigo);
  if (!one) throw new NotFound();
  const before = one.own ?? "";
  if (before !== antes) throw new DomainError("registers.changed");
  if (before === nombre) throw new DomainError("registers.same");
  const same = (text: string | null) => text !== null && text.toLowerCase() === nombre.toLowerCase();
  // Nor as another is registered: two products would read alike.
  if (named.some((other) => other !== one && (same(other.own) || same(other.registered))))
    throw new DomainError("registers.nameTaken", { name: nombre }, "nombre");
  if (nombre === "")
    await tx.$executeRaw`DELETE FROM own_name WHERE tenant_id = ${company.id} AND kind = ${clase}::named_kind AND subject = ${codigo}`;
  else
    await tx.$executeRaw`
      INSERT INTO own_name (tenant_id, kind, subject, name, changed_at) VALUES (${company.id}, ${clase}::named_kind, ${codigo}, ${nombre}, ${now})
      ON CONFLICT (tenant_id, kind, subject) DO UPDATE SET name = excluded.name, changed_at = excluded.changed_at`;
  await ctx.audit("name.modified", codigo, {
    before: { name: before || one.registered },
    after: { name: nombre || one.registered },
  });
}

import { recalculateWaiting } from "@/lib/batches/recalculate";
import { findCompany } from "@/lib/command";
import type { OperatorContext, TenantContext } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";
import type { BatchType, Currency } from "@/lib/generated/prisma/enums";
import { formatMoney } from "@/lib/money";
import type { ChangeOf } from "@/lib/operator/changes";
import type { Picture } from "@/lib/operator/rules";
import { percentOf } from "@/lib/parameters/rules";

// What of the register only two operators change.

/** The company being served, as what acts in it knows it. @throws NotFound for a broker or the platform */
async function companyOf({ tx, now, tenant, audit }: OperatorContext): Promise<TenantContext> {
  if (tenant.kind !== "COMPANY") throw new NotFound();
  return { tx, now, company: await findCompany(tx, tenant.id), audit };
}

type FeeRow = { currency: Currency; type: BatchType; fixed: bigint; points: number; tax: number };

/** Fees of a product by type of lot: `RECARGA.fixed` in cents, `RECARGA.points` and `RECARGA.tax` in basis points. */
export const feesKind: ChangeOf = {
  async current(ctx, code) {
    const rows = await ctx.tx.$queryRaw<FeeRow[]>`
      SELECT p.currency::text AS currency, f.batch_type::text AS type, f.fixed_cents AS fixed, f.basis_points AS points, f.tax_basis_points AS tax
        FROM product_fee f JOIN product p ON p.id = f.product_id WHERE p.tenant_id = ${ctx.tenant.id} AND p.code = ${code} ORDER BY f.batch_type`;
    if (rows.length === 0) throw new NotFound();
    return Object.fromEntries([
      ["currency", rows[0]?.currency ?? ""],
      ...rows.flatMap(({ type, fixed, points, tax }) => [
        [`${type}.fixed`, fixed.toString()],
        [`${type}.points`, String(points)],
        [`${type}.tax`, String(tax)],
      ]),
    ]);
  },
  print: (key, value, _say, { currency }) =>
    key.endsWith(".fixed") ? formatMoney(BigInt(value), currency as Currency) : `${percentOf(Number(value))} %`,
  async apply(ctx, { id, subject, before, after }) {
    const changed = new Set<BatchType>();
    for (const key of Object.keys(after)) if (after[key] !== before[key]) changed.add(key.split(".")[0] as BatchType);
    const company = await companyOf(ctx);
    const product = await ctx.tx.product.findFirstOrThrow({
      where: { tenantId: ctx.tenant.id, code: subject },
      select: { id: true },
    });
    for (const type of changed)
      await ctx.tx.$executeRaw`
        UPDATE product_fee SET fixed_cents = ${after[`${type}.fixed`]}::bigint, basis_points = ${after[`${type}.points`]}::int,
               tax_basis_points = ${after[`${type}.tax`]}::int
         WHERE tenant_id = ${ctx.tenant.id} AND product_id = ${product.id} AND batch_type = ${type}::batch_type`;
    await recalculateWaiting(company, { productId: product.id, types: [...changed] }, `fees: change ${id}`);
  },
};

/** How many sign, and whether who prepares may. Lots confirmed before keep how many sign; the rest is asked at each signature. */
export const schemeKind: ChangeOf = {
  async current(ctx) {
    const { company } = await companyOf(ctx);
    return { signatures: String(company.signaturesRequired), makerMaySign: company.makerMaySign ? "yes" : "no" };
  },
  check(_ctx, { signatures, makerMaySign }) {
    if (makerMaySign === "yes" && signatures !== "1") throw new DomainError("registry.makerSigns", {}, "prepara");
  },
  print(key, value, say) {
    if (key !== "signatures")
      return value === "yes" ? say("operator.changes.values.yes") : say("operator.changes.values.no");
    return value === "1" ? say("operator.changes.values.signatures1") : say("operator.changes.values.signatures2");
  },
  async apply(ctx, { after }) {
    await ctx.tx.$executeRaw`
      UPDATE company SET signatures_required = ${after.signatures}::smallint, maker_may_sign = ${after.makerMaySign === "yes"}
       WHERE tenant_id = ${ctx.tenant.id}`;
  },
};

/** The accounts from which a company may pay, each on a line, and the one in use. */
export const accountsKind: ChangeOf = {
  async current(ctx) {
    const { company } = await companyOf(ctx);
    const accounts = await ctx.tx.$queryRaw<{ number: string }[]>`
      SELECT number FROM bank_account WHERE tenant_id = ${ctx.tenant.id} ORDER BY number COLLATE "C"`;
    return { accounts: accounts.map(({ number }) => number).join("\n"), inUse: company.bankAccount };
  },
  check(_ctx, after) {
    if (!linesOf(after).includes(after.inUse ?? "")) throw new DomainError("change.accountUnknown", {}, "usada");
  },
  print: (_key, value) => value.replaceAll("\n", ", "),
  async apply(ctx, { id, before, after }) {
    const [kept, wanted] = [linesOf(before), linesOf(after)];
    const gone = kept.filter((number) => !wanted.includes(number));
    const added = wanted.filter((number) => !kept.includes(number));
    await ctx.tx
      .$executeRaw`INSERT INTO bank_account (tenant_id, number) SELECT ${ctx.tenant.id}::int, unnest(${added}::text[])`;
    await ctx.tx.$executeRaw`UPDATE company SET bank_account = ${after.inUse} WHERE tenant_id = ${ctx.tenant.id}`;
    if (after.inUse !== before.inUse) await recalculateWaiting(await companyOf(ctx), {}, `account: change ${id}`);
    // Whoever was signing a lot had it locked until their order was there; only now is it known which orders there are.
    await requireUnused(ctx, gone);
    await ctx.tx
      .$executeRaw`DELETE FROM bank_account WHERE tenant_id = ${ctx.tenant.id} AND number = ANY(${gone}::text[])`;
  },
};

const linesOf = ({ accounts = "" }: Picture): string[] => accounts.split("\n").filter(Boolean);

/** An order that still is to be paid from an account keeps it. */
async function requireUnused(ctx: OperatorContext, accounts: readonly string[]): Promise<void> {
  const [used] = await ctx.tx.$queryRaw<{ account: string; number: string }[]>`
    SELECT bank_account AS account, number FROM service_order WHERE tenant_id = ${ctx.tenant.id} AND bank_account = ANY(${[...accounts]}::text[])
       AND status IN ('AUTHORIZED', 'PAYMENT_FAILED', 'PAYING', 'IN_VERIFICATION') ORDER BY id LIMIT 1`;
  if (used) throw new DomainError("change.accountUsed", { account: used.account, number: used.number });
}

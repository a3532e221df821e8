import { differences } from "@/lib/approvals/rules";
import { type BatchType, batchTypes } from "@/lib/batches/layouts";
import type { OperatorContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { type Currency, formatCount, formatMoney, parseAmountCents } from "@/lib/money";
import { lockRegistered, type Shown } from "@/lib/operator/company";
import { findRegistered } from "@/lib/operator/company-queries";
import { currencies, type Fee, feeText, feeTyped } from "@/lib/operator/fees";
import { findProduct } from "@/lib/operator/product-queries";
import type { ProductChange, ProductInput } from "@/lib/operator/product-schema";

// A company's products. A fee is a product's first word for a type; another one is a change by two operators.

type Limits = {
  name: string;
  types: BatchType[];
  linesMax: number;
  minCents: bigint;
  maxCents: bigint;
  /** Of credits by hand; null = no limit. */
  dayMaxCents: bigint | null;
  cardMaxCents: bigint | null;
};
type Fees = Partial<Record<BatchType, Fee>>;

/** Refuses registry.types, registry.lines, registry.amount, registry.limits, each beside its field. */
function limitsOf({ nombre, tipos, lineas, minimo, maximo, diario, tarjeta }: ProductChange): Limits {
  const types = batchTypes.filter((type) => tipos.includes(type));
  if (types.length === 0 || types.length !== new Set(tipos).size) throw new DomainError("registry.types", {}, "tipos");
  const linesMax = Number(lineas);
  if (linesMax > 1_000_000) throw new DomainError("registry.lines", {}, "lineas");
  const [minCents, maxCents] = [parseAmountCents(minimo), parseAmountCents(maximo)];
  if (minCents === null) throw new DomainError("registry.amount", {}, "minimo");
  if (maxCents === null) throw new DomainError("registry.amount", {}, "maximo");
  if (minCents > maxCents) throw new DomainError("registry.limits", {}, "maximo");
  const dayMaxCents = optionalLimit(diario, "diario", minCents);
  const cardMaxCents = optionalLimit(tarjeta, "tarjeta", minCents);
  return { name: nombre, types, linesMax, minCents, maxCents, dayMaxCents, cardMaxCents };
}

/** A limit below the least that one credit may be would forbid all of them. */
function optionalLimit(typed: string, field: "diario" | "tarjeta", minCents: bigint): bigint | null {
  if (typed === "") return null;
  const cents = parseAmountCents(typed);
  if (cents === null) throw new DomainError("registry.amount", {}, field);
  if (cents < minCents) throw new DomainError("registry.creditLimit", {}, field);
  return cents;
}

/** The fees of these types as they were typed. Refuses registry.fee beside the field. */
function feesOf(types: readonly BatchType[], typed: Readonly<Record<string, string>>): Fees {
  const fees: Fees = {};
  for (const type of types) {
    const fee = feeTyped(type, typed);
    if ("wrong" in fee) throw new DomainError("registry.fee", {}, fee.wrong);
    fees[type] = fee;
  }
  return fees;
}

function linesOf(limits: Limits, fees: Fees, currency: Currency) {
  const { name, types, linesMax, minCents, maxCents, dayMaxCents, cardMaxCents } = limits;
  const orNone = (cents: bigint | null) => (cents === null ? "NO_LIMIT" : formatMoney(cents, currency));
  const told = Object.entries(fees).map(([type, fee]) => [`fee-${type}`, feeText(fee, currency)]);
  return {
    name,
    types: types.join(", "),
    lines: formatCount(linesMax, currency),
    min: formatMoney(minCents, currency),
    max: formatMoney(maxCents, currency),
    dayMax: orNone(dayMaxCents),
    cardMax: orNone(cardMaxCents),
    ...Object.fromEntries(told),
  } as Record<string, string>;
}

/**
 * A product as it will be, in the currency of its company's country. Refuses registry.codeTaken, registry.types, registry.lines,
 * registry.amount, registry.limits, registry.creditLimit, registry.fee.
 */
export async function productShown(ctx: OperatorContext, input: ProductInput): Promise<Shown> {
  const { country, code: company } = await findRegistered(ctx);
  const [currency, limits] = [currencies[country], limitsOf(input)];
  const [taken] = await ctx.tx.$queryRaw<object[]>`SELECT 1 FROM product WHERE code = ${input.codigo}`;
  if (taken) throw new DomainError("registry.codeTaken", { code: input.codigo }, "codigo");
  const after = {
    code: input.codigo,
    kind: input.clase,
    currency,
    ...linesOf(limits, feesOf(limits.types, input.fees), currency),
  };
  const lines = Object.entries(after).map(([key, value]) => ({ key, before: null, after: value }));
  return { subject: input.codigo, shown: { company, ...after }, lines };
}

/** Registers a product with its first fees; its accounts come with it. Refuses as `productShown`. */
export async function registerProduct(ctx: OperatorContext, input: ProductInput): Promise<void> {
  const { tx, tenant } = ctx;
  const { country } = await findRegistered(ctx);
  const limits = limitsOf(input);
  const [row] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO product (tenant_id, code, name, kind, currency, batch_types, lines_max, amount_min_cents, amount_max_cents,
                         day_max_cents, card_max_cents)
    VALUES (${tenant.id}, ${input.codigo}, ${limits.name}, ${input.clase}::product_kind, ${currencies[country]}::currency,
            ${limits.types}::text[]::batch_type[], ${limits.linesMax}, ${limits.minCents}, ${limits.maxCents},
            ${limits.dayMaxCents}, ${limits.cardMaxCents})
    ON CONFLICT (code) DO NOTHING RETURNING id`;
  if (!row) throw new DomainError("registry.codeTaken", { code: input.codigo }, "codigo");
  const fees = feesOf(limits.types, input.fees);
  await addFees(ctx, row.id, fees);
  await ctx.audit("registry.productRegistered", input.codigo, {
    kind: input.clase,
    ...linesOf(limits, fees, currencies[country]),
  });
}

async function addFees({ tx, tenant }: OperatorContext, product: number, fees: Fees): Promise<void> {
  for (const [type, { fixedCents, basisPoints, taxBasisPoints }] of Object.entries(fees))
    await tx.$executeRaw`
      INSERT INTO product_fee (tenant_id, product_id, batch_type, fixed_cents, basis_points, tax_basis_points)
      VALUES (${tenant.id}, ${product}, ${type}::batch_type, ${fixedCents}, ${basisPoints}, ${taxBasisPoints})`;
}

/**
 * What of a product changes, with the first fee of each type that it takes for the first time. @throws NotFound; refuses
 * registry.nothingChanged and as `productShown`
 */
export async function productChangeShown(ctx: OperatorContext, input: ProductChange): Promise<Shown> {
  const { before, after } = await changeOf(ctx, input);
  const lines = differences(before, after);
  if (lines.length === 0) throw new DomainError("registry.nothingChanged");
  return { subject: input.codigo, shown: { company: ctx.tenant.code, code: input.codigo, before, after }, lines };
}

async function changeOf(ctx: OperatorContext, input: ProductChange) {
  await lockRegistered(ctx);
  const product = await findProduct(ctx, input.codigo);
  const limits = limitsOf(input);
  const unpriced = limits.types.filter((type) => !product.fees[type]);
  const first = feesOf(unpriced, input.fees);
  const types = batchTypes.filter((type) => product.batchTypes.includes(type));
  const { amountMinCents: minCents, amountMaxCents: maxCents, currency } = product;
  const before = linesOf({ ...product, types, minCents, maxCents }, {}, currency);
  return { product, limits, first, before, after: linesOf(limits, first, currency) };
}

/** Writes what was shown. Throws and refuses as `productChangeShown`. */
export async function modifyProduct(ctx: OperatorContext, input: ProductChange): Promise<void> {
  const { product, limits, first, before, after } = await changeOf(ctx, input);
  await ctx.tx.$executeRaw`
    UPDATE product SET name = ${limits.name}, batch_types = ${limits.types}::text[]::batch_type[], lines_max = ${limits.linesMax},
           amount_min_cents = ${limits.minCents}, amount_max_cents = ${limits.maxCents},
           day_max_cents = ${limits.dayMaxCents}, card_max_cents = ${limits.cardMaxCents}
     WHERE tenant_id = ${ctx.tenant.id} AND id = ${product.id}`;
  await addFees(ctx, product.id, first);
  await ctx.audit("registry.productModified", product.code, { before, after });
}

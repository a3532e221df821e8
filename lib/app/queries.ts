import { operations } from "@/lib/app/contract";
import type {
  Balance,
  Lines,
  Lot,
  Order,
  Orders,
  OrdersWanted,
  Rights,
  Signable,
  StatementShown,
  WaitingToSign,
} from "@/lib/app/schema";
import { digestOf } from "@/lib/approvals/confirmations";
import { findBatch, listLines, listToSign, type PageWanted } from "@/lib/batches/queries";
import { batchNumber } from "@/lib/batches/schema";
import type { Figures, SignatureShown } from "@/lib/batches/shown";
import { inOwnCompanies } from "@/lib/companies/queries";
import type { Context, PersonContext } from "@/lib/context";
import { NotFound } from "@/lib/errors";
import type { BatchStatus, BatchType } from "@/lib/generated/prisma/enums";
import { listBalances } from "@/lib/home/statement";
import { listWaiting } from "@/lib/home/waiting";
import { findOrder, listOrders } from "@/lib/orders/queries";

// The same queries as the portal's screens, in the App's words. What is beyond a person's reach is not there.

/** What a door of the App asks for: whatever else a profile grants is done in the portal. */
const asked: ReadonlySet<string> = new Set(Object.values(operations).map(({ asks }) => asks));

/** Where this person works and what they may do there by the App. */
export async function readRights(ctx: PersonContext): Promise<Rights> {
  const empresas = await inOwnCompanies(ctx, async ({ code, name, taxId, permissions, products }) => ({
    codigo: code,
    nombre: name,
    documento: taxId,
    acciones: [...permissions].filter((permission) => asked.has(permission)).sort(),
    productos: products.map((product) => ({ codigo: product.code, nombre: product.name, moneda: product.currency })),
  }));
  return { empresas };
}

/** How many lots wait for this person's signature, and where. */
export async function listWaitingToSign(ctx: PersonContext): Promise<WaitingToSign> {
  const parts = await inOwnCompanies(ctx, async (own) => {
    const waiting = await listWaiting(ctx, own);
    return waiting.flatMap(({ kind, productId, count, oldest, since }) => {
      const product = own.products.find((one) => one.id === productId);
      if (kind !== "sign" || !product) return [];
      return [{ empresa: own.code, producto: product.code, lotes: count, primero: oldest, desde: since.toISOString() }];
    });
  });
  const productos = parts.flat();
  return { total: productos.reduce((sum, one) => sum + one.lotes, 0), productos };
}

/** The lots of a product that this person could sign now, at most a hundred, the newest first. */
export async function listSignable(ctx: Context): Promise<Signable> {
  const rows = await listToSign(ctx);
  const mine = rows.filter(({ signedByMe, madeByMe }) => !signedByMe && !madeByMe);
  return {
    lotes: mine.map((row) => ({
      numero: row.number,
      tipo: row.type,
      estado: row.status,
      version: row.version,
      archivo: row.fileName,
      lineas: row.lineCount,
      montoCentavos: row.totalCents.toString(),
      comisionCentavos: row.commissionCents.toString(),
      impuestoCentavos: row.taxCents.toString(),
      totalCentavos: row.orderTotalCents.toString(),
      avisos: row.warningCount,
      cargadoPor: row.uploadedBy,
      confirmadoEn: row.confirmedAt.toISOString(),
      firmas: row.signatures,
      firmasRequeridas: row.signaturesRequired,
    })),
  };
}

/** @throws NotFound */
async function lotOf(ctx: Context, number: string) {
  const lot = batchNumber.safeParse(number).success ? await findBatch(ctx, number) : null;
  if (!lot) throw new NotFound();
  return lot;
}

/** A lot of the product. @throws NotFound */
export async function readLot(ctx: Context, number: string): Promise<Lot> {
  const lot = await lotOf(ctx, number);
  return {
    numero: lot.number,
    tipo: lot.type,
    estado: lot.status,
    version: lot.version,
    archivo: lot.fileName,
    lineas: lot.lineCount,
    montoCentavos: lot.totalCents.toString(),
    avisos: lot.warningCount,
    razonDeAvisos: lot.warningsReason,
    comisionCentavos: lot.commissionCents?.toString() ?? null,
    impuestoCentavos: lot.taxCents?.toString() ?? null,
    totalCentavos: lot.orderTotalCents?.toString() ?? null,
    cuenta: lot.bankAccount,
    huella: lot.digest,
    cargadoPor: lot.uploadedByName,
    cargadoEn: lot.uploadedAt.toISOString(),
    confirmadoPor: lot.confirmedByName,
    confirmadoEn: lot.confirmedAt?.toISOString() ?? null,
    firmas: lot.signatures.map(({ name, signedAt }) => ({ nombre: name, en: signedAt.toISOString() })),
    firmasRequeridas: lot.signaturesRequired,
    orden: lot.order?.number ?? null,
  };
}

/** A page of a lot's lines, in file order. @throws NotFound */
export async function readLines(ctx: Context, number: string, wanted: PageWanted): Promise<Lines> {
  const { rows, total, page, size } = await listLines(ctx, await lotOf(ctx, number), wanted);
  return {
    total,
    pagina: page,
    ver: size,
    lineas: rows.map(({ line, cells, amountCents, result, reason }) => ({
      linea: line,
      datos: cells,
      montoCentavos: amountCents?.toString() ?? null,
      resultado: result,
      razon: reason,
    })),
  };
}

const figuresOf = ({ lineCount, amountCents, commissionCents, taxCents, totalCents }: Figures) => ({
  lineas: lineCount,
  montoCentavos: amountCents,
  comisionCentavos: commissionCents,
  impuestoCentavos: taxCents,
  totalCentavos: totalCents,
});

/** A calculated order as the App shows it; `visto` is the digest of exactly what is kept. */
export function statementOf(statement: { id: string; shown: unknown; expires_at: Date }): StatementShown {
  const { grouping, lots, total } = statement.shown as SignatureShown;
  return {
    confirmacion: statement.id,
    visto: digestOf(statement.shown),
    vence: statement.expires_at.toISOString(),
    proceso: grouping === "type" ? "tipo" : "lote",
    lotes: lots.map((lot) => ({
      numero: lot.number,
      version: lot.version,
      tipo: lot.type as BatchType,
      huella: lot.digest,
      cuenta: lot.bankAccount,
      ...figuresOf(lot),
    })),
    total: figuresOf(total),
  };
}

/** How the lots of a statement stand now. */
export async function standingOf(
  { tx, company }: Context,
  confirmation: string,
): Promise<{ numero: string; estado: BatchStatus }[]> {
  return tx.$queryRaw<{ numero: string; estado: BatchStatus }[]>`
    SELECT b.number AS numero, b.status::text AS estado FROM signature s JOIN batch b ON b.tenant_id = s.tenant_id AND b.id = s.batch_id
     WHERE s.tenant_id = ${company.id} AND s.confirmation_id = ${confirmation}::uuid ORDER BY b.id`;
}

/** Orders of the product, the newest first. */
export async function readOrders(
  ctx: Context,
  { desde, hasta, estado }: OrdersWanted,
  wanted: PageWanted,
): Promise<Orders> {
  const search = { from: desde ?? null, to: hasta ?? null, status: estado ?? null, text: null, sort: null };
  const { rows, total, page, size } = await listOrders(ctx, { ...search, ...wanted });
  return {
    total,
    pagina: page,
    ver: size,
    ordenes: rows.map((row) => ({ ...orderFacts({ ...row, invoice: row.invoice }), lotes: row.lots })),
  };
}

type OrderFigures = { lineCount: number } & Record<
  "amountCents" | "commissionCents" | "taxCents" | "totalCents",
  bigint
>;
const centsOf = (row: OrderFigures) => ({
  lineas: row.lineCount,
  montoCentavos: row.amountCents.toString(),
  comisionCentavos: row.commissionCents.toString(),
  impuestoCentavos: row.taxCents.toString(),
  totalCentavos: row.totalCents.toString(),
});

const orderFacts = (
  row: OrderFigures & {
    number: string;
    status: Order["estado"];
    issuedAt: Date;
    failure: string | null;
    invoice: string | null;
  },
) => ({
  numero: row.number,
  estado: row.status,
  emitidaEn: row.issuedAt.toISOString(),
  ...centsOf(row),
  falla: row.failure,
  factura: row.invoice,
});

/** An order of the product with its lots and who signed them. @throws NotFound */
export async function readOrder(ctx: Context, number: string): Promise<Order> {
  const order = /^OS-\d{4}-\d{6}$/.test(number) ? await findOrder(ctx, number) : null;
  if (!order) throw new NotFound();
  return {
    ...orderFacts({ ...order, invoice: order.invoice?.number ?? null }),
    cuenta: order.bankAccount,
    pagadaEn: order.paidAt?.toISOString() ?? null,
    terminadaEn: order.finishedAt?.toISOString() ?? null,
    lotes: order.lots.map((lot) => ({
      numero: lot.number,
      tipo: lot.type,
      estado: lot.status,
      archivo: lot.fileName,
      ...centsOf({ ...lot, amountCents: lot.totalCents, totalCents: lot.orderTotalCents }),
      rechazadas: lot.rejected,
      huella: lot.digest,
      firmas: lot.signers.map(({ name, signedAt }) => ({ nombre: name, en: new Date(signedAt).toISOString() })),
    })),
  };
}

/** What stands on the product's master account, and at the end of each of the last days. @throws NotFound */
export async function readBalance(ctx: Context): Promise<Balance> {
  const { company, product } = ctx;
  const [balance] = await listBalances(ctx, { id: company.id, timeZone: company.timeZone, products: [product] });
  if (!balance) throw new NotFound();
  return {
    producto: product.code,
    moneda: product.currency,
    saldoCentavos: balance.balanceCents.toString(),
    dias: balance.days.map((one) => ({ dia: one.day, saldoCentavos: one.cents })),
  };
}

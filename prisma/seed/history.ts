import { confirmBatch, prepareSignature, rejectBatch, signBatches } from "@/lib/batches/commands";
import { annulOrder, payOrder } from "@/lib/batches/payment";
import { processBatch } from "@/lib/batches/process";
import { findBatch } from "@/lib/batches/queries";
import { settlePayment } from "@/lib/batches/settle";
import { receiveUpload } from "@/lib/batches/upload";
import { validateBatch } from "@/lib/batches/validate";
import type { Permission } from "@/lib/catalog";
import { read, runCommand } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { database } from "@/lib/db";
import { makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import { requestPaymentCode } from "@/lib/orders/commands";
import { findOrder } from "@/lib/orders/queries";
import { cardsOf, demoCompanies, type Product } from "@/prisma/seed/demonstration";
import { days, liveDay } from "@/prisma/seed/movements";
import { dayMs, type Reach, reopen, signedIn, tenantOf, uuidFrom } from "@/prisma/seed/past";

type Team = { maker: string; signers: string[]; payer: string };
type Past = { company: string; product: string; daysAgo: number; lines: number; ends?: "rejected" | "annulled" };

const teams: Record<string, Team> = {
  E1: { maker: "maker1", signers: ["firma1", "firma2"], payer: "pagador1" },
  E2: { maker: "maker2", signers: ["firma9"], payer: "pagador9" },
};
const months = 12;

/** A year of payrolls: every month one of P1, every third one of P2, every second one of P9; one lot refused, one order annulled. */
const year: readonly Past[] = Array.from({ length: months }, (_, index) => months - index).flatMap((month) => {
  const daysAgo = month * 30 - 2;
  const past: Past[] = [{ company: "E1", product: "P1", daysAgo, lines: 40 + ((month * 7) % 25) }];
  if (month % 3 === 0) past.push({ company: "E1", product: "P2", daysAgo: daysAgo - 1, lines: 20 });
  if (month % 2 === 0) past.push({ company: "E2", product: "P9", daysAgo: daysAgo - 2, lines: 15 });
  if (month === 7) past.push({ company: "E1", product: "P1", daysAgo: daysAgo - 3, lines: 12, ends: "rejected" });
  if (month === 4) past.push({ company: "E1", product: "P1", daysAgo: daysAgo - 3, lines: 18, ends: "annulled" });
  return past;
});

/**
 * Lives the demonstration's past year through the product's own commands, each lot and each movement of a master account on its day: the
 * same roles, rules and trail.
 */
export async function liveHistory(reach: Reach): Promise<void> {
  const past = [...year, ...days].toSorted((one, other) => other.daysAgo - one.daysAgo);
  for (const day of past) await ("moves" in day ? liveDay(reach, day) : liveLot(reach, day));
}

async function liveLot(reach: Reach, past: Past): Promise<void> {
  const clockOffsetMs = -past.daysAgo * dayMs;
  const asWeb = () => reopen(reach.webUrl, clockOffsetMs);
  const asWorker = () => reopen(reach.workerUrl, clockOffsetMs);
  const team = teams[past.company];
  const product = demoCompanies
    .find((one) => one.code === past.company)
    ?.products.find((one) => one.code === past.product);
  if (!team || !product) throw new Error(`No ${past.company}/${past.product} in the demonstration`);
  await asWeb();
  const person = (username: string) => signedIn(username, past);
  const maker = await person(team.maker);
  const bytes = rechargeFile(product, past);
  const announced = {
    id: uuidFrom(`${past.company}/${past.product}/${past.daysAgo}`),
    type: "RECARGA" as const,
    fileName: `nomina-${past.product.toLowerCase()}-${past.daysAgo}.txt`,
    contentLength: BigInt(bytes.length),
  };
  const number = await receiveUpload(maker, announced, inOnePiece(bytes));
  await asWorker();
  const { tenant, batch } = await idsOf(maker, number);
  await validateBatch({ workerUrl: reach.workerUrl, clockOffsetMs }, tenant, batch);
  await asWeb();
  const lot = await read(maker, "batch.read", (ctx) => findBatch(ctx, number));
  if (lot?.status !== "VALID") throw new Error(`Lot ${number} of the demonstration is ${lot?.status}`);
  await runCommand(maker, "batch.confirm", (ctx) =>
    confirmBatch(ctx, { lote: number, version: lot.version, visto: lot.seen, motivo: "" }),
  );
  if (past.ends === "rejected") {
    const refusal = { lote: number, version: lot.version + 1, motivo: "Montos del mes anterior" };
    await runCommand(await person(team.signers[0] ?? ""), "batch.reject", (ctx) => rejectBatch(ctx, refusal));
    return;
  }
  const order = await signAll(await Promise.all(team.signers.map(person)), number);
  await payAndProcess(reach, {
    payer: await person(team.payer),
    order,
    batch,
    tenant,
    annulled: past.ends === "annulled",
    asWorker,
  });
}

async function signAll(signers: readonly Caller[], lote: string): Promise<string> {
  let orders: string[] = [];
  for (const signer of signers) {
    const confirmacion = await runCommand(signer, "batch.sign", (ctx) =>
      prepareSignature(ctx, { lotes: [lote], proceso: "lote" }),
    );
    orders = await runCommand(signer, "batch.sign", (ctx) => signBatches(ctx, { confirmacion }));
  }
  if (!orders[0]) throw new Error(`Lot ${lote} of the demonstration issued no order`);
  return orders[0];
}

type Payment = {
  payer: Caller;
  order: string;
  batch: bigint;
  tenant: number;
  annulled: boolean;
  asWorker: () => Promise<void>;
};

async function payAndProcess(
  reach: Reach,
  { payer, order: orden, batch, tenant, annulled, asWorker }: Payment,
): Promise<void> {
  const can = <Result>(asks: Permission, work: Parameters<typeof runCommand<Result>>[2]) =>
    runCommand(payer, asks, work);
  if (annulled) return can("order.annul", (ctx) => annulOrder(ctx, { orden }));
  const confirmacion = await can("order.pay", (ctx) => requestPaymentCode(ctx, { orden }, reach.secretsKeys));
  await can("order.pay", (ctx) => payOrder(ctx, { orden, confirmacion, codigo: "" }));
  const found = await read(payer, "order.read", (ctx) => findOrder(ctx, orden));
  await asWorker();
  const gateway = { url: reach.bankUrl, secret: reach.gatewaySecret };
  await settlePayment({ bank: makeBank(gateway) }, tenant, found?.id ?? 0n);
  await processBatch({ core: makeCore(gateway) }, tenant, batch);
}

async function idsOf(caller: Caller, number: string): Promise<{ tenant: number; batch: bigint }> {
  const tenant = await tenantOf(caller.company);
  const batch = await database().$transaction(async (tx) => {
    await tx.$executeRaw`SELECT set_config('app.tenant', ${String(tenant)}, true)`;
    return tx.batch.findUniqueOrThrow({
      where: { tenantId_number: { tenantId: tenant, number } },
      select: { id: true },
    });
  });
  return { tenant, batch: batch.id };
}

/** Amounts between $ 60.000 and $ 240.000, by line and month, the same on every machine. */
function rechargeFile(product: Product, { daysAgo, lines }: Past): Buffer {
  const rows = cardsOf(product)
    .slice(0, lines)
    .map(
      ({ document }, index) =>
        `CC;${document.slice(3)};${60_000 + ((index * 7_919 + daysAgo * 101) % 180_000)},00;Auxilio ${daysAgo}`,
    );
  return Buffer.from(`tipo_documento;numero_documento;monto;referencia\n${rows.join("\n")}\n`);
}

async function* inOnePiece(bytes: Buffer): AsyncGenerator<Uint8Array> {
  yield bytes;
}

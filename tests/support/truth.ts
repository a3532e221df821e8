import type { Environment } from "@/lib/config";
import { makeBank } from "@/lib/gateways/bank";
import { makeCore } from "@/lib/gateways/core";
import { asOwner } from "@/tests/support/make";

// What really became of an order of E1: its trail, payments, ledger and jobs, read behind the product.

/** The state of an order. */
export async function orderState(order: string): Promise<string> {
  const [row] = await asOwner<{ status: string }>(
    "SELECT o.status FROM service_order o JOIN tenant t ON t.id = o.tenant_id WHERE t.code = 'E1' AND o.number = $1",
    [order],
  );
  return row?.status ?? "none";
}

/** The events of a subject that begin so, in order. */
export async function trailOf(subject: string, prefix: string): Promise<string[]> {
  const rows = await asOwner<{ event: string }>(
    `SELECT e.event FROM audit_event e JOIN tenant t ON t.id = e.tenant_id
      WHERE t.code = 'E1' AND e.subject = $1 AND e.event LIKE $2 AND e.id > coalesce(
        (SELECT max(p.id) FROM audit_event p WHERE p.tenant_id = e.tenant_id AND p.subject = $1 AND p.event = 'batch.processing'), 0)
      ORDER BY e.id`,
    [subject, `${prefix}%`],
  );
  return rows.map(({ event }) => event);
}

const doubts = async (subject: string, event: string): Promise<string[]> => {
  const rows = await asOwner<{ detail: string }>(
    `SELECT e.data ->> 'detail' AS detail FROM audit_event e JOIN tenant t ON t.id = e.tenant_id
      WHERE t.code = 'E1' AND e.subject = $1 AND e.event = $2 ORDER BY e.id`,
    [subject, event],
  );
  return rows.map(({ detail }) => detail);
};

/** Why each asking left an order's payment in doubt. */
export const doubtsOfOrder = (order: string): Promise<string[]> => doubts(order, "payment.inDoubt");
/** Why each asking left a lot's page in doubt. */
export const doubtsOfLot = (lot: string): Promise<string[]> => doubts(lot, "batch.pageInDoubt");

export type Payment = { reference: string; status: string; bankReference: string | null; totalCents: bigint };

/** Every attempt at paying an order, first to last. */
export async function paymentsOf(order: string): Promise<Payment[]> {
  const rows = await asOwner<Omit<Payment, "totalCents"> & { totalCents: string }>(
    `SELECT p.reference, p.status::text AS status, p.bank_reference AS "bankReference", o.total_cents AS "totalCents"
       FROM payment p JOIN service_order o ON o.id = p.order_id JOIN tenant t ON t.id = o.tenant_id
      WHERE t.code = 'E1' AND o.number = $1 ORDER BY p.attempt`,
    [order],
  );
  return rows.map((row) => ({ ...row, totalCents: BigInt(row.totalCents) }));
}

/** The issuer's references of the cards a lot is for, in line order. */
export async function cardsOfLot(lot: string): Promise<string[]> {
  const rows = await asOwner<{ reference: string }>(
    `SELECT c.reference FROM batch b JOIN tenant t ON t.id = b.tenant_id JOIN batch_line l ON l.batch_id = b.id
       JOIN card c ON c.product_id = b.product_id AND c.document = l.document
      WHERE t.code = 'E1' AND b.number = $1 ORDER BY l.line`,
    [lot],
  );
  return rows.map(({ reference }) => reference);
}

/** Every credit to a card that the ledger posted for a lot, in line order. */
export async function creditedByLedger(lot: string): Promise<bigint[]> {
  const rows = await asOwner<{ cents: string }>(
    `SELECT x.cents FROM batch b JOIN tenant t ON t.id = b.tenant_id JOIN batch_page p ON p.batch_id = b.id
       JOIN transfer x ON x.entry_id = p.entry_id JOIN account a ON a.id = x.credit AND a.kind = 'CARD'
      WHERE t.code = 'E1' AND b.number = $1 ORDER BY x.line`,
    [lot],
  );
  return rows.map(({ cents }) => BigInt(cents));
}

const jobOfSubject = `key = CASE WHEN $1 LIKE 'OS-%'
  THEN 'settle-payment:' || (SELECT o.id FROM service_order o JOIN tenant t ON t.id = o.tenant_id WHERE t.code = 'E1' AND o.number = $1)
  ELSE 'process-batch:' || (SELECT b.id FROM batch b JOIN tenant t ON t.id = b.tenant_id WHERE t.code = 'E1' AND b.number = $1) END`;

/** The job that will ask again about an order or a lot: in how many seconds, and how often it has failed. */
export async function jobOf(subject: string): Promise<{ seconds: number; attempts: number; triesMax: number }> {
  const [job] = await asOwner<{ seconds: number; attempts: number; triesMax: number }>(
    `SELECT extract(epoch FROM run_at - now())::float AS seconds, attempts, max_attempts AS "triesMax"
       FROM graphile_worker._private_jobs WHERE ${jobOfSubject}`,
    [subject],
  );
  if (!job) throw new Error(`Nothing will ask about ${subject}`);
  return job;
}

/** Lets the time pass until an order or a lot is asked about again. */
export async function hurry(subject: string): Promise<void> {
  await asOwner(`UPDATE graphile_worker._private_jobs SET run_at = now() WHERE ${jobOfSubject}`, [subject]);
}

/** Does something before an order or a lot is asked about again, which waits for it; null when that had begun already. */
export async function beforeAskedAgain<Result>(subject: string, work: () => Promise<Result>): Promise<Result | null> {
  const moveTo = (time: string, values: unknown[]) =>
    asOwner<{ due: Date }>(
      `UPDATE graphile_worker._private_jobs j SET run_at = ${time} FROM graphile_worker._private_jobs before
        WHERE before.id = j.id AND j.locked_at IS NULL AND j.${jobOfSubject} RETURNING before.run_at AS due`,
      values,
    );
  const [job] = await moveTo("now() + interval '1 hour'", [subject]);
  if (!job) return null;
  try {
    return await work();
  } finally {
    await moveTo("$2", [subject, job.due]);
  }
}

/** Requests of another house, so that bank and core have answers of each kind to repeat. */
export async function makeEarlierAnswers({ BANK_URL = "", GATEWAY_SECRET = "" }: Environment): Promise<void> {
  const [bank, core] = [makeBank, makeCore].map((make) => make({ url: BANK_URL, secret: GATEWAY_SECRET })) as [
    ReturnType<typeof makeBank>,
    ReturnType<typeof makeCore>,
  ];
  const debit = { reference: "OTHER-1", account: "0", amountCents: 1n, currency: "COP", description: "Other" };
  const lines = [{ reference: "OTHER-1.2", card: "0000000000", amountCents: 1n }];
  await bank.debit(debit);
  await bank.debitStatus(debit.reference);
  await core.submitPage({ reference: "OTHER-1", batch: "OTHER", product: "P1", type: "RECARGA", lines });
  await core.pageStatus("OTHER-1");
}

import type { SimulatorState } from "@/lib/simulator/admin";
import type { Eyes } from "@/tests/walker/eyes";
import type { Walk } from "@/tests/walker/walk";

// The bank and the core keep books of their own. They and ours must tell the same story.

type PaidOrder = {
  company: string;
  number: string;
  status: string;
  total: string;
  account: string;
  references: string[];
  entries: number;
};

const ordersSql = `
  SELECT t.code AS company, o.number, o.status, o.total_cents::text AS total, o.bank_account AS account,
         ARRAY(SELECT p.reference FROM payment p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id) AS references,
         (SELECT count(*)::int FROM ledger_entry e WHERE e.tenant_id = o.tenant_id AND e.key = 'order:' || o.id || ':payment') AS entries
    FROM service_order o JOIN tenant t ON t.id = o.tenant_id`;

const paid = ["IN_PROCESS", "PROCESSED", "PROCESSED_WITH_REJECTIONS"];

/** What differs between our books and theirs, each difference a sentence; none is what a walk must end with. */
export async function differences({ two, eyes }: Walk, before: SimulatorState): Promise<string[]> {
  const after = await two.simulator.state();
  const orders = await eyes.ask<PaidOrder>(ordersSql);
  return [
    ...orders.flatMap((order) => debitOf(order, after)),
    ...strangeDebits(orders, after),
    ...bankBalances(before, after),
    ...(await cardBalances(eyes, after)),
    ...(await pagesWithoutLots(eyes, after)),
  ];
}

/** A paid order has one debit at the bank for its total, and one entry; any other order has neither. */
function debitOf(order: PaidOrder, { debits }: SimulatorState): string[] {
  const done = debits.filter(({ reference, status }) => order.references.includes(reference) && status === "CONFIRMED");
  const expected = paid.includes(order.status) ? 1 : 0;
  const free = order.total === "0";
  const name = `${order.company} ${order.number} (${order.status})`;
  const wrong = done.filter(
    ({ account, amountCents }) => account !== order.account || amountCents.toString() !== order.total,
  );
  return [
    ...(done.length === (free ? 0 : expected) ? [] : [`${name} has ${done.length} debits at the bank`]),
    ...(order.entries === expected ? [] : [`${name} has ${order.entries} payments in the ledger`]),
    ...wrong.map(
      ({ amountCents, account }) => `${name} of ${order.total}: the bank debited ${amountCents} from ${account}`,
    ),
  ];
}

function strangeDebits(orders: readonly PaidOrder[], { debits }: SimulatorState): string[] {
  const ours = new Set(orders.flatMap(({ references }) => references));
  return debits
    .filter(({ reference }) => !ours.has(reference))
    .map(({ reference }) => `A debit nobody asked for: ${reference}`);
}

/** An account went down by exactly what the bank confirmed. */
function bankBalances(before: SimulatorState, after: SimulatorState): string[] {
  return [...before.accounts.values()].flatMap(({ account, balanceCents }) => {
    const debited = after.debits.filter((debit) => debit.account === account && debit.status === "CONFIRMED");
    const expected = debited.reduce((left, { amountCents }) => left - amountCents, balanceCents);
    const now = after.accounts.get(account)?.balanceCents;
    return now === expected ? [] : [`Account ${account} holds ${now} and should hold ${expected}`];
  });
}

/** Every card holds the same in the ledger and at the core, and is known to both. */
async function cardBalances(eyes: Eyes, { cards }: SimulatorState): Promise<string[]> {
  const ours = await eyes.ask<{ reference: string; cents: string }>(
    "SELECT c.reference, a.balance_cents::text AS cents FROM card c JOIN account a ON a.tenant_id = c.tenant_id AND a.card_id = c.id",
  );
  const known = new Set(ours.map(({ reference }) => reference));
  return [
    ...ours
      .filter(({ reference, cents }) => cards.get(reference)?.balanceCents.toString() !== cents)
      .map(
        ({ reference, cents }) => `Card ${reference}: ${cents} here, ${cards.get(reference)?.balanceCents} at the core`,
      ),
    ...[...cards.keys()]
      .filter((card) => !known.has(card))
      .map((card) => `The core has a card that we do not: ${card}`),
  ];
}

/** What the core did, it did for a lot of an order that was paid, and the ledger posted it. */
async function pagesWithoutLots(eyes: Eyes, { pages }: SimulatorState): Promise<string[]> {
  const posted = await eyes.ask<{ reference: string }>(
    `SELECT t.code || '-' || b.number || '-' || g.page AS reference FROM batch_page g JOIN batch b ON b.tenant_id = g.tenant_id AND b.id = g.batch_id
       JOIN tenant t ON t.id = b.tenant_id WHERE b.status IN ('PROCESSED', 'PROCESSED_WITH_REJECTIONS')`,
  );
  const ours = new Set(posted.map(({ reference }) => reference));
  return pages
    .filter(({ reference }) => !ours.has(reference))
    .map(({ reference }) => `The core did a page we never posted: ${reference}`);
}

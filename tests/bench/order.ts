import { readFileSync } from "node:fs";
import type { Line } from "@/tests/bench/report";
import { median, rechargeFile, type Stage } from "@/tests/bench/stage";
import { person, press } from "@/tests/support/person";
import { codeFor, orderedLot, reaches, statusOfOrder } from "@/tests/support/spine";

/**
 * An order of so many recharges from its payment's press to Procesado (bank, core, ledger, balances, line results, trail; the
 * simulator answers at once), against the same rows written by one plain INSERT ... SELECT and one UPDATE.
 */
export async function benchOrder(stage: Stage, lines: number, rounds = 3): Promise<Line> {
  const { two } = stage;
  const payer = await person("pagador1");
  const ours: number[] = [];
  const peers: number[] = [];
  await two.simulator.change({ accounts: [{ account: "0012-3456-7890", balanceCents: 900_000_000_000_000n }] });
  for (let round = 1; round <= rounds; round += 1) {
    const { order } = await orderedLot(two, readFileSync(rechargeFile(two.folder, lines, 20 + round)));
    const fields = await codeFor(two, payer, order);
    const start = performance.now();
    await press(two, two.webs[0], payer, "payOrderAction", fields);
    await reaches(() => statusOfOrder(order), ["PROCESSED"], 120);
    ours.push(performance.now() - start);
    peers.push(await plainRows(stage, order));
  }
  return {
    work: `order of ${lines.toLocaleString("en")} recharges paid and processed`,
    ours: median(ours),
    beside: "the same rows by INSERT ... SELECT and UPDATE",
    peer: median(peers),
    goal: 3,
    notes: [
      `rounds ${ours.map((ms, index) => `${(ms / 1000).toFixed(2)}/${((peers[index] ?? 0) / 1000).toFixed(2)}`).join(", ")} s`,
    ],
  };
}

/** The order's transfers into a table of their own, with its keys, and their sums onto as many balances; milliseconds. */
async function plainRows({ owner }: Stage, order: string): Promise<number> {
  await owner.query(
    `DROP TABLE IF EXISTS plain_transfer, plain_account;
     CREATE TABLE plain_transfer (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tenant_id int NOT NULL, entry_id bigint NOT NULL,
       debit bigint NOT NULL, credit bigint NOT NULL, cents bigint NOT NULL, line int);
     CREATE TABLE plain_account (id bigint PRIMARY KEY, balance_cents bigint NOT NULL);
     INSERT INTO plain_account SELECT id, balance_cents FROM account; ANALYZE plain_account`,
  );
  const start = performance.now();
  await owner.query("BEGIN");
  await owner.query(
    `INSERT INTO plain_transfer (tenant_id, entry_id, debit, credit, cents, line)
     SELECT t.tenant_id, t.entry_id, t.debit, t.credit, t.cents, t.line FROM transfer t JOIN batch_page p ON p.entry_id = t.entry_id
       JOIN batch b ON b.id = p.batch_id JOIN service_order o ON o.id = b.order_id WHERE o.number = $1`,
    [order],
  );
  await owner.query(
    `UPDATE plain_account a SET balance_cents = a.balance_cents + s.cents
       FROM (SELECT id, sum(cents) AS cents FROM (SELECT credit AS id, cents FROM plain_transfer UNION ALL SELECT debit, -cents FROM plain_transfer) m GROUP BY id) s
      WHERE s.id = a.id`,
  );
  await owner.query("COMMIT");
  const ms = performance.now() - start;
  await owner.query("DROP TABLE plain_transfer, plain_account");
  return ms;
}

import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import pg from "pg";
import { runCommand } from "@/lib/command";
import { openDatabase } from "@/lib/db";
import { creditCards, debitCards } from "@/lib/instructions/commands";
import type { Line } from "@/tests/bench/report";
import { median, type Stage } from "@/tests/bench/stage";
import { freeze, wake, workerNames } from "@/tests/support/killing";
import { signedIn } from "@/tests/support/make";
import { addressOf } from "@/tests/support/roles";

const clients = 8;
const roundMs = 4_000;
const rounds = 5;

/**
 * Credits and debits of cards in the domain (who, right, locks, statement, transfers, trail, job), eight at once on one master account,
 * beside pgbench's tpcb-like by eight clients on the same server: one branch, as there is one master account. The workers stand still,
 * who would be at work on what was asked. Milliseconds an operation; 0.35 of its rate are 2.86 times its time.
 */
export async function benchCards({ two, owner }: Stage): Promise<Line> {
  for (const name of workerNames) freeze(two, name);
  const database = openDatabase(addressOf("app_web"), { connectionsMax: clients });
  const [peer, ours]: [number[], number[]] = [[], []];
  let asked = 0;
  try {
    await owner.query(`UPDATE account SET balance_cents = balance_cents + 100000000000
      WHERE kind IN ('MASTER', 'CARD') AND product_id = (SELECT id FROM product WHERE code = 'P2')`);
    await owner.query("CREATE DATABASE tpcb");
    const url = new URL(process.env.DATABASE_URL ?? "");
    url.pathname = "/tpcb";
    pgbench(url, ["-i", "-s", "1", "-q"]);
    for (let round = 0; round < rounds; round += 1) {
      const told = pgbench(url, ["-c", String(clients), "-j", "2", "-T", String(roundMs / 1000)]);
      peer.push(1_000 / Number(/tps = ([\d.]+)/.exec(told)?.[1]));
      const done = await operations();
      asked += done;
      ours.push(roundMs / done);
    }
    await owner.query("DELETE FROM graphile_worker._private_jobs WHERE key LIKE 'settle-instruction:%'");
  } finally {
    await database.$disconnect();
    for (const name of workerNames) wake(two, name);
    await owner.query("DROP DATABASE IF EXISTS tpcb");
  }
  const tps = (ms: number) => Math.round(1_000 / ms);
  return {
    work: "credit or debit of a card, 8 at once",
    ours: median(ours),
    beside: "pgbench tpcb-like -c 8 -s 1",
    peer: median(peer),
    goal: 1 / 0.35,
    notes: [
      `${tps(median(ours))} a second beside ${tps(median(peer))}, ${(median(peer) / median(ours)).toFixed(2)} of it; ${asked} asked`,
    ],
  };
}

async function operations(): Promise<number> {
  const caller = await signedIn("cm1", "E1", "P2");
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{ reference: string }>(
    "SELECT c.reference FROM card c JOIN product p ON p.id = c.product_id WHERE p.code = 'P2' AND c.status = 'ACTIVE' ORDER BY c.id LIMIT 40",
  );
  await client.end();
  const until = performance.now() + roundMs;
  let done = 0;
  const lane = async (own: readonly string[]) => {
    for (let turn = 0; performance.now() < until; turn += 1) {
      const input = { llave: randomUUID(), tarjetas: [own[turn % own.length] ?? ""], montos: [100n] };
      if (turn % 2 === 0) await runCommand(caller, "card.credit", (ctx) => creditCards(ctx, input));
      else
        await runCommand(caller, "card.debit", (ctx) =>
          debitCards(ctx, { ...input, tarjetas: [own[(turn - 1) % own.length] ?? ""] }),
        );
      done += 1;
    }
  };
  const each = Math.floor(rows.length / clients);
  await Promise.all(
    Array.from({ length: clients }, (_, n) => lane(rows.slice(n * each, (n + 1) * each).map((row) => row.reference))),
  );
  return done;
}

function pgbench(url: URL, options: string[]): string {
  const env = { ...process.env, PGPASSWORD: decodeURIComponent(url.password) };
  const at = ["-h", url.hostname, "-p", url.port, "-U", decodeURIComponent(url.username), "tpcb"];
  const ran = spawnSync(
    "pgbench",
    ["-n", ...options, ...at].filter((one) => one !== "-n" || !options.includes("-i")),
    {
      encoding: "utf8",
      env,
    },
  );
  if (ran.status !== 0) throw new Error(`pgbench (Debian's postgresql-contrib): ${ran.error?.message ?? ran.stderr}`);
  return ran.stdout;
}

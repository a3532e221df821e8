import { randomUUID } from "node:crypto";
import { request as httpRequest } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { after, borne, errorsOf, heldBy, killHard, killSeed, seeded, workerNames } from "@/tests/support/killing";
import { asOwner, idsOf, recharge } from "@/tests/support/make";
import { confirmFields, type Person, person, press, sendFile } from "@/tests/support/person";
import { done, says, told } from "@/tests/support/racing";
import { soaking } from "@/tests/support/soak";
import {
  calculated,
  codeFor,
  confirmedLot,
  moreCards,
  nextWeb,
  orderedLot,
  orderOf,
  paid,
  reaches,
  signed,
  statusOfLot,
} from "@/tests/support/spine";
import { startTwo, type Two } from "@/tests/support/two";

// Workers that end without a word at any moment of a lot. A run's moments are those of its seed.

const lines = 10_000;
const faultyLines = 25;
const firstCard = 30_000_001;
const firstReference = 7_000_000_000;
const interruptedSeconds = 60;
/** How many kills must meet the validation of a lot, and as many its processing. */
const killsOfAPhase = soaking ? 100 : 3;
const portalKills = soaking ? 50 : 3;
const random = seeded(killSeed);

let two: Two;
let maker: Person;
beforeAll(async () => {
  two = await startTwo({ label: "kill" });
  await moreCards(two, lines, firstCard);
  maker = await person("maker1");
});
afterAll(() => two?.stop());

const lotFile = () => recharge(lines, { first: firstCard, pesos: 1_000 });

/** The same lot with an amount that cannot be read every so many lines. */
function faultyFile(): Buffer {
  const rows = lotFile().toString().split("\n");
  const every = lines / faultyLines;
  return Buffer.from(
    rows.map((row, at) => (at > 0 && at % every === 0 ? row.replace(/\d+,00/, "mil") : row)).join("\n"),
  );
}

type Phase = {
  /** The states of a lot whose job is still to be done. */
  during: readonly string[];
  /** What the job takes when nobody kills anyone. */
  spanMs: number;
  kills: number;
  recoveriesMs: number[];
};
type Lot = { number: string /** Its job's key. */; key: string };

async function sent(bytes: Buffer): Promise<Lot> {
  const { number, message } = await sendFile(two, nextWeb(two), maker, bytes);
  if (!number) throw new Error(message);
  return { number, key: `validate-batch:${(await idsOf(maker, number)).id}` };
}

/** Presses the payment of a signed lot. */
async function beingPaid(number: string): Promise<Lot> {
  await paid(two, await person("pagador1"), await orderOf(number));
  return { number, key: `process-batch:${(await idsOf(maker, number)).id}` };
}

/** Milliseconds that a lot's job takes when nobody kills anyone. */
async function spanOf({ number, key }: Lot, end: string, { during }: Phase): Promise<number> {
  await heldBy(two, key, () => isIn(number, during));
  const since = Date.now();
  await reaches(() => statusOfLot(number), [end]);
  return Date.now() - since;
}

async function signedByBoth(number: string): Promise<void> {
  const fields = await confirmFields(maker, number, "Lote de prueba");
  expect(told(await press(two, nextWeb(two), maker, "confirmInTrayAction", fields))).toBe(done);
  for (const signer of ["firma1", "firma2"]) await signed(two, await person(signer), [number]);
}

const isIn = async (number: string, states: readonly string[]) => states.includes(await statusOfLot(number));

/** Kills whoever has a lot's job, at a random moment of it. When it was, or null when the lot had gone on by then. */
async function killHolder({ number, key }: Lot, { during, spanMs }: Phase): Promise<number | null> {
  await borne(workerNames);
  const holder = await heldBy(two, key, () => isIn(number, during));
  if (!holder) return null;
  await after(random(spanMs));
  const at = killHard(two, holder);
  return (await isIn(number, during)) ? at : null;
}

/** Kills holder after holder, so many at the most; within a minute of the last one the lot is at its end. */
async function survives(lot: Lot, phase: Phase, end: string, killsMax: number): Promise<void> {
  let last: number | null = null;
  for (let kill = 1; kill <= killsMax; kill += 1) {
    const at = await killHolder(lot, phase);
    if (at === null) break;
    last = at;
    phase.kills += 1;
  }
  await reaches(() => statusOfLot(lot.number), [end], interruptedSeconds);
  if (last !== null) phase.recoveriesMs.push(Date.now() - last);
}

/** Every line of the file is there once, as a line or as a faulty one with its fault. */
async function expectLines(number: string, faults: number): Promise<void> {
  const { id, tenant } = await idsOf(maker, number);
  const [counts] = await asOwner(
    `SELECT (SELECT count(*)::int FROM batch_line WHERE batch_id = b.id) AS good,
            (SELECT count(*)::int FROM batch_faulty_line WHERE batch_id = b.id) AS faulty,
            (SELECT count(*)::int FROM batch_fault WHERE batch_id = b.id AND code = 'amountFormat' AND value = 'mil') AS faults,
            line_count AS lines, fault_count AS told
       FROM batch b WHERE tenant_id = $1 AND id = $2`,
    [tenant, id],
  );
  expect(counts).toEqual({ good: lines - faults, faulty: faults, faults, lines, told: faults });
}

/** Each card has, in the ledger and at the core, what the processed lots of this file gave it; each order was debited once. */
async function expectMoney(lots: readonly string[]): Promise<void> {
  const cards = await asOwner<{ reference: string; ledger: string; lots: string }>(
    `SELECT c.reference, a.balance_cents AS ledger, sum(l.amount_cents) AS lots
       FROM card c JOIN account a ON a.card_id = c.id JOIN batch_line l ON l.tenant_id = c.tenant_id AND l.document = c.document
       JOIN batch b ON b.id = l.batch_id AND b.number = ANY ($1)
      WHERE c.reference >= $2 GROUP BY c.id, a.id`,
    [lots, firstReference],
  );
  expect(cards).toHaveLength(lines);
  const core = (await two.simulator.state()).cards;
  const wrong = cards.filter(
    (card) => card.ledger !== card.lots || core.get(card.reference)?.balanceCents !== BigInt(card.ledger),
  );
  expect(wrong).toEqual([]);
  const { debits } = await two.simulator.state();
  for (const order of await Promise.all(lots.map((lot) => orderOf(lot))))
    expect(debits.filter(({ reference }) => reference.includes(order))).toMatchObject([{ status: "CONFIRMED" }]);
}

const phase = (...during: string[]): Phase => ({ during, spanMs: 0, kills: 0, recoveriesMs: [] });

test(`workers are killed at random moments of a lot, again and again (KILL_SEED=${killSeed})`, async () => {
  const validation = phase("RECEIVED", "VALIDATING");
  const processing = phase("AUTHORIZED", "IN_PROCESS");
  const undisturbed = await sent(lotFile());
  validation.spanMs = await spanOf(undisturbed, "VALID", validation);
  await signedByBoth(undisturbed.number);
  processing.spanMs = await spanOf(await beingPaid(undisturbed.number), "PROCESSED", processing);
  const processed = [undisturbed.number];
  while (Math.min(validation.kills, processing.kills) < killsOfAPhase) {
    const faulty = await sent(faultyFile());
    await survives(faulty, validation, "INVALID", 1);
    await expectLines(faulty.number, faultyLines);
    const lot = await sent(lotFile());
    await survives(lot, validation, "VALID", 2);
    await expectLines(lot.number, 0);
    await signedByBoth(lot.number);
    await survives(await beingPaid(lot.number), processing, "PROCESSED", 3);
    processed.push(lot.number);
  }
  await expectMoney(processed);
  report("worker killed in validation", validation);
  report("worker killed in processing", processing);
});

function report(what: string, { kills, spanMs, recoveriesMs }: Phase): void {
  const sorted = [...recoveriesMs].sort((one, other) => one - other);
  console.log(
    `${what}: ${kills} kills, undisturbed ${spanMs} ms, after a kill ${sorted[0]} to ${sorted.at(-1)} ms (${recoveriesMs.join(" ")})`,
  );
}

/** Sends half of a file and says no more; how it ended. */
function sendHalf(web: string, who: Person, bytes: Buffer, id: string): Promise<string> {
  return new Promise((resolve) => {
    const address = `${web}/api/cargas/${who.company}/${who.product}?id=${id}&tipo=RECARGA&nombre=medio.txt`;
    const headers = { Origin: two.origin, Cookie: who.cookie, "Content-Length": bytes.length };
    const request = httpRequest(address, { method: "POST", headers });
    request.on("response", (response) => resolve(String(response.statusCode)));
    request.on("error", () => resolve("cut"));
    request.write(bytes.subarray(0, Math.ceil(bytes.length * 0.75)));
  });
}

/** An upload's state, and whether bytes of it are kept. */
async function storedOf(id: string): Promise<string> {
  const [row] = await asOwner<{ stored: string }>(
    `SELECT status || CASE WHEN EXISTS (SELECT 1 FROM upload_chunk c WHERE c.upload_id = u.id) THEN ' with bytes' ELSE '' END AS stored
       FROM upload u WHERE id = $1`,
    [id],
  );
  return row?.stored ?? "none";
}

type Pressing = { go: (web: string) => Promise<string>; effects: () => Promise<number> };

/** Two signatures of different people on different lots, and a payment, ready to be pressed. */
async function threePresses(): Promise<Pressing[]> {
  const signs = ["firma1", "firma2"].map(async (signer): Promise<Pressing> => {
    const lot = await confirmedLot(two, maker);
    const who = await person(signer);
    const confirmacion = await calculated(two, who, [lot]);
    return {
      go: async (web) => told(await press(two, web, who, "signBatchesAction", { confirmacion })),
      effects: () => countOf("signature s JOIN batch b ON b.id = s.batch_id WHERE b.number = $1", lot),
    };
  });
  const payment = async (): Promise<Pressing> => {
    const { order } = await orderedLot(two);
    const payer = await person("pagador1");
    const fields = await codeFor(two, payer, order);
    return {
      go: async (web) => told(await press(two, web, payer, "payOrderAction", fields)),
      effects: () => countOf("payment p JOIN service_order o ON o.id = p.order_id WHERE o.number = $1", order),
    };
  };
  return Promise.all([...signs, payment()]);
}

async function countOf(what: string, number: string): Promise<number> {
  const [row] = await asOwner<{ count: number }>(`SELECT count(*)::int FROM ${what}`, [number]);
  return row?.count ?? 0;
}

/** What an effect is once no transaction of a portal is open: the killed one's are ended by the database when it notices. */
async function settled(effects: () => Promise<number>): Promise<number> {
  const open = "pg_stat_activity WHERE usename = $1 AND xact_start IS NOT NULL";
  await reaches(async () => String(await countOf(open, "app_web")), ["0"]);
  return effects();
}

describe("portals are killed", () => {
  const portals = ["portal-1", "portal-2"] as const;
  const other = (at: number) => two.webs[1 - at] ?? two.webs[0];
  const isUp = (at: number) => async () => ((await two.isReady(two.webs[at] ?? "")) ? "up" : "down");

  test("in mid-upload: no lot, the bytes are swept, and the same file goes in at once, through the other and through the killed one", async () => {
    // More lines than there are cards: what comes of the lot does not matter, its bytes do.
    const bytes = recharge(60_000, { first: firstCard, pesos: 1_000 });
    const id = randomUUID();
    const cut = sendHalf(two.webs[0], maker, bytes, id);
    await reaches(() => storedOf(id), ["RECEIVING with bytes"]);
    killHard(two, portals[0]);
    expect(await cut).toBe("cut");
    const again = await sendFile(two, other(0), maker, bytes);
    expect(again).toMatchObject({ status: 201 });
    await reaches(() => statusOfLot(again.number ?? ""), ["INVALID"]);
    await reaches(isUp(0), ["up"]);
    expect(await sendFile(two, two.webs[0], maker, bytes)).toMatchObject({ status: 201 });
    await asOwner("UPDATE upload SET created_at = created_at - interval '11 minutes' WHERE id = $1", [id]);
    await asOwner("SELECT graphile_worker.add_job('housekeeping', '{}'::json, job_key => 'housekeeping')");
    await reaches(() => storedOf(id), ["ABANDONED"]);
    expect(await asOwner("SELECT 1 FROM batch WHERE upload_id = $1", [id])).toEqual([]);
  });

  test(`in the middle of signatures and payments: each was done once or not at all, and a second press tells which (KILL_SEED=${killSeed})`, async () => {
    const answers: string[] = [];
    const undisturbed = await threePresses();
    const since = Date.now();
    expect(await Promise.all(undisturbed.map(({ go }) => go(two.webs[0])))).toEqual([done, done, done]);
    const spanMs = Date.now() - since;
    for (let kill = 0; kill < portalKills; kill += 1) {
      const at = kill % 2;
      for (const portal of [0, 1]) await reaches(isUp(portal), ["up"]);
      const presses = await threePresses();
      await borne(portals);
      const first = presses.map(({ go }) => go(two.webs[at] ?? "").catch(() => "cut"));
      await after(random(spanMs));
      killHard(two, portals[at] ?? portals[0]);
      for (const [index, { go, effects }] of presses.entries()) {
        const answer = await first[index];
        const effect = await settled(effects);
        answers.push(`${answer} ${effect}`);
        if (answer === done) expect(effect).toBe(1);
        expect(await go(other(at))).toBe(effect === 1 ? says("confirm.used") : done);
        expect(await effects()).toBe(1);
      }
    }
    console.log(`portal killed in mid-press, first answer and effect: ${answers.join(", ")}`);
  });
});

test("afterwards the books are right and nothing is logged as an error", async () => {
  const { ok, text } = await two.verify();
  expect(ok, text).toBe(true);
  for (const name of [...workerNames, "portal-1", "portal-2"]) expect(errorsOf(two.logOf(name))).toEqual([]);
});

import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ownerConfig } from "@/lib/config";
import { walkSeconds } from "@/tests/support/soak";
import { startTwo, type Two } from "@/tests/support/two";
import { type Eyes, openEyes } from "@/tests/walker/eyes";
import { plantFaults } from "@/tests/walker/faults";
import { differences } from "@/tests/walker/ledger-truth";
import { unexplainedErrors } from "@/tests/walker/logs";
import { comeToRest } from "@/tests/walker/rest";
import { strollAll } from "@/tests/walker/stroll";
import { makeTold, type Told } from "@/tests/walker/told";
import { makeTrouble } from "@/tests/walker/trouble";
import { broken } from "@/tests/walker/truth";
import type { Walk } from "@/tests/walker/walk";

/**
 * Many people at once over two portals, each at random, while processes are killed and bank and core misbehave.
 *
 * `WALK_SEED=…` replays a walk, as far as a walk over real processes can be replayed: every person wants the same in their
 * nth step, with the same new file, the same mistakes and the same portal, and the same faults are planted in the same order
 * after the same pauses. On which lot or order a step falls, who is first, and how many steps anybody comes to, depends on
 * what is there at that moment, and so on the machine: a seed brings back the same crowd and the same weather, not the same
 * microsecond. A fault of the product that needs an exact instant may take several replays.
 */
const seed = process.env.WALK_SEED ?? String(randomInt(1_000_000_000));

let two: Two;
beforeAll(async () => {
  two = await startTwo({ label: "walker" });
});
afterAll(() => two?.stop());

/** What a walk must at the least have brought about, so that none passes by standing still. */
const least = {
  "batch.upload": 40,
  "batch.confirm": 30,
  "batch.sign": 40,
  "batch.reject": 2,
  "batch.annul": 2,
  "batch.withdraw": 2,
  "batch.delete": 2,
  "order.pay": 20,
  "order.annul": 2,
} as const;
const leastProcessed = 20;
const kills = ["worker killed", "portal killed", "PostgreSQL crashed"];

/** A slow machine walks on until that much has happened, this many times as long at the most. */
const patience = 3;

test(
  "what people are told stays true, whatever they do at once and whatever breaks underneath",
  async () => {
    console.log(`WALK_SEED=${seed} for ${walkSeconds} s`);
    const walk = makeWalk();
    const { told, eyes } = walk;
    const before = await two.simulator.state();

    await Promise.all([strollAll(walk), plantFaults(walk, 2_700)]);
    const seconds = await comeToRest(walk).catch((error: Error) => told.blame(error.message));
    console.log(`${told.table()}\n${await processedOrders(eyes)} orders processed; at rest after ${seconds} s`);

    const wrong = [
      ...told.wrong,
      ...(await broken(walk)),
      ...(await differences(walk, before)),
      ...unexplainedErrors(walk),
    ];
    expect(
      wrong.slice(0, 40),
      `${wrong.length} wrong; WALK_SEED=${seed} brings back the crowd in which it happened`,
    ).toEqual([]);
    const verified = await two.verify();
    expect(verified.ok, `WALK_SEED=${seed}\n${verified.text}`).toBe(true);
    expect(lacking(told, await processedOrders(eyes))).toEqual([]);
    expect(kills.reduce((sum, fault) => sum + told.happened("fault", fault), 0)).toBeGreaterThanOrEqual(3);
    await eyes.close();
  },
  (patience * walkSeconds + 300) * 1_000,
);

function makeWalk(): Walk {
  const trouble = makeTrouble();
  const told = makeTold(trouble);
  const eyes = openEyes(ownerConfig(two.env).databaseUrl, trouble);
  const from = Date.now();
  let processed = 0;
  const counting = setInterval(
    () =>
      void processedOrders(eyes).then(
        (count) => (processed = count),
        () => undefined,
      ),
    1_000,
  );
  const ended = () => {
    const seconds = (Date.now() - from) / 1_000;
    const over = seconds > walkSeconds && (seconds > patience * walkSeconds || lacking(told, processed).length === 0);
    if (over) clearInterval(counting);
    return over;
  };
  return { two, seed, eyes, told, trouble, statements: [], ended };
}

const lacking = (told: Told, processed: number): string[] => [
  ...Object.entries(least).flatMap(([verb, times]) =>
    told.happened(verb) < times ? [`${verb} ${told.happened(verb)} of ${times}`] : [],
  ),
  ...(processed < leastProcessed ? [`${processed} of ${leastProcessed} orders processed`] : []),
];

async function processedOrders(eyes: Eyes): Promise<number> {
  const rows = await eyes.ask<{ orders: number }>(
    "SELECT count(*)::int AS orders FROM service_order WHERE status IN ('PROCESSED', 'PROCESSED_WITH_REJECTIONS')",
  );
  return rows[0]?.orders ?? 0;
}

import type { Script } from "@/lib/simulator/scripts";
import { people } from "@/prisma/seed/demonstration";
import { type Dice, dice } from "@/tests/walker/dice";
import { emptyOldMails } from "@/tests/walker/mailbox";
import { bankBehaviours, coreBehaviours } from "@/tests/walker/misbehaviour";
import { nap, pause, type Walk } from "@/tests/walker/walk";

type Fault = (walk: Walk, draw: Dice) => Promise<void>;

/** One deck of faults is planted before the next is shuffled, so that each comes in every walk of a minute and a half. */
const deck: readonly [name: string, fault: Fault, times: number][] = [
  ["bank misbehaves", bankMisbehaves, 9],
  ["core misbehaves", coreMisbehaves, 7],
  ["worker killed", (walk, draw) => kill(walk, `worker-${draw.int(1, 2)}`), 2],
  ["portal killed", (walk, draw) => killPortal(walk, draw.int(1, 2)), 2],
  ["worker asleep", workerSleeps, 1],
  ["PostgreSQL crashed", crashDatabase, 1],
  ["mail away", mailAway, 1],
  ["signer inactive", signerInactive, 2],
  ["fee changed", feeChanged, 2],
  ["limits changed", limitsChanged, 2],
];

/** Plants the faults of a seed, one every few seconds, and lets each end by itself before it comes back. */
export async function plantFaults(walk: Walk, everyMs: number): Promise<void> {
  const running: Promise<void>[] = [];
  for (let round = 1; !walk.ended(); round += 1) {
    const cards = deck.flatMap(([name, fault, times]) => Array.from({ length: times }, () => ({ name, fault })));
    for (const [nth, { name, fault }] of dice(walk.seed, "faults", round).shuffled(cards).entries()) {
      const draw = dice(walk.seed, "fault", round, nth);
      await nap(walk, draw.int(everyMs / 2, (everyMs * 3) / 2));
      if (walk.ended()) break;
      walk.told.count("fault", name);
      running.push(fault(walk, draw).catch((error: Error) => void walk.told.blame(`fault ${name}: ${error.message}`)));
      await tidy(walk);
    }
  }
  await Promise.all(running);
}

/** An hour's quota would end a long walk after minutes: what was sent counts as sent an hour ago once it is 20 s old. */
async function tidy(walk: Walk): Promise<void> {
  await walk.eyes.behindGuards(
    "UPDATE upload SET created_at = created_at - interval '1 hour' WHERE created_at BETWEEN now() - interval '1 hour' AND now() - interval '20 seconds' AND status <> 'RECEIVING'",
  );
  await emptyOldMails(walk);
}

async function bankMisbehaves({ two }: Walk, draw: Dice): Promise<void> {
  const operation = draw.chance(0.75) ? "debit" : "debitStatus";
  await two.simulator.script(scriptOf(draw, { target: "bank", operation, behaviour: bankBehaviours(draw) }));
}

async function coreMisbehaves({ two }: Walk, draw: Dice): Promise<void> {
  const operation = draw.chance(0.8) ? "page" : "pageStatus";
  await two.simulator.script(scriptOf(draw, { target: "core", operation, behaviour: coreBehaviours(draw) }));
}

const scriptOf = (draw: Dice, script: Script): Script => ({ ...script, times: draw.int(1, 2) });

async function kill({ two }: Walk, name: string): Promise<void> {
  two.childOf(name).kill("SIGKILL");
}

async function killPortal(walk: Walk, web: number): Promise<void> {
  const up = walk.trouble.begin(`portal-${web}`);
  await kill(walk, `portal-${web}`);
  await ready(walk, [web]);
  up();
}

/** Longer than the thirty seconds after which its jobs are another's: it wakes to find its fences gone. */
async function workerSleeps(walk: Walk, draw: Dice): Promise<void> {
  const child = walk.two.childOf(`worker-${draw.int(1, 2)}`);
  child.kill("SIGSTOP");
  await nap(walk, draw.int(33_000, 40_000));
  child.kill("SIGCONT");
}

async function crashDatabase(walk: Walk): Promise<void> {
  const up = walk.trouble.begin("database");
  const from = Date.now();
  walk.two.crashPostgres();
  await ready(walk, [1, 2]);
  const seconds = Math.round((Date.now() - from) / 1000);
  walk.told.count("PostgreSQL back", `after ${seconds} s`);
  up();
}

/** Waits until these portals serve again. @throws Error after a minute */
export async function ready({ two }: Walk, webs: readonly number[]): Promise<void> {
  const deadline = Date.now() + 60_000;
  for (const web of webs) {
    // A process that was just killed may still seem to answer: the first look is a moment later.
    await pause(200);
    while (!(await two.isReady(two.webs[web - 1] ?? ""))) {
      if (Date.now() > deadline) throw new Error(`portal-${web} did not come back within a minute`);
      await pause(200);
    }
  }
}

async function mailAway(walk: Walk, draw: Dice): Promise<void> {
  const child = walk.two.childOf("correo");
  if (draw.chance(0.5)) child.kill("SIGKILL");
  else {
    child.kill("SIGSTOP");
    await nap(walk, draw.int(3_000, 8_000));
    child.kill("SIGCONT");
  }
}

const signers = people.filter(({ profile }) => profile === "Autorización").map(({ username }) => username);

async function signerInactive(walk: Walk, draw: Dice): Promise<void> {
  const username = draw.pick(signers) ?? "";
  if (walk.trouble.isDown(`inactive ${username}`)) return;
  const set =
    "UPDATE membership m SET status = $2::member_status FROM app_user u WHERE u.id = m.user_id AND u.username = $1";
  const asked = await walk.eyes.glance(set, [username, "INACTIVE"]);
  const over = asked && walk.trouble.begin(`inactive ${username}`);
  await nap(walk, draw.int(2_000, 8_000));
  over?.();
  while ((await walk.eyes.glance(set, [username, "ACTIVE"])) === null) await pause(200);
}

async function feeChanged({ eyes }: Walk, draw: Dice): Promise<void> {
  const [fixed, points] = [draw.int(0, 3) * 40_000 + draw.int(0, 99), draw.int(0, 3) * 37];
  await eyes.behindGuards(
    `UPDATE product_fee SET fixed_cents = ${fixed}, basis_points = ${points}, tax_basis_points = ${draw.pick([0, 500, 1_900])}`,
  );
}

const wide = "UPDATE product SET lines_max = 200000, file_bytes_max = 67108864, amount_max_cents = 999999999999";

async function limitsChanged(walk: Walk, draw: Dice): Promise<void> {
  const { eyes } = walk;
  await eyes.glance("UPDATE product SET lines_max = $1, file_bytes_max = $2, amount_max_cents = $3", [
    draw.int(1, 4),
    draw.int(80, 4_000),
    draw.int(10_000, 300_000),
  ]);
  await nap(walk, draw.int(2_000, 6_000));
  while ((await eyes.glance(wide)) === null) await pause(200);
}

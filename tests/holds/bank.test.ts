import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { batchStatusLabels } from "@/lib/messages/es/batches";
import { orders } from "@/lib/messages/es/orders";
import { bankTroubles, coreTroubles, endlessDoubt, type Trouble, underTheLimitMs } from "@/tests/holds/bank-cases";
import { clave } from "@/tests/support/login";
import { confirm, recharge, sign } from "@/tests/support/make";
import { type Person, person, wordsAt } from "@/tests/support/person";
import { atOnce, says, told } from "@/tests/support/racing";
import { nextWeb, orderOf, pressPatiently, reaches, statusOfLot } from "@/tests/support/spine";
import { type Code, codesFor, validLots } from "@/tests/support/stock";
import {
  beforeAskedAgain,
  cardsOfLot,
  creditedByLedger,
  doubtsOfLot,
  doubtsOfOrder,
  hurry,
  jobOf,
  makeEarlierAnswers,
  orderState,
  paymentsOf,
  trailOf,
} from "@/tests/support/truth";
import { startTwo, type Two } from "@/tests/support/two";

type Paid = {
  trouble: Trouble;
  lot: string;
  order: string;
  code: Code;
  before: Map<string, bigint>;
  story: Promise<Story>;
};
type Story = { paying: Shown | null; doubted: Shown | null; end: string };
/** What a person was shown and told while the outcome was open. */
type Shown = { page: string; lot: string; lotPage: string; told: string[] };

const linesPerLot = 2;
/** How many orders are under way at once. */
const lanes = 14;
const troubles = [...coreTroubles, ...bankTroubles, endlessDoubt];

let two: Two;
let payer: Person;
const played = new Map<string, Paid>();

beforeAll(async () => {
  two = await startTwo({ label: "bank" });
  payer = await person("pagador1");
  await makeEarlierAnswers(two.env);
  const waiting = await waitingOrders();
  const cards = (await two.simulator.state()).cards;
  const begun = waiting.map((one) => ({ ...one, begin: Promise.withResolvers<Story>() }));
  for (const { begin, ...one } of begun) {
    begin.promise.catch(() => undefined); // its own test says so
    const before = new Map((await cardsOfLot(one.lot)).map((card) => [card, cards.get(card)?.balanceCents ?? 0n]));
    played.set(one.trouble.name, { ...one, before, story: begin.promise });
  }
  void atOnce(begun, lanes, async ({ begin, trouble }) => live(playedAs(trouble)).then(begin.resolve, begin.reject));
});
afterAll(() => two?.stop());

const playedAs = ({ name }: Trouble): Paid => {
  const found = played.get(name);
  if (!found) throw new Error(`${name} was not played`);
  return found;
};

/** An order that waits for its payment, with the code to pay it, for each trouble. */
async function waitingOrders() {
  const maker = await person("maker1");
  let next = 10_000_001 - linesPerLot;
  const lots = await validLots(maker, troubles.length, () => {
    next += linesPerLot;
    return recharge(linesPerLot, { first: next });
  });
  await atOnce(lots, 4, (lot) => confirm(maker, lot));
  for (const signer of ["firma1", "firma2"]) await sign(await person(signer), lots);
  const numbers = await atOnce(lots, 4, (lot) => orderOf(lot));
  const codes = await codesFor(two, payer, numbers);
  return troubles.map((trouble, index) => {
    const [lot, order, code] = [lots[index], numbers[index], codes[index]];
    if (!lot || !order || !code) throw new Error("there are too few orders");
    return { trouble, lot, order, code };
  });
}

/** Pays one order under its trouble and looks on until its end. */
async function live({ trouble, lot, order, code }: Paid): Promise<Story> {
  await two.simulator.script(
    ...trouble.scripts.map(([operation, behaviour, times]) => {
      const core = operation === "page" || operation === "pageStatus";
      const reference = core ? `E1-${lot}-0` : `E1-${order}-1`;
      return { target: core ? "core" : "bank", operation, match: { reference }, times, behaviour } as const;
    }),
  );
  const pressed = Date.now();
  expect(told(await pressPatiently(two, payer, "payOrderAction", code))).toBe("done");
  const looked = trouble.watched ? await lookDuring(lot, order, code) : null;
  // Whoever took longer to look than the bank to answer saw what came after.
  const paying = Date.now() - pressed < underTheLimitMs ? looked : null;
  let doubted: Shown | null = null;
  if (trouble.doubts.length > 0) {
    const ofCore = coreTroubles.includes(trouble);
    const doubts = () => (ofCore ? doubtsOfLot(lot) : doubtsOfOrder(order));
    await reaches(async () => String((await doubts()).length > 0), ["true"]);
    doubted = await beforeAskedAgain(ofCore ? lot : order, () => lookDuring(lot, order, code));
  }
  if (trouble === endlessDoubt) return { paying, doubted, end: "none" };
  const ends = ["PROCESSED", "PROCESSED_WITH_REJECTIONS", "PAYMENT_FAILED"];
  return { paying, doubted, end: await reaches(() => orderState(order), ends) };
}

/** Whoever pays types a few claves at once and no more: tries count until they are verified, and five end a session. */
const hands = Array.from({ length: 3 }, () => Promise.resolve<unknown>(undefined));
let typed = 0;
function byHand<Result>(work: () => Promise<Result>): Promise<Result> {
  const hand = typed++ % hands.length;
  const done = (hands[hand] ?? Promise.resolve()).then(work, work);
  hands[hand] = done;
  return done;
}

/** Somebody looks, and tries everything, while the outcome is open. */
async function lookDuring(lot: string, order: string, code: Code): Promise<Shown> {
  const presses = [
    ["requestCodeAction", { orden: order }],
    ["payOrderAction", code],
    ["annulOrderAction", { orden: order, clave }],
    ["annulShownOrderAction", { orden: order, clave }],
  ] as const;
  const [page, lotPage, status, ...answers] = await Promise.all([
    wordsAt(nextWeb(two), payer, `/empresas/E1/P1/consultas/ordenes/${order}`),
    wordsAt(nextWeb(two), payer, `/empresas/E1/P1/lotes/${lot}`),
    statusOfLot(lot),
    ...presses.map(([action, fields]) => {
      const pressing = async () => told(await pressPatiently(two, payer, action, fields));
      return "clave" in fields ? byHand(pressing) : pressing();
    }),
  ]);
  return { page, lotPage, lot: status, told: answers };
}

/** One debit at the bank for an order, of its total; one confirmed payment; what its cards received, there and here. */
async function truthOf({ lot, order, before }: Paid) {
  const { debits, cards } = await two.simulator.state();
  const own = debits.filter(({ reference }) => reference.startsWith(`E1-${order}-`));
  return {
    debited: own.filter(({ status }) => status === "CONFIRMED").map(({ amountCents }) => amountCents),
    payments: await paymentsOf(order),
    atTheCore: [...before].map(([card, cents]) => (cards.get(card)?.balanceCents ?? 0n) - cents),
    inTheLedger: await creditedByLedger(lot),
  };
}

const credits = Array.from({ length: linesPerLot }, (_, index) => BigInt(50_000 + index) * 100n);
const nothing = credits.map(() => 0n);

describe("a payment", () => {
  test.each(bankTroubles)("$name: blocked while unknown, then the truth by asking", async (trouble) => {
    const paid = playedAs(trouble);
    const { paying, doubted, end } = await paid.story;
    expect(await doubtsOfOrder(paid.order)).toEqual(trouble.doubts);
    if (paying) {
      expect(paying.page).toContain(orders.meaning.PAYING);
      const inCourse = says("order.stateChanged", { number: paid.order, status: "PAYING" });
      expect(paying.told).toEqual([inCourse, says("confirm.used"), inCourse, inCourse]);
    }
    if (doubted) {
      expect(doubted.page).toContain(orders.status.IN_VERIFICATION);
      expect(doubted.page).toContain(orders.meaning.IN_VERIFICATION);
      const inVerification = says("order.inVerification", { number: paid.order });
      expect(doubted.told).toEqual([inVerification, says("confirm.used"), inVerification, inVerification]);
      expect(doubted.lot).toBe("AUTHORIZED");
    }
    expect(end).toBe(trouble.end ?? "PROCESSED");
    const { debited, payments, atTheCore, inTheLedger } = await truthOf(paid);
    const moved = end === "PROCESSED";
    expect(debited).toEqual(moved ? payments.map(({ totalCents }) => totalCents) : []);
    expect(payments.map(({ status }) => status)).toEqual([moved ? "CONFIRMED" : "REFUSED"]);
    expect(payments.every(({ bankReference }) => (bankReference !== null) === moved)).toBe(true);
    expect(atTheCore).toEqual(moved ? credits : nothing);
    expect(inTheLedger).toEqual(moved ? credits : []);
    const page = await wordsAt(nextWeb(two), payer, `/empresas/E1/P1/consultas/ordenes/${paid.order}`);
    expect(page).toContain(moved ? orders.meaning.PROCESSED : orders.meaning.PAYMENT_FAILED);
  });

  test("that was refused is paid anew under a reference of its own", async () => {
    const refused = bankTroubles.filter(({ end }) => end === "PAYMENT_FAILED").map(playedAs);
    await Promise.all(refused.map(({ story }) => story));
    const codes = await codesFor(
      two,
      payer,
      refused.map(({ order }) => order),
    );
    for (const code of codes) expect(told(await pressPatiently(two, payer, "payOrderAction", code))).toBe("done");
    for (const paid of refused) {
      await reaches(() => orderState(paid.order), ["PROCESSED"]);
      const { debited, payments, atTheCore } = await truthOf(paid);
      expect(debited).toEqual([payments[0]?.totalCents]);
      expect(payments.map(({ reference, status }) => [reference, status])).toEqual([
        [`E1-${paid.order}-1`, "REFUSED"],
        [`E1-${paid.order}-2`, "CONFIRMED"],
      ]);
      expect(atTheCore).toEqual(credits);
    }
  });
});

describe("a lot at the core", () => {
  test.each(coreTroubles)("$name: not Procesado before a full answer, one credit a card", async (trouble) => {
    const paid = playedAs(trouble);
    const { doubted, end } = await paid.story;
    expect(await doubtsOfLot(paid.lot)).toEqual(trouble.doubts);
    if (doubted) {
      expect(doubted.lot).toBe("IN_PROCESS");
      expect(doubted.page).toContain(orders.meaning.IN_PROCESS);
      expect(doubted.lotPage).toContain(batchStatusLabels.IN_PROCESS);
      for (const shown of [doubted.page, doubted.lotPage]) expect(shown).not.toContain("Procesado");
      const late = says("order.stateChanged", { number: paid.order, status: "IN_PROCESS" });
      expect(doubted.told).toEqual([late, says("confirm.used"), late, late]);
    }
    expect(end).toBe(trouble.end ?? "PROCESSED");
    expect(await trailOf(paid.lot, "batch.")).toEqual([
      ...trouble.doubts.map(() => "batch.pageInDoubt"),
      "batch.pagePosted",
      "batch.processed",
    ]);
    const { debited, atTheCore, inTheLedger } = await truthOf(paid);
    const accepted = end === "PROCESSED" ? credits : credits.map((cents, index) => (index === 1 ? 0n : cents));
    expect(debited).toHaveLength(1);
    expect(atTheCore).toEqual(accepted);
    expect(inTheLedger).toEqual(accepted.filter((cents) => cents > 0n));
  });
});

test("a bank that stays in doubt is asked for ever, at most five minutes apart, and the order stays blocked", async () => {
  const { order, lot, code, story, ...paid } = playedAs(endlessDoubt);
  await story;
  const asked = (await doubtsOfOrder(order)).length;
  for (let times = asked; times < 30; times += 1) {
    await hurry(order);
    await reaches(async () => String((await doubtsOfOrder(order)).length), [String(times + 1)]);
    const job = await jobOf(order);
    expect(job).toMatchObject({ attempts: 0, triesMax: 25 });
    // What is left of the pause: some of it has passed until a slow machine looks.
    const passed = Math.min(300, 5 * 2 ** times) - job.seconds;
    expect([passed > -2, passed < 10], `asked ${times + 1} times, ${passed} s ago`).toEqual([true, true]);
  }
  expect(await orderState(order)).toBe("IN_VERIFICATION");
  const shown = await lookDuring(lot, order, code);
  const inVerification = says("order.inVerification", { number: order });
  expect(shown.told).toEqual([inVerification, says("confirm.used"), inVerification, inVerification]);
  expect(shown.page).toContain(orders.meaning.IN_VERIFICATION);
  const { debited, payments, inTheLedger } = await truthOf({ order, lot, code, story, ...paid });
  expect(debited).toHaveLength(1);
  expect(payments.map(({ status }) => status)).toEqual(["UNKNOWN"]);
  expect(inTheLedger).toEqual([]);
});

test("somebody looked on while most of them were unknown, however slow the machine", async () => {
  const doubtful = troubles.filter(({ doubts }) => doubts.length > 0).map(playedAs);
  const stories = await Promise.all(doubtful.map(({ story }) => story));
  expect(stories.filter(({ doubted }) => doubted).length).toBeGreaterThan(doubtful.length / 2);
});

test("afterwards the books are right, and no portal wrote an error", async () => {
  await Promise.allSettled([...played.values()].map(({ story }) => story));
  const verified = await two.verify();
  expect(verified.ok, verified.text).toBe(true);
  for (const portal of ["portal-1", "portal-2"]) expect(two.logOf(portal)).not.toMatch(/"level":[56]0|⨯|Error:/);
});

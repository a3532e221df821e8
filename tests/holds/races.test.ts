import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { batchStatusLabels } from "@/lib/messages/es/batches";
import { clave } from "@/tests/support/login";
import { asOwner } from "@/tests/support/make";
import {
  codesOf,
  creditsOf,
  lotFacts,
  movesSince,
  orderFacts,
  ordersIn,
  paymentsOf,
  triesOf,
} from "@/tests/support/outcome";
import { confirmFields, type Person, person, sendFile } from "@/tests/support/person";
import { deleting, ending, lotIs, orderIs, paying, signing, withdrawing } from "@/tests/support/presses";
import {
  atOnce,
  done,
  losers,
  type Press,
  people,
  race,
  rounded,
  says,
  tallyOf,
  winners,
} from "@/tests/support/racing";
import { sharedLoads } from "@/tests/support/soak";
import { reaches } from "@/tests/support/spine";
import {
  codesFor,
  confirmedLots,
  forgetQuota,
  issuedOrders,
  oneLine,
  partlySignedLots,
  secondMaker,
  validLots,
  withWarning,
} from "@/tests/support/stock";
import { startTwo, type Two } from "@/tests/support/two";

let two: Two;
beforeAll(async () => {
  two = await startTwo({ label: "races", env: { LOG_LEVEL: "debug" } });
  await secondMaker("maker1b");
});
afterAll(() => two?.stop());

test("both first signatures at once: each signs, one of them second, one order", async () => {
  await rounded("both first signatures", confirmedLots, async (lot, round) => {
    const [firma1, firma2] = (await people("firma1", "firma2")) as [Person, Person];
    const read = await race(two, round, [await signing(firma1, lot), await signing(firma2, lot)]);
    expect(read).toEqual([done, done]);
    expect(await lotFacts(lot)).toMatchObject({ status: "AUTHORIZED", signatures: [1, 2], orders: 1 });
    return read;
  });
});

test("both second signatures at once: one signs, one order", async () => {
  await rounded("both second signatures", partlySignedLots, async (lot, round) => {
    const [firma2, firma3] = (await people("firma2", "firma3")) as [Person, Person];
    const read = await race(two, round, [await signing(firma2, lot), await signing(firma3, lot)]);
    expect(read.toSorted()).toEqual([lotIs(lot, "AUTHORIZED"), done].toSorted());
    expect(await lotFacts(lot)).toMatchObject({ status: "AUTHORIZED", signatures: [1, 2], orders: 1 });
    return read;
  });
});

test("one person presses three times: one signature", async () => {
  await rounded("three presses of one person", confirmedLots, async (lot, round) => {
    const [firma1, firma2] = (await people("firma1", "firma2")) as [Person, Person];
    const statements = [await signing(firma1, lot), await signing(firma1, lot), await signing(firma1, lot)];
    const first = await race(two, round, statements);
    const signedBefore = says("batch.alreadySigned", { number: lot });
    expect(first.toSorted()).toEqual([done, signedBefore, signedBefore].toSorted());
    expect(await lotFacts(lot)).toMatchObject({ status: "PARTLY_SIGNED", signatures: [1], orders: 0 });
    const one = await signing(firma2, lot);
    const second = await race(two, round, [one, one, one]);
    expect(second.toSorted()).toEqual([done, says("confirm.used"), says("confirm.used")].toSorted());
    expect(await lotFacts(lot)).toMatchObject({ status: "AUTHORIZED", signatures: [1, 2], orders: 1 });
    return [...first, ...second];
  });
});

test("sign against annul against delete: one of the first two, never the third", async () => {
  await rounded("sign, annul, delete", partlySignedLots, async (lot, round) => {
    const [firma2, firma3, maker] = (await people("firma2", "firma3", "maker1")) as [Person, Person, Person];
    const presses = [await signing(firma2, lot), await ending(firma3, "annulBatchAction", lot), deleting(maker, lot)];
    const read = await race(two, round, presses);
    const [sign, annul, erase] = read as [string, string, string];
    const { status, signatures, orders } = await lotFacts(lot);
    expect([sign, annul]).toEqual(
      status === "AUTHORIZED" ? [done, lotIs(lot, "AUTHORIZED")] : [lotIs(lot, "ANNULLED"), done],
    );
    expect([lotIs(lot, "PARTLY_SIGNED"), lotIs(lot, status as "ANNULLED")]).toContain(erase);
    expect([signatures, orders]).toEqual(status === "AUTHORIZED" ? [[1, 2], 1] : [[], 0]);
    return [sign === done ? "signed" : "annulled", ...losers(read)];
  });
});

test.each([
  { start: "CONFIRMED", make: confirmedLots, signer: "firma1", alsoWithdraws: false },
  { start: "PARTLY_SIGNED", make: partlySignedLots, signer: "firma2", alsoWithdraws: true },
] as const)(
  "sign, annul, reject, withdraw of a lot $start: what is done follows from what was, and ends it once",
  async ({ start, make, signer, alsoWithdraws }) => {
    await rounded(`all verbs on ${batchStatusLabels[start]}`, make, async (lot, round) => {
      const [signs, firma3, firma1] = (await people(signer, "firma3", "firma1")) as [Person, Person, Person];
      const read = await race(two, round, [
        await signing(signs, lot),
        await ending(firma3, "annulBatchAction", lot),
        await ending(firma3, "rejectBatchAction", lot),
        ...(alsoWithdraws ? [await withdrawing(firma1, lot)] : []),
      ]);
      const moves = await movesSince(lot, start);
      const met = [start, ...moves.map((move) => move.to)];
      const { status, signatures, orders } = await lotFacts(lot);
      expect(moves.map((move) => move.from)).toEqual(met.slice(0, -1));
      expect(met.at(-1)).toBe(status);
      expect(winners(read)).toBe(moves.length);
      expect(met.filter((state) => ["AUTHORIZED", "ANNULLED", "REJECTED"].includes(state))).toEqual([status]);
      expect([signatures, orders]).toEqual(status === "AUTHORIZED" ? [[1, 2], 1] : [[], 0]);
      const sentences = met.map((state) => lotIs(lot, state as typeof start));
      expect(losers(read).filter((sentence) => !sentences.includes(sentence))).toEqual([]);
      return [moves.map((move) => move.event.replace("batch.", "")).join(" → "), ...losers(read)];
    });
  },
);

test("two confirm and one deletes: one of the three", async () => {
  const make = async (count: number) => validLots(await person("maker1"), count);
  await rounded("confirm, confirm, delete", make, async (lot, round) => {
    const [maker, other] = (await people("maker1", "maker1b")) as [Person, Person];
    const read = await race(two, round, [
      [maker, "confirmInTrayAction", await confirmFields(maker, lot)],
      [other, "confirmInTrayAction", await confirmFields(other, lot)],
      deleting(maker, lot),
    ]);
    const { status } = await lotFacts(lot);
    const deleted = read[2] === done;
    expect(status).toBe(deleted ? "ANNULLED" : "CONFIRMED");
    expect(winners(read)).toBe(1);
    expect(losers(read)).toEqual([lotIs(lot, status as "ANNULLED"), lotIs(lot, status as "ANNULLED")]);
    return [deleted ? "deleted" : "confirmed", ...losers(read)];
  });
});

test("two confirm a lot with warnings: one does, with that one's reason", async () => {
  const make = async (count: number) => validLots(await person("maker1"), count, withWarning);
  await rounded("two confirm warnings", make, async (lot, round) => {
    const makers = (await people("maker1", "maker1b")) as [Person, Person];
    const reasons = ["Son dos pagos distintos", "Así lo pidió nómina"];
    const fields = await Promise.all(makers.map((maker, index) => confirmFields(maker, lot, reasons[index])));
    const read = await race(
      two,
      round,
      makers.map((maker, index) => [maker, "confirmInTrayAction", fields[index] ?? {}]),
    );
    expect(read.toSorted()).toEqual([done, lotIs(lot, "CONFIRMED")].toSorted());
    const warningsReason = reasons[read.indexOf(done)];
    expect(await lotFacts(lot)).toMatchObject({ status: "CONFIRMED", version: 2, warningsReason });
    return read;
  });
});

type Upload = { who: Person; id: string; bytes: Buffer };
const sendAll = (uploads: readonly Upload[], round: number) =>
  Promise.all(
    uploads.map(({ who, id, bytes }, index) =>
      sendFile(two, two.webs[(index + round) % 2] ?? two.webs[0], who, bytes, { id }),
    ),
  );

test("the same upload at once: one lot, the others its number or one sentence", async () => {
  const twoIds = () => [randomUUID(), randomUUID()] as const;
  const oneId = () => {
    const id = randomUUID();
    return [id, id] as const;
  };
  const kinds = [
    { name: "one id twice", makers: ["maker1", "maker1"], ids: oneId },
    { name: "one file, two ids", makers: ["maker1", "maker1"], ids: twoIds },
    { name: "one file, two people", makers: ["maker1", "maker1b"], ids: twoIds },
  ] as const;
  for (const { name, makers, ids } of kinds) {
    const make = async (count: number) => {
      await forgetQuota();
      return Array.from({ length: count }, oneLine);
    };
    await rounded(name, make, async (bytes, round) => {
      const [one, other] = (await people(...makers)) as [Person, Person];
      const [first, second] = ids();
      const answers = await sendAll(
        [
          { who: one, id: first, bytes },
          { who: other, id: second, bytes },
        ],
        round,
      );
      const numbers = [...new Set(answers.flatMap((answer) => answer.number ?? []))];
      expect(numbers).toHaveLength(1);
      const [number = ""] = numbers;
      const open = (["RECEIVED", "VALIDATING", "VALID"] as const).map((status) =>
        says("batch.sameFileOpen", { number, status }),
      );
      const refused = answers.filter((answer) => answer.number === null);
      expect(refused.filter(({ message }) => ![says("batch.sameFileAtOnce"), ...open].includes(message))).toEqual([]);
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      if (first !== second) expect(refused).toHaveLength(1);
      return answers.map((answer) => (answer.number ? "the lot's number" : answer.message));
    });
  }
});

test("pay against annul: the order is paid or annulled", async () => {
  const make = async (count: number) => codesFor(two, await person("pagador1"), await issuedOrders(count));
  await rounded("pay, annul", make, async (code, round) => {
    const { orden } = code;
    const [payer, other] = (await people("pagador1", "pagador2")) as [Person, Person];
    const [pay, annul] = (await race(two, round, [
      paying(payer, code),
      [other, "annulShownOrderAction", { orden, clave }],
    ])) as [string, string];
    const { status, payments, lots } = await orderFacts(orden);
    if (annul === done) {
      expect(pay).toBe(orderIs(orden, "ANNULLED"));
      expect({ status, payments, lots }).toEqual({ status: "ANNULLED", payments: 0, lots: ["ANNULLED"] });
      return ["annulled", pay];
    }
    expect(pay).toBe(done);
    expect((["PAYING", "IN_PROCESS", "PROCESSED"] as const).map((state) => orderIs(orden, state))).toContain(annul);
    expect(payments).toBe(1);
    return ["paid", annul];
  });
});

test("two payers with a code each: one payment, by the code that is alive", async () => {
  const make = async (count: number) => {
    const orders = await issuedOrders(count);
    const older = await codesFor(two, await person("pagador1"), orders);
    const newer = await codesFor(two, await person("pagador2"), orders);
    return older.map((code, index) => [code, newer[index] ?? code] as const);
  };
  await rounded("two payers", make, async ([older, newer], round) => {
    const [payer, other] = (await people("pagador1", "pagador2")) as [Person, Person];
    const read = await race(two, round, [paying(payer, older), paying(other, newer)]);
    expect(read).toEqual([says("confirm.expired"), done]);
    expect(await orderFacts(newer.orden)).toMatchObject({ requestedBy: ["pagador2"] });
    return read;
  });
});

test("the same code twice: one payment, and both tries counted", async () => {
  const make = async (count: number) => codesFor(two, await person("pagador1"), await issuedOrders(count));
  await rounded("one code twice", make, async (code, round) => {
    const [payer] = (await people("pagador1")) as [Person];
    const read = await race(two, round, [paying(payer, code), paying(payer, code)]);
    expect(read.toSorted()).toEqual([done, says("confirm.used")].toSorted());
    expect(await orderFacts(code.orden)).toMatchObject({ payments: 1 });
    const { tries, evaluated } = await triesOf(code.confirmacion);
    expect(tries).toBe(evaluated);
    return read;
  });
});

test("eight wrong codes at once are five tries; six requests at once after it are four codes", async () => {
  const make = async (count: number) => codesFor(two, await person("pagador1"), await issuedOrders(count));
  const requests = tallyOf("six requests of a code, one sent before");
  await rounded("eight wrong codes", make, async (code, round) => {
    const [payer] = (await people("pagador1")) as [Person];
    const { orden, confirmacion, codigo } = code;
    const wrong = paying(payer, { orden, confirmacion, codigo: codigo === "000000" ? "000001" : "000000" });
    // All rounds are one person's, who may not go on guessing for ever.
    await asOwner("DELETE FROM attempt");
    const guesses = await race(two, round, [wrong, wrong, wrong, wrong, wrong, wrong, wrong, wrong]);
    const left = [4, 3, 2, 1].map((tries) => says("confirm.wrongCode", { left: tries }));
    const none = says("confirm.noTries");
    expect(guesses.toSorted()).toEqual([...left, none, none, none, none].toSorted());
    expect(await triesOf(confirmacion)).toEqual({ tries: 5, evaluated: 5 });
    expect(await race(two, round, [paying(payer, code)])).toEqual([none]);
    const asking: Press = [payer, "requestCodeAction", { orden }];
    const asked = await race(two, round, [asking, asking, asking, asking, asking, asking]);
    const enough = says("confirm.tooManyCodes", { max: 5 });
    expect(asked.toSorted()).toEqual([done, done, done, done, enough, enough].toSorted());
    expect(await codesOf(orden)).toEqual({ made: 5, alive: 1 });
    expect(await orderFacts(orden)).toMatchObject({ status: "AUTHORIZED", payments: 0 });
    requests.add(asked);
    return guesses;
  });
  requests.print();
});

const hundreds = 200;

test("two workers on two hundred orders: each debited once, each line credited once", async () => {
  for (let load = 1; load <= sharedLoads; load += 1) {
    const orders = await issuedOrders(hundreds);
    const codes = await codesFor(two, await person("pagador1"), orders);
    await settled();
    const before = await two.simulator.state();
    const jobsBefore = settledBy();
    const payer = await person("pagador1");
    const read = await atOnce(codes, 24, async (code, index) => race(two, index, [paying(payer, code)]));
    expect(read.flat().filter((one) => one !== done)).toEqual([]);
    await reaches(async () => String(await ordersIn(["PROCESSED"], orders)), [String(hundreds)], 120);
    const after = await two.simulator.state();
    expect(after.debits.length - before.debits.length).toBe(hundreds);
    expect(creditedSince(before, after)).toEqual(await creditsOf(orders));
    const shares = settledBy().map((jobs, index) => jobs - (jobsBefore[index] ?? 0));
    console.log(`two workers, ${hundreds} orders: ${shares.join(" and ")} payments`);
    expect(shares.reduce((sum, jobs) => sum + jobs)).toBe(hundreds);
    expect(Math.min(...shares)).toBeGreaterThan(hundreds / 10);
  }
});

/** Waits until no order is on its way. */
async function settled(): Promise<void> {
  await reaches(async () => String(await ordersIn(["PAYING", "IN_PROCESS", "IN_VERIFICATION"])), ["0"], 120);
}

/** How many payments each worker has brought to their end, by its own log. */
const settledBy = () =>
  ["worker-1", "worker-2"].map((name) => two.logOf(name).match(/Completed task \d+ \(settle-payment/g)?.length ?? 0);

type State = Awaited<ReturnType<Two["simulator"]["state"]>>;

/** What the core holds more than before, by card. */
function creditedSince(before: State, after: State): Record<string, bigint> {
  const more = [...after.cards].map(([card, { balanceCents }]) => {
    const held = before.cards.get(card)?.balanceCents ?? 0n;
    return [card, balanceCents - held] as const;
  });
  return Object.fromEntries(more.filter(([, cents]) => cents !== 0n));
}

test("in the end every payment is one debit of its amount, nothing waits, and everything adds up", async () => {
  await settled();
  const payments = await paymentsOf();
  const debits = (await two.simulator.state()).debits.map(
    ({ reference, amountCents, status }) => `${reference} ${amountCents} ${status}`,
  );
  expect(debits.toSorted()).toEqual(
    payments.map(({ reference, cents }) => `${reference} ${cents} CONFIRMED`).toSorted(),
  );
  expect(payments.filter(({ status }) => status !== "CONFIRMED")).toEqual([]);
  const verified = await two.verify();
  expect(verified.ok, verified.text).toBe(true);
  for (const name of ["portal-1", "portal-2", "worker-1", "worker-2"]) {
    expect(
      two
        .logOf(name)
        .split("\n")
        .filter((line) => /"level":(50|60)/.test(line)),
    ).toEqual([]);
  }
});

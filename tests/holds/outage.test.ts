import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { portal } from "@/lib/messages/es/portal";
import {
  after,
  errorsOf,
  freeze,
  heldBy,
  killHard,
  killSeed,
  seeded,
  type WorkerName,
  wake,
  workerNames,
} from "@/tests/support/killing";
import { clave } from "@/tests/support/login";
import { asOwner, idsOf, recharge } from "@/tests/support/make";
import { confirmFields, mailedCode, type Person, person, press, sendFile, statementIn } from "@/tests/support/person";
import { atOnce, done, says, told } from "@/tests/support/racing";
import {
  codeFor,
  mailedOf,
  moreCards,
  nextWeb,
  orderedLot,
  orderOf,
  paid,
  pressPatiently,
  reaches,
  sendPatiently,
  statusOfLot,
  statusOfOrder,
} from "@/tests/support/spine";
import { startTwo, type Two } from "@/tests/support/two";

// What the product stands on goes away and comes back: a worker that sleeps, the bank and core, the mail, the database.

const lines = 10_000;
const firstCard = 30_000_001;
const interruptedSeconds = 60;
const stoppedMs = 90_000;
/** More than the connection to the database holds back by itself: a worker stopped while it sends them is in the middle of its COPY. */
const copyLines = 150_000;
const random = seeded(killSeed);

let two: Two;
let maker: Person;
let payer: Person;
beforeAll(async () => {
  two = await startTwo({ label: "outage" });
  await moreCards(two, lines, firstCard);
  maker = await person("maker1");
  payer = await person("pagador1");
});
afterAll(async () => {
  for (const name of workerNames) wake(two, name);
  await two?.stop();
});

const bigFile = () => recharge(lines, { first: firstCard, pesos: 1_000 });
const keyOf = async (job: string, lot: string) => `${job}:${(await idsOf(maker, lot)).id}`;

async function sent(bytes: Buffer): Promise<string> {
  const { number, message } = await sendFile(two, nextWeb(two), maker, bytes);
  if (!number) throw new Error(message);
  return number;
}

/** How many sessions of the database are in a state. */
async function sessions(where: string): Promise<string> {
  const [row] = await asOwner<{ count: string }>(`SELECT count(*) FROM pg_stat_activity WHERE ${where}`);
  return row?.count ?? "none";
}

/** A session of the owner's that holds something until it ends. */
async function holding(...statements: (readonly [string, unknown[]])[]): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
  client.on("error", () => undefined);
  await client.connect();
  await client.query("BEGIN");
  for (const [statement, values] of statements) await client.query(statement, values);
  return () => client.end();
}

const inbox = async () => ((await fetch(`${two.mailUrl}/email`)).ok ? "open" : "closed");

describe("a worker is stopped for ninety seconds in the middle of its work", () => {
  const [sleeper, other]: [WorkerName, WorkerName] = ["worker-1", "worker-2"];
  const lots = { inCopy: "", inChecks: "", atCore: "" };
  let stoppedAt = 0;
  let takenOverFrom = 0;

  /** One lot in the middle of its COPY, one alone in the product's cross-check, one waiting for the core's answer: all the same worker's. */
  beforeAll(async () => {
    const { lot, order } = await orderedLot(two, bigFile());
    const code = await codeFor(two, payer, order);
    // Whoever is stopped while it writes down that the mail went holds the code's row for 25 seconds: the payment would find it busy.
    await reaches(() => mailedOf(code.confirmacion ?? ""), ["mailed"]);
    await two.simulator.script({ target: "core", operation: "page", behaviour: { do: "late", ms: 300_000 } });
    for (const name of workerNames) freeze(two, name);
    lots.atCore = lot;
    lots.inCopy = await sendPatiently(two, maker, recharge(copyLines, { first: firstCard, pesos: 1_000 }));
    lots.inChecks = await sendPatiently(two, maker, bigFile());
    expect(told(await pressPatiently(two, payer, "payOrderAction", code))).toBe(done);
    const { id, tenant } = await idsOf(maker, lots.inCopy);
    const release = await holding(
      [
        "INSERT INTO batch_line (tenant_id, batch_id, line, document, amount_cents) VALUES ($1, $2, $3, 'CC-1', 100)",
        [tenant, id, lines / 2],
      ],
      [
        "SELECT pg_advisory_xact_lock(hashtext('cross-check'), id) FROM product WHERE code = 'P1' AND tenant_id = $1",
        [tenant],
      ],
    );
    wake(two, sleeper);
    await reaches(() => sessions("query LIKE 'COPY batch_line%' AND wait_event_type = 'Lock'"), ["1"]);
    await reaches(() => sessions("query LIKE '%cross-check%' AND wait_event = 'advisory'"), ["1"]);
    await reaches(
      async () => String((await two.simulator.state()).pages.filter((page) => page.batch.endsWith(lot)).length),
      ["1"],
    );
    freeze(two, sleeper);
    stoppedAt = Date.now();
    await release();
    await reaches(() => sessions("query LIKE 'COPY batch_line%' AND wait_event = 'ClientRead'"), ["1"]);
    takenOverFrom = Date.now();
    wake(two, other);
  });
  afterAll(() => {
    for (const name of workerNames) wake(two, name);
  });

  test("the other worker has its jobs after thirty seconds and ends them within a minute", async () => {
    await Promise.all([
      // Most of its lines are for cards that are not there.
      reaches(() => statusOfLot(lots.inCopy), ["INVALID"], interruptedSeconds),
      reaches(() => statusOfLot(lots.inChecks), ["VALID"], interruptedSeconds),
      reaches(() => statusOfLot(lots.atCore), ["PROCESSED"], interruptedSeconds),
    ]);
    const tookMs = Date.now() - takenOverFrom;
    console.log(`worker stopped: all its lots done ${tookMs} ms later by the other`);
    expect(tookMs).toBeLessThan(interruptedSeconds * 1000);
  });

  test("meanwhile the mail server is killed: the person is told at once, and the code comes when it is back", async () => {
    const { order } = await orderedLot(two);
    killHard(two, "correo");
    const since = Date.now();
    const asked = await press(two, nextWeb(two), payer, "requestCodeAction", { orden: order });
    const toldMs = Date.now() - since;
    await reaches(inbox, ["open"]);
    const code = {
      orden: order,
      confirmacion: statementIn(asked),
      codigo: await mailedCode(two.mailUrl, "pagador1", order),
    };
    console.log(`mail server killed: told in ${toldMs} ms, the code arrived after ${Date.now() - since} ms`);
    expect(toldMs).toBeLessThan(3_000);
    expect(told(await press(two, nextWeb(two), payer, "payOrderAction", code))).toBe(done);
    await reaches(() => statusOfOrder(order), ["PROCESSED"], interruptedSeconds);
  });

  test("meanwhile bank and core are killed under load: payments go on or are in verification, and all come true", async () => {
    const orders = await atOnce(Array.from({ length: 4 }), 4, async () => (await orderedLot(two, recharge(50))).order);
    const seen = new Set<string>();
    const watch = setInterval(
      () =>
        orders.forEach(
          (order) =>
            void statusOfOrder(order).then(
              (status) => seen.add(status),
              () => undefined,
            ),
        ),
      200,
    );
    const pressed = Promise.all(orders.map((order) => paid(two, payer, order)));
    await after(random(1_000));
    const killedAt = killHard(two, "simulador");
    await pressed;
    await Promise.all(orders.map((order) => reaches(() => statusOfOrder(order), ["PROCESSED"], interruptedSeconds)));
    clearInterval(watch);
    console.log(
      `bank and core killed: every payment true after ${Date.now() - killedAt} ms, seen ${[...seen].join(" ")}`,
    );
    const { debits } = await two.simulator.state();
    for (const order of orders)
      expect(debits.filter((debit) => debit.reference.includes(order))).toMatchObject([{ status: "CONFIRMED" }]);
  });

  test("awake again, the fence refuses what it still wanted to write, and it works on", async () => {
    await after(stoppedAt + stoppedMs - Date.now());
    wake(two, sleeper);
    await reaches(
      async () => String(errorsOf(two.logOf(sleeper)).filter((line) => line.includes("FenceLost")).length),
      ["3"],
    );
    freeze(two, other);
    const next = await sendPatiently(two, maker, recharge(3));
    await reaches(() => statusOfLot(next), ["VALID"]);
    wake(two, other);
    await expectOnce(lots.inCopy, copyLines, 0);
    await expectOnce(lots.inChecks, lines, 0);
    await expectOnce(lots.atCore, lines, 2);
  });
});

/** A lot's lines and pages are there once, and it was validated once. */
async function expectOnce(lot: string, ofLines: number, pages: number): Promise<void> {
  const { id, tenant } = await idsOf(maker, lot);
  const [counts] = await asOwner(
    `SELECT (SELECT count(*)::int FROM batch_line WHERE batch_id = $2) AS lines,
            (SELECT count(*)::int FROM batch_page WHERE batch_id = $2) AS pages,
            (SELECT count(*)::int FROM audit_event WHERE tenant_id = $1 AND subject = $3 AND event = 'batch.validated') AS validated`,
    [tenant, id, lot],
  );
  expect(counts).toEqual({ lines: ofLines, pages, validated: 1 });
}

/** Every answer people got while the database came and went, and how long they waited for it. */
const answers: { ms: number; said: string }[] = [];
const answerMs = 12_000;
const calmPage = "the calm page";
/** What anybody may be told then; that it was used already, by whose first press was done and not answered. */
const calm = new Set<string>([done, calmPage, portal.failed, says("access.busy"), says("confirm.used")]);

/** Asks the portal until it says yes or what was asked for is there, as a person does who reads the calm sentence. */
async function insist<Result>(ask: () => Promise<Result>, there: () => Promise<Result | null>): Promise<Result> {
  for (;;) {
    const since = Date.now();
    const answer = await ask().then(
      (result) => ({ result, said: done }),
      (error: Error) => ({ result: null, said: error.message }),
    );
    answers.push({ ms: Date.now() - since, said: answer.said });
    const result = answer.result ?? (await truth(there));
    if (result !== null) return result;
    await after(200);
  }
}

/** What the database knows, as soon as it is there to be asked. */
async function truth<Result>(ask: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await ask();
    } catch {
      await after(100);
    }
  }
}

const nothing = async () => null;

async function pressed(
  who: Person,
  action: string,
  fields: Record<string, string | readonly string[]>,
): Promise<string> {
  const answer = await press(two, nextWeb(two), who, action, fields);
  if (answer.kind === "done") return statementIn(answer) || done;
  throw new Error(told(answer));
}

/** Who signs in each lane: nobody in more than two, since tries that are under way together count against their person together. */
const signersOf = [
  ["firma1", "firma2"],
  ["firma2", "firma3"],
  ["firma3", "firma1"],
] as const;

/** One lot's way from the file to the cards, by people who press again whatever was not answered. */
async function journey(turn: number, [first, second]: (typeof signersOf)[number]): Promise<string> {
  const bytes = recharge(3, { first: 10_000_001 + 3 * (turn % 60) });
  const reference = bytes.toString().trim().split(";").at(-1) ?? "";
  const lot = await insist(
    () => sent(bytes),
    () => lotOf(reference),
  );
  await reaches(() => statusOfLot(lot), ["VALID"]);
  const fields = await truth(() => confirmFields(maker, lot, "Lote de prueba"));
  await insist(
    () => pressed(maker, "confirmInTrayAction", fields),
    () => doneWhen(lot, "CONFIRMED"),
  );
  for (const [signer, after] of [
    [first, "PARTLY_SIGNED"],
    [second, "AUTHORIZED"],
  ] as const) {
    const who = await truth(() => person(signer));
    const confirmacion = await insist(
      () => pressed(who, "prepareSignatureAction", { lotes: [lot], proceso: "lote", clave }),
      nothing,
    );
    await insist(
      () => pressed(who, "signBatchesAction", { confirmacion }),
      () => doneWhen(lot, after),
    );
  }
  const order = await truth(() => orderOf(lot));
  const confirmacion = await insist(() => pressed(payer, "requestCodeAction", { orden: order }), nothing);
  const code = { orden: order, confirmacion, codigo: await mailedCode(two.mailUrl, "pagador1", order) };
  await insist(
    () => pressed(payer, "payOrderAction", code),
    async () => ((await statusOfOrder(order)) === "AUTHORIZED" ? null : done),
  );
  return order;
}

const doneWhen = async (lot: string, status: string) => ((await statusOfLot(lot)) === status ? done : null);

/** The lot that has a reference in its lines or will have: its file's. */
async function lotOf(reference: string): Promise<string | null> {
  const [row] = await asOwner<{ number: string }>(
    `SELECT b.number FROM batch b JOIN upload_chunk c ON c.tenant_id = b.tenant_id AND c.upload_id = b.upload_id
      WHERE position(convert_to($1, 'UTF8') in c.bytes) > 0`,
    [reference],
  );
  return row?.number ?? null;
}

const readyBoth = async () =>
  (await Promise.all(two.webs.map((web) => two.isReady(web)))).every(Boolean) ? "ready" : "not ready";

/** A browser in which nobody is signed in: whoever comes in anew ends the session that was there. */
const nobody = (): Person => ({ ...maker, token: null, cookie: "" });

/** Ready, somebody logs in at both portals, and a lot goes through: the service is whole. */
async function whole(): Promise<void> {
  await reaches(readyBoth, ["ready"]);
  for (const web of two.webs)
    expect(told(await press(two, web, nobody(), "signInAction", { usuario: "maker1", clave }))).toBe(done);
  const lot = await sent(recharge(3));
  await reaches(() => statusOfLot(lot), ["VALID"]);
}

/** What a page says while the database is away. */
async function look(web: string): Promise<void> {
  const since = Date.now();
  const page = await fetch(`${web}/empresas/E1/P1`, { headers: { Cookie: maker.cookie } });
  const text = await page.text();
  answers.push({
    ms: Date.now() - since,
    said: page.ok
      ? done
      : text.includes(portal.error.title) && text.includes("Referencia")
        ? calmPage
        : `page ${page.status}`,
  });
}

describe("PostgreSQL ends at once", () => {
  test("twice, under load: people are told, what was done stays done, and all goes on by itself", async () => {
    const ready = [await orderedLot(two, bigFile()), await orderedLot(two, bigFile())];
    let [loaded, turn] = [true, 0];
    const lane = async (signers: (typeof signersOf)[number]) => {
      const orders: string[] = [];
      while (loaded) orders.push(await journey(turn++, signers));
      return orders;
    };
    const lanes = signersOf.map(lane);
    for (const { lot, order } of ready) {
      await paid(two, payer, order);
      const validating = await sendPatiently(two, maker, bigFile());
      await heldBy(two, await keyOf("validate-batch", validating), async () => true);
      two.crashPostgres();
      const crashedAt = Date.now();
      await Promise.all(two.webs.map(look));
      await truth(() => asOwner("SELECT 1"));
      const backAt = Date.now();
      await whole();
      const wholeMs = Date.now() - backAt;
      await reaches(() => statusOfLot(validating), ["VALID"], interruptedSeconds);
      await reaches(() => statusOfLot(lot), ["PROCESSED"], interruptedSeconds);
      const lotsMs = Date.now() - backAt;
      console.log(
        `PostgreSQL ended at once: back after ${backAt - crashedAt} ms, service whole ${wholeMs} ms and interrupted lots ${lotsMs} ms after that`,
      );
      expect(wholeMs).toBeLessThan(30_000);
      expect(lotsMs).toBeLessThan(interruptedSeconds * 1000);
    }
    loaded = false;
    const orders = (await Promise.all(lanes)).flat();
    for (const order of orders) await reaches(() => statusOfOrder(order), ["PROCESSED"], interruptedSeconds);
    const said = Map.groupBy(answers, (answer) => answer.said);
    console.log(
      [...said]
        .map(([what, those]) => `${those.length} × ${what} (up to ${Math.max(...those.map(({ ms }) => ms))} ms)`)
        .join("\n"),
    );
    expect([...said.keys()].filter((what) => !calm.has(what))).toEqual([]);
    expect(answers.filter(({ ms }) => ms > answerMs)).toEqual([]);
  });

  test("afterwards the books are right", async () => {
    const { ok, text } = await two.verify();
    expect(ok, text).toBe(true);
  });
});

import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { readOperator } from "@/lib/command";
import { verifyConfig } from "@/lib/config";
import type { Caller } from "@/lib/context";
import { database } from "@/lib/db";
import { readHealth } from "@/lib/health/queries";
import {
  ageOf,
  gravest,
  type Health,
  outsideVerdict,
  queueVerdict,
  trailVerdict,
  verifyVerdict,
  workersVerdict,
} from "@/lib/health/rules";
import { verifyAndKeep } from "@/lib/operation/verify";
import { noted, noteOutside } from "@/lib/worker/outside";
import { verifyDaily } from "@/lib/worker/verify-daily";
import { asOwner, asWorker, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { addressOf, attempt } from "@/tests/support/roles";
import { sealAll } from "@/tests/support/sealing";

// How the installation stands: what the desk is told, by whom it is told, and what each figure means.

let web: pg.Client;
beforeAll(async () => {
  await demonstration();
  web = new pg.Client({ connectionString: addressOf("app_web") });
  await web.connect();
});
afterAll(() => web.end());
beforeEach(async () => {
  for (const table of ["verify_result", "outside_state", "worker", "graphile_worker._private_jobs"])
    await asOwner(`DELETE FROM ${table}`);
});

const desk = async (): Promise<Caller> => ({ ...(await signedIn("oper1")), company: null, product: null });
const health = async (): Promise<Health> => readOperator(await desk(), "health.read", readHealth);
const reach = () => ({ ...verifyConfig(), databaseUrl: addressOf("verify") });
const kept = () =>
  asOwner<{ made_by: string; checks: number; wrong: string[] }>(
    "SELECT made_by, checks, wrong FROM verify_result ORDER BY id",
  );

test("a fresh installation: nothing in the queues, nobody at work, nothing known of the outside", async () => {
  expect(await health()).toMatchObject({ queues: [], workers: [], outside: {}, verify: null });
});

test("it answers the desk alone", async () => {
  const maker = { ...(await signedIn("maker1")), company: null, product: null };
  expect(await outcomeOf(readOperator(maker, "health.read", readHealth))).toBe("access.notAllowed");
  expect((await attempt(web, null, "SELECT desk_health() AS health")).rows).toEqual([{ health: null }]);
});

test("queues are told by kind, with what runs, is due, waits, is tried again and has run out of tries, and the age of the oldest", async () => {
  const add = (key: string, more = "") =>
    asOwner(`SELECT graphile_worker.add_job('mail-code', '{}', job_key => $1, max_attempts => 3${more})`, [key]);
  await add("due");
  await add("later", ", run_at => now() + interval '1 hour'");
  await add("again", ", run_at => now() + interval '1 minute'");
  await add("out");
  await add("runs");
  await asOwner("SELECT graphile_worker.add_job('print-order', '{}')");
  await asOwner("UPDATE graphile_worker._private_jobs SET attempts = 1 WHERE key = 'again'");
  await asOwner("UPDATE graphile_worker._private_jobs SET attempts = 3 WHERE key = 'out'");
  await asOwner("UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'x' WHERE key = 'runs'");
  await asOwner("UPDATE graphile_worker._private_jobs SET created_at = now() - interval '2 hours' WHERE key = 'later'");
  const { queues, now } = await health();
  expect(queues.map(({ since, ...queue }) => queue)).toEqual([
    { task: "mail-code", running: 1, due: 1, later: 2, retrying: 1, failed: 1 },
    { task: "print-order", running: 0, due: 1, later: 0, retrying: 0, failed: 0 },
  ]);
  expect(ageOf(queues[0]?.since ?? "", now)).toEqual({ unit: "hours", count: 2 });
});

test("workers tell their beat, the trail its last seal and what waits for one", async () => {
  await asOwner("INSERT INTO worker (id, name, worker_ids) VALUES (gen_random_uuid(), 'here:1', '{}')");
  await sealAll();
  const sealed = await health();
  expect(sealed.workers).toMatchObject([{ name: "here:1" }]);
  expect(sealed.trail).toMatchObject({ unsealed: 0, unsealedSince: null, sealedAt: expect.any(String) });
  await asOwner(
    "INSERT INTO audit_event (tenant_id, actor, event, subject, result) SELECT id, 'system', 'x.y', 'x', 'done' FROM tenant WHERE kind = 'PLATFORM'",
  );
  expect((await health()).trail).toMatchObject({ unsealed: 1, unsealedSince: expect.any(String) });
});

describe("the outside", () => {
  /** Notes are written by the way: until the last of them stands. */
  const stands = (name: string, what: object) =>
    expect
      .poll(async () => (await asOwner("SELECT * FROM outside_state WHERE name = $1", [name]))[0])
      .toMatchObject(what);

  test("what answers, whatever it answers, is good; silence and a mail server's no for now are failures, with why", async () => {
    await asWorker(async () => {
      const answers = [{ kind: "refused" }, { kind: "unknown", detail: "timeout" }];
      const bank = noted("bank", { ask: async () => answers.shift() ?? { kind: "confirmed" } });
      await bank.ask();
      await stands("bank", { good_at: expect.any(Date), failed_at: null });
      await bank.ask();
      await stands("bank", { good_at: expect.any(Date), failed_at: expect.any(Date), why: "timeout" });
      const mail = noted("mail", { sendMail: async () => ({ kind: "refused", permanent: false }) });
      await mail.sendMail();
      await stands("mail", { good_at: null, why: "refused" });
    });
    const { outside } = await health();
    expect([outsideVerdict(outside.bank), outsideVerdict(outside.mail), outsideVerdict(outside.core)]).toEqual([
      "bad",
      "bad",
      "unknown",
    ]);
  });

  test("the same again is not told again at once", async () => {
    await asWorker(async () => {
      noteOutside("core", null);
      await stands("core", { good_at: expect.any(Date) });
      await asOwner("DELETE FROM outside_state");
      noteOutside("core", null);
      noteOutside("core", "network");
      await stands("core", { good_at: null, why: "network" });
    });
  });

  test("the sealer tells that the anchors were written, and that they could not be", async () => {
    const event = () =>
      asOwner(
        "INSERT INTO audit_event (tenant_id, actor, event, subject, result) SELECT id, 'system', 'x.y', 'x', 'done' FROM tenant WHERE kind = 'PLATFORM'",
      );
    await event();
    await sealAll("/dev/null/nowhere");
    await stands("anchors", { good_at: null, why: expect.stringMatching(/^E[A-Z]+$/) });
    await event();
    await sealAll();
    await stands("anchors", { good_at: expect.any(Date) });
  });
});

describe("verify", () => {
  test("its result is kept: what was checked and which checks found something", async () => {
    await sealAll();
    await verifyAndKeep(reach(), "command");
    expect(await kept()).toEqual([{ made_by: "command", checks: 19, wrong: [] }]);
    await asOwner(
      `ALTER TABLE audit_seal DISABLE TRIGGER USER; UPDATE audit_seal SET hash = repeat('0', 64) WHERE seq = (SELECT max(seq) FROM audit_seal);
       ALTER TABLE audit_seal ENABLE TRIGGER USER`,
    );
    await verifyAndKeep(reach(), "command");
    expect((await kept()).at(-1)).toMatchObject({ wrong: ["chain", "anchors"] });
    expect((await health()).verify).toMatchObject({ by: "command", checks: 19, wrong: ["chain", "anchors"] });
  });

  test("the worker does it once a day, if it holds the reader's address, and goes on with its own", async () => {
    await asWorker(async () => {
      await verifyDaily(null);
      expect(await kept()).toEqual([]);
      await verifyDaily(reach());
      await verifyDaily(reach());
      expect((await kept()).map(({ made_by }) => made_by)).toEqual(["worker"]);
      expect(await database().$queryRaw`SELECT current_user::text AS me`).toEqual([{ me: "app_worker" }]);
      await asOwner("UPDATE verify_result SET at = at - interval '24 hours'");
      await verifyDaily(reach());
      expect(await kept()).toHaveLength(2);
    });
  });

  test("the last hundred are kept", async () => {
    await asOwner("SELECT verify_note('worker', 16, '{}', n) FROM generate_series(1, 103) n");
    const [row] = await asOwner("SELECT count(*)::int AS n, min(took_ms) AS first FROM verify_result");
    expect(row).toEqual({ n: 100, first: 4 });
  });
});

describe("what the figures mean", () => {
  const now = "2026-11-24T12:00:00.000000+00:00";
  const ago = (seconds: number) => new Date(Date.parse(now) - seconds * 1_000).toISOString();
  const whole = (more: Partial<Health>): Health => ({
    now,
    queues: [],
    workers: [],
    trail: { unsealed: 0, unsealedSince: null, sealedAt: ago(5), chains: 1 },
    outside: {},
    verify: null,
    ...more,
  });
  const queue = { task: "x", running: 0, due: 0, later: 0, retrying: 0, failed: 0, since: ago(600) };

  test.each([
    ["nothing due", {}, "good"],
    ["due for ten minutes", { due: 1 }, "slow"],
    ["due for two minutes", { due: 1, since: ago(120) }, "good"],
    ["tried again", { retrying: 1 }, "slow"],
    ["out of tries", { failed: 1 }, "bad"],
  ])("a queue: %s", (_, more, verdict) => {
    expect(queueVerdict({ ...queue, ...more }, now)).toBe(verdict);
  });

  test("one worker that beats is enough, and none is not", () => {
    const worker = (seconds: number) => ({ name: "x", startedAt: ago(900), beatAt: ago(seconds) });
    expect(workersVerdict(whole({ workers: [worker(31), worker(30)] }))).toBe("good");
    expect(workersVerdict(whole({ workers: [worker(31)] }))).toBe("bad");
    expect(workersVerdict(whole({}))).toBe("bad");
  });

  test.each([
    [null, ago(5), "good"],
    [null, null, "unknown"],
    [ago(10), ago(5), "good"],
    [ago(11), ago(5), "slow"],
    [ago(61), null, "bad"],
  ])("the trail, unsealed since %s, sealed %s: %s", (unsealedSince, sealedAt, verdict) => {
    expect(trailVerdict(whole({ trail: { unsealed: 1, unsealedSince, sealedAt, chains: 1 } }))).toBe(verdict);
  });

  test("outside, what happened last decides", () => {
    const state = (goodAt: string | null, failedAt: string | null) =>
      outsideVerdict({ goodAt, failedAt, why: failedAt && "timeout" });
    expect([state(ago(1), ago(2)), state(ago(2), ago(1)), state(null, ago(1)), state(ago(1), null)]).toEqual([
      "good",
      "bad",
      "bad",
      "good",
    ]);
  });

  test("a verification is good for a day and the time it takes", () => {
    const verify = (hours: number, wrong: string[] = []) =>
      verifyVerdict(whole({ verify: { at: ago(hours * 3_600), by: "worker", checks: 16, wrong, tookMs: 5 } }));
    expect([verify(26), verify(27), verify(1, ["chain"]), verifyVerdict(whole({}))]).toEqual([
      "good",
      "slow",
      "bad",
      "unknown",
    ]);
  });

  test("of several the gravest", () => {
    expect(gravest(["good", "slow", "bad"])).toBe("bad");
    expect(gravest(["good", "slow", "unknown"])).toBe("slow");
    expect(gravest(["unknown", "good"])).toBe("good");
    expect(gravest([])).toBe("good");
  });

  test.each([
    [0, "seconds", 0],
    [59, "seconds", 59],
    [60, "minutes", 1],
    [3_599, "minutes", 59],
    [86_399, "hours", 23],
    [172_800, "days", 2],
    [-5, "seconds", 0],
  ])("%i seconds ago", (seconds, unit, count) => {
    expect(ageOf(ago(seconds), now)).toEqual({ unit, count });
  });
});

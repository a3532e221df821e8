import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listBankMovements, lookAtAccounts } from "@/lib/bank/queries";
import { refreshAccount } from "@/lib/bank/refresh";
import { standingOf } from "@/lib/bank/rules";
import { movementSearch } from "@/lib/bank/schema";
import { read } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { makeBank } from "@/lib/gateways/bank";
import { makeSimulatorAdmin } from "@/lib/simulator/admin";
import type { Script } from "@/lib/simulator/scripts";
import { type Simulator, startSimulator } from "@/lib/simulator/server";
import { asDecided, asOwner, asWorker, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// The bank's book of an account: asked by a job, kept as it is told, shown as it is kept. A real bank's protocol, a real database.

const secret = "a-shared-secret-of-the-bank-tests";
const account = "0012-3456-7890";
let simulator: Simulator;
let admin: ReturnType<typeof makeSimulatorAdmin>;
let bank: ReturnType<typeof makeBank>;
let cm1: Caller;
let tenant: number;

const past = (
  day: number,
  kind: "DEBIT" | "CREDIT" | "DEBIT_NOTE" | "CREDIT_NOTE" | "RETURNED_CHEQUE",
  cents: bigint,
  description = "",
) => ({
  at: new Date(Date.UTC(2026, 8, day, 15)),
  kind,
  amountCents: cents,
  reference: `REF-${day}`,
  description,
});
const book = [
  past(1, "CREDIT", 100_000n, "Consignación nacional"),
  past(2, "DEBIT", -30_000n, "Pago de nómina"),
  past(3, "DEBIT_NOTE", -1_500n, "Comisión"),
  past(4, "CREDIT_NOTE", 500n, "Rendimientos"),
  past(5, "RETURNED_CHEQUE", -9_000n, "Cheque devuelto 000123"),
];

beforeAll(async () => {
  await demonstration();
  simulator = await startSimulator({ port: 0, dataDir: mkdtempSync(join(tmpdir(), "bank-book-")), secret });
  admin = makeSimulatorAdmin({ url: simulator.url, secret, timeoutMs: 400 } as Parameters<
    typeof makeSimulatorAdmin
  >[0]);
  bank = makeBank({ url: simulator.url, secret, timeoutMs: 400 });
  await admin.seed({
    accounts: [
      { account, currency: "COP", balanceCents: 55_000n, heldCents: 5_000n, kind: "CHECKING", movements: book },
    ],
  });
  cm1 = await signedIn("cm1");
  [{ tenant }] = (await asOwner<{ tenant: number }>("SELECT id AS tenant FROM tenant WHERE code = 'E1'")) as [
    { tenant: number },
  ];
});
afterAll(() => simulator.close());
beforeEach(() => admin.resetScripts());

const look = (caller = cm1) => read(caller, "balance.read", lookAtAccounts);
const refresh = () => asWorker(() => refreshAccount({ bank }, tenant, account));
const kept = () =>
  asOwner<{ number: string; balance: string }>(
    "SELECT number, balance_cents AS balance FROM bank_movement WHERE account = $1 ORDER BY number",
    [account],
  );
const jobs = async () =>
  (
    await asOwner("SELECT 1 FROM graphile_worker._private_jobs WHERE key = $1", [
      `refresh-bank-account:${tenant}:${account}`,
    ])
  ).length;
const askedBefore = (seconds: number) =>
  asOwner("UPDATE bank_balance SET asked_at = app_now() - make_interval(secs => $1) WHERE account = $2", [
    seconds,
    account,
  ]);
const standing = async () => {
  const [one] = await look();
  return one && standingOf(one, new Date());
};

describe("asking", () => {
  test("whoever looks first asks, once for all who look within a minute", async () => {
    const looks = await Promise.all([look(), look(), look(), look()]);
    expect(await jobs()).toBe(1);
    expect(looks.every(([one]) => one?.figures === null && one.number === account)).toBe(true);
    const [before] = await asOwner<{ asked: Date }>("SELECT asked_at AS asked FROM bank_balance WHERE account = $1", [
      account,
    ]);
    await look();
    const [after] = await asOwner<{ asked: Date }>("SELECT asked_at AS asked FROM bank_balance WHERE account = $1", [
      account,
    ]);
    expect(after).toEqual(before);
    await askedBefore(61);
    await look();
    expect(await jobs()).toBe(1);
    expect(await standing()).toBe("asking");
  });

  test("who may not read balances asks nothing, and another company's account is not there", async () => {
    expect(await outcomeOf(read(await signedIn("maker1"), "balance.read", lookAtAccounts))).toBe("access.notAllowed");
    const [theirs] = await look(await signedIn("cm2", "E2"));
    expect(theirs?.number).toBe("0098-7654-3210");
    await asWorker(() => refreshAccount({ bank }, tenant, "0098-7654-3210"));
    expect(await asOwner("SELECT 1 FROM bank_movement WHERE account = '0098-7654-3210'")).toEqual([]);
  });
});

describe("what the bank says", () => {
  test("is kept: what the account holds, and every movement in its order", async () => {
    await refresh();
    const [one] = await look();
    expect(one?.figures).toEqual({
      kind: "CHECKING",
      currency: "COP",
      availableCents: 55_000n,
      heldCents: 5_000n,
      currentCents: 60_000n,
    });
    expect((await kept()).map(({ number, balance }) => `${number} ${balance}`)).toEqual([
      "1 100000",
      "2 70000",
      "3 68500",
      "4 69000",
      "5 60000",
    ]);
    expect(await standing()).toBe("told");
  });

  test("is asked for from where it was left, by however many jobs at once", async () => {
    await admin.change({ accounts: [{ account, balanceCents: 65_000n }] });
    await asWorker(async () => {
      await Promise.all([1, 2, 3, 4].map(() => refreshAccount({ bank }, tenant, account)));
    });
    expect((await kept()).slice(5)).toEqual([{ number: "6", balance: "70000" }]);
    await refresh();
    expect(await kept()).toHaveLength(6);
  });

  const silent: [string, Script["behaviour"], string][] = [
    ["fails", { do: "fail" }, "status"],
    ["says nothing in time", { do: "hang" }, "timeout"],
    ["hangs up", { do: "disconnect" }, "network"],
    ["answers another shape", { do: "nonsense" }, "unexpected"],
    ["signs wrongly", { do: "badSignature" }, "signature"],
  ];
  test.each(silent)("where the bank %s, the last known stays and the failure is told", async (_, behaviour, why) => {
    const [before] = await look();
    await askedBefore(30);
    await admin.script({ target: "bank", behaviour, times: "always" } as Script);
    await refresh();
    const [after] = await look();
    expect(after?.figures).toEqual(before?.figures);
    expect(after?.answeredAt).toEqual(before?.answeredAt);
    expect(await standing()).toBe("failed");
    const [row] = await asOwner<{ failure: string }>("SELECT failure FROM bank_balance WHERE account = $1", [account]);
    expect(["nonsense"].includes(behaviour.do) ? row?.failure.length : row?.failure).toEqual(
      ["nonsense"].includes(behaviour.do) ? expect.any(Number) : why,
    );
    await admin.resetScripts();
    await refresh();
    expect(await standing()).toBe("told");
  });

  test("a book written anew contradicts what is kept: nothing of it is taken", async () => {
    await admin.change({
      accounts: [{ account, balanceCents: 1_000n, heldCents: 0n, movements: [past(9, "CREDIT", 1_000n)] }],
    });
    await refresh();
    expect(await standing()).toBe("failed");
    expect(await kept()).toHaveLength(6);
    const [row] = await asOwner<{ failure: string }>("SELECT failure FROM bank_balance WHERE account = $1", [account]);
    expect(row?.failure).toBe("mismatch");
  });

  test("an account that the bank does not know is told as such", async () => {
    await asDecided(`INSERT INTO bank_account (tenant_id, number) VALUES (${tenant}, '0099-0000-0000')`);
    await look();
    await asWorker(() => refreshAccount({ bank }, tenant, "0099-0000-0000"));
    const strange = (await look()).find(({ number }) => number === "0099-0000-0000");
    expect(strange && standingOf(strange, new Date())).toBe("failed");
    expect(strange?.figures).toBeNull();
  });
});

describe("movements as they are looked at", () => {
  const list = (search: Record<string, string>, page = 1, size = 10) =>
    read(cm1, "movement.read", (ctx) => listBankMovements(ctx, account, movementSearch(search), { page, size }));
  const numbers = async (search: Record<string, string>, page = 1, size = 10) =>
    (await list(search, page, size)).rows.map(({ number }) => Number(number));

  test.each([
    ["all, the newest first", {}, [6, 5, 4, 3, 2, 1]],
    ["notes", { clase: "notas" }, [6, 4, 3]],
    ["returned cheques", { clase: "devoluciones" }, [5]],
    ["a word without case or accents", { buscar: "CONSIGNACION" }, [1]],
    ["a reference", { buscar: "ref-4" }, [4]],
    ["a wildcard is a sign", { buscar: "%" }, []],
    ["days of any year", { desde: "1900-01-01", hasta: "9999-12-30" }, [6, 5, 4, 3, 2, 1]],
    ["half a sign", { buscar: "\ud800" }, []],
    ["days of the company's zone", { desde: "2026-09-02", hasta: "2026-09-03" }, [3, 2]],
    ["notes of a day", { clase: "notas", desde: "2026-09-04", hasta: "2026-09-04" }, [4]],
  ])("%s", async (_, search, found) => expect(await numbers(search)).toEqual(found));

  test("pages of all and of some, each its own rows, and a page beyond the last is the last", async () => {
    expect([await numbers({}, 1, 4), await numbers({}, 2, 4), await numbers({}, 9, 4)]).toEqual([
      [6, 5, 4, 3],
      [2, 1],
      [2, 1],
    ]);
    expect([await numbers({ clase: "notas" }, 1, 2), await numbers({ clase: "notas" }, 2, 2)]).toEqual([[6, 4], [3]]);
    expect(await list({ clase: "notas" })).toMatchObject({ total: 3, more: false });
  });
});

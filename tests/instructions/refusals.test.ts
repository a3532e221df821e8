import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asOwner, demonstration } from "@/tests/support/make";
import { addressOf, attempt } from "@/tests/support/roles";

// Each thing that `instruct()` asks again, tried alone: everything else is as it should be, and what was placed for it is taken back.

const key = "11111111-2222-4333-8444-555555555555";
let owner: pg.Client;
let cards: string[];
let tenant: number;
let user: number;
let other: number;

beforeAll(async () => {
  await demonstration();
  owner = new pg.Client({ connectionString: addressOf("owner") });
  await owner.connect();
  const rows = await asOwner<{ reference: string; tenant_id: number }>(
    `SELECT c.reference, c.tenant_id FROM card c JOIN product p ON p.id = c.product_id WHERE p.code = 'P1' AND c.status = 'ACTIVE' ORDER BY c.id LIMIT 101`,
  );
  cards = rows.map(({ reference }) => reference);
  tenant = rows[0]?.tenant_id ?? 0;
  const idOf = async (username: string) =>
    (await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = $1", [username]))[0]?.id ?? 0;
  [user, other] = [await idOf("cm1"), await idOf("maker1")];
});

afterAll(() => owner.end());

type Asked = { as?: number; key?: string; digest?: string; channel?: string; operator?: boolean } & Record<
  string,
  unknown
>;

/** Asks for a credit of one peso, or what is told otherwise, after these statements. The refusal's code, the SQLSTATE, or what it answered. */
async function asked(over: Asked, before: string[] = [], earlier?: Asked, between: string[] = []): Promise<string> {
  const call = ({
    as = user,
    key: formKey = key,
    digest = "0".repeat(64),
    channel = "WEB",
    operator = false,
    ...more
  }: Asked) => {
    const shown = {
      company: "E1",
      product: "P1",
      kind: "CREDIT",
      items: [{ card: cards[0], amountCents: "100" }],
      totalCents: "100",
      description: "",
      ...more,
    };
    const settings = `SELECT set_config('app.user', '${as}', true), set_config('app.channel', '${channel}', true), set_config('app.operator', '${operator ? "on" : ""}', true)`;
    const statement = "SELECT instruct($1, $2, $3::uuid, '127.0.0.1', 'raw', NULL) AS answer";
    return [settings, [statement, [JSON.stringify(shown), digest, formKey]] as [string, unknown[]]];
  };
  const result = await attempt(owner, tenant, ...before, ...(earlier ? call(earlier) : []), ...between, ...call(over));
  if (result.code !== "ok") return result.code;
  const [{ answer }] = result.rows as [{ answer: { refused?: string; again?: boolean } }];
  const { refused, again } = answer;
  return refused ?? (again ? "again" : "done");
}

const of = (kind: string, more: object = {}) => ({
  kind,
  items: [{ card: cards[0] }],
  totalCents: "0",
  ...(kind === "BLOCK" || kind === "REPLACE" ? { reason: "LOST" } : {}),
  ...more,
});
const items = (...given: [card: string | undefined, amountCents?: string][]) =>
  given.map(([card, amountCents]) => (amountCents === undefined ? { card } : { card, amountCents }));
const bank = (kind: "FUND" | "WITHDRAW", more: object = {}) => ({
  kind,
  items: [],
  totalCents: "100",
  account: "0012-3456-7890",
  description: "Prueba",
  ...more,
});
const cardOfTest = () => `(SELECT id FROM card WHERE reference = '${cards[0]}')`;
const cardIs = (status: string) => [
  "SET LOCAL session_replication_role = replica",
  `UPDATE card SET status = '${status}' WHERE id = ${cardOfTest()}`,
  "SET LOCAL session_replication_role = origin",
];
const profile = (of: string, is: string) =>
  `UPDATE membership SET profile_id = (SELECT profile_id FROM membership WHERE user_id = ${is}), all_products = true WHERE user_id = ${of}`;

describe("who asks", () => {
  test("as it should be, it is done", async () => {
    expect(await asked({})).toBe("done");
  });

  test.each<[string, () => [Asked, string[]]]>([
    ["nobody", () => [{ as: 0 }, []]],
    ["somebody without the permission", () => [{ as: other }, []]],
    ["a person made inactive", () => [{}, [`UPDATE app_user SET status = 'INACTIVE' WHERE id = ${user}`]]],
    ["a member made inactive", () => [{}, [`UPDATE membership SET status = 'INACTIVE' WHERE user_id = ${user}`]]],
    ["whose permission was taken", () => [{}, ["DELETE FROM profile_permission WHERE permission = 'card.credit'"]]],
    ["whose channel was taken", () => [{}, ["DELETE FROM profile_permission WHERE permission = 'WEB'"]]],
    ["in another channel", () => [{ channel: "APP" }, []]],
    [
      "a member of other products",
      () => [
        {},
        [`UPDATE membership SET all_products = false WHERE user_id = ${user}`, "DELETE FROM membership_product"],
      ],
    ],
    ["an operator who looks", () => [{ operator: true }, []]],
    ["in another company's name", () => [{ company: "E2" }, []]],
    ["of another company's product", () => [{ product: "P9" }, []]],
    ["of no product", () => [{ product: "X" }, []]],
  ])("%s may not", async (_, make) => {
    const [over, before] = make();
    const replica = [
      "SET LOCAL session_replication_role = replica",
      ...before,
      "SET LOCAL session_replication_role = origin",
    ];
    expect(await asked(over, replica)).toBe("42501");
  });

  test("each kind asks for its own permission", async () => {
    const only = (permission: string) => [
      "SET LOCAL session_replication_role = replica",
      `DELETE FROM profile_permission WHERE permission IN ('card.credit', 'card.debit', 'card.balance', 'card.block', 'card.unblock', 'card.replace',
         'master.fund', 'master.withdraw') AND permission <> '${permission}'`,
      "SET LOCAL session_replication_role = origin",
    ];
    const asks = {
      "card.credit": {},
      "card.balance": of("BALANCE"),
      "card.block": of("BLOCK"),
      "card.replace": of("REPLACE"),
      "master.fund": bank("FUND"),
      "master.withdraw": bank("WITHDRAW"),
    };
    for (const [held, over] of Object.entries(asks)) {
      for (const [name, one] of Object.entries(asks))
        expect(`${held} ${name} ${await asked(one, only(held))}`).toBe(
          `${held} ${name} ${one === over ? "done" : "42501"}`,
        );
    }
  });
});

describe("the form's key", () => {
  test.each<[string, Asked, string]>([
    ["the same again", {}, "again"],
    ["other content", { digest: "1".repeat(64) }, "instruction.keyUsed"],
    ["by another person who may", { as: -1 }, "instruction.keyUsed"],
    ["another form", { key: "11111111-2222-4333-8444-555555555556" }, "done"],
  ])("%s: %s", async (_, over, end) => {
    const as = over.as === -1 ? other : user;
    expect(await asked({ ...over, as }, [profile(`${other}`, `${user}`)], {})).toBe(end);
  });

  test("a product that is closed takes none", async () => {
    expect(await asked({}, ["UPDATE product SET status = 'CLOSED' WHERE code = 'P1'"])).toBe(
      "instruction.productClosed",
    );
  });
});

describe("what is asked for", () => {
  test.each<[string, () => Asked, string]>([
    [
      "a card twice",
      () => ({ items: items([cards[0], "100"], [cards[0], "100"]), totalCents: "200" }),
      "instruction.cardUnknown",
    ],
    ["no card", () => ({ items: [], totalCents: "0" }), "23514"],
    [
      "a hundred",
      () => ({
        items: items(...cards.slice(0, 100).map((card) => [card, "100"] as [string, string])),
        totalCents: "10000",
      }),
      "done",
    ],
    [
      "more than a hundred",
      () => ({ items: items(...cards.map((card) => [card, "100"] as [string, string])), totalCents: "10100" }),
      "23514",
    ],
    ["a sum that is not theirs", () => ({ totalCents: "101" }), "23514"],
    ["no sum", () => ({ totalCents: null }), "23514"],
    ["a card without its amount", () => ({ items: items([cards[0], "100"], [cards[1]]) }), "23514"],
    ["nothing", () => ({ items: items([cards[0], "0"]), totalCents: "0" }), "instruction.amountLimit"],
    ["less than nothing", () => ({ items: items([cards[0], "-100"]), totalCents: "-100" }), "instruction.amountLimit"],
    ["nothing taken back", () => of("DEBIT", { items: items([cards[0], "0"]) }), "23514"],
    ["less than nothing taken back", () => of("DEBIT", { items: items([cards[0], "-1"]), totalCents: "-1" }), "23514"],
    ["less than nothing withdrawn", () => bank("WITHDRAW", { totalCents: "-1" }), "23514"],
    ["no recharge", () => bank("FUND", { totalCents: "0" }), "23514"],
    ["a half", () => ({ items: items([cards[0], "0.5"]), totalCents: "0.5" }), "22P02"],
    ["a power", () => ({ items: items([cards[0], "1e3"]), totalCents: "1000" }), "22P02"],
    ["more than there are numbers for", () => ({ items: items([cards[0], "9223372036854775808"]) }), "22003"],
    [
      "more than fits when added up",
      () => ({ items: items([cards[0], "9223372036854775807"], [cards[1], "1"]) }),
      "22003",
    ],
    ["money that blocks", () => of("BLOCK", { items: items([cards[0], "100"]), totalCents: "100" }), "23514"],
    ["a block without a reason", () => of("BLOCK", { reason: undefined }), "23514"],
    ["a block for no such reason", () => of("BLOCK", { reason: "X" }), "23514"],
    ["a credit with a reason", () => ({ reason: "LOST" }), "23514"],
    ["a recharge of cards", () => bank("FUND", { items: items([cards[0], "100"]) }), "confirm.changed"],
    ["a recharge from another account", () => bank("FUND", { account: "0077-7000-1234" }), "confirm.changed"],
    ["a withdrawal to another account", () => bank("WITHDRAW", { account: "0077-7000-1234" }), "confirm.changed"],
    ["a withdrawal to none", () => bank("WITHDRAW", { account: undefined }), "confirm.changed"],
    ["a recharge of nothing told", () => bank("FUND", { totalCents: null }), "confirm.changed"],
    ["no such kind", () => ({ kind: "GIFT" }), "22P02"],
  ])("%s", async (_, over, end) => {
    const found = await asked(over());
    expect(found).toBe(end);
  });
});

describe("a card's state", () => {
  const allowed: Record<string, string[]> = {
    CREDIT: ["ACTIVE"],
    DEBIT: ["ACTIVE"],
    BALANCE: ["ACTIVE", "BLOCKED"],
    BLOCK: ["ACTIVE"],
    UNBLOCK: ["BLOCKED"],
    REPLACE: ["ACTIVE", "BLOCKED"],
  };
  test.each(Object.keys(allowed))("%s", async (kind) => {
    const money = kind === "CREDIT" || kind === "DEBIT";
    const over = () => (money ? of(kind, { items: items([cards[0], "100"]), totalCents: "100" }) : of(kind));
    for (const status of ["REQUESTED", "ACTIVE", "BLOCKED", "REPLACED", "CANCELLED", "EXPIRED"]) {
      const funded = `UPDATE account SET balance_cents = 1000 WHERE card_id = ${cardOfTest()}`;
      const end = allowed[kind]?.includes(status) ? "done" : "instruction.cardState";
      expect(`${status} ${await asked(over(), [...cardIs(status), funded])}`).toBe(`${status} ${end}`);
    }
  });
});

describe("while another is under way on the card", () => {
  const kinds = ["CREDIT", "DEBIT", "BALANCE", "BLOCK", "REPLACE"];
  const money = (kind: string) => ["CREDIT", "DEBIT"].includes(kind);
  const one = (kind: string) =>
    money(kind) ? of(kind, { items: items([cards[0], "100"]), totalCents: "100" }) : of(kind);
  const changes = ["BLOCK", "REPLACE"];
  test.each(kinds)("%s", async (first) => {
    for (const second of kinds) {
      const busy =
        second !== "BALANCE" && (changes.includes(first) || (second === "REPLACE" && money(first)))
          ? "instruction.cardBusy"
          : "done";
      const funded = [`UPDATE account SET balance_cents = 1000 WHERE card_id = ${cardOfTest()}`];
      const next = { ...one(second), key: "11111111-2222-4333-8444-555555555556" };
      expect(`${second} ${await asked(next, funded, one(first))}`).toBe(`${second} ${busy}`);
    }
  });
});

describe("money that is not there", () => {
  const master = `UPDATE account SET balance_cents = 1000, floor_cents = 0 WHERE kind = 'MASTER'`;
  const next = "11111111-2222-4333-8444-555555555556";
  const taken = (cents: string) => ({ items: items([cards[0], cents]), totalCents: cents });
  const onCard = (cents: number) => `UPDATE account SET balance_cents = ${cents} WHERE card_id = ${cardOfTest()}`;
  test.each<[string, () => [Asked, string[], Asked?], string]>([
    ["all that the master account has", () => [taken("1000"), [master]], "done"],
    ["more", () => [taken("1001"), [master]], "instruction.insufficient"],
    [
      "by two cards together",
      () => [{ items: items([cards[0], "500"], [cards[1], "501"]), totalCents: "1001" }, [master]],
      "instruction.insufficient",
    ],
    ["all of it withdrawn", () => [bank("WITHDRAW", { totalCents: "1000" }), [master]], "done"],
    ["more withdrawn", () => [bank("WITHDRAW", { totalCents: "1001" }), [master]], "instruction.insufficient"],
    [
      "what a debit under way may have to give back",
      () => [
        bank("WITHDRAW", { totalCents: "1001", key: next }),
        [master, onCard(100)],
        { ...of("DEBIT"), ...taken("100") },
      ],
      "instruction.insufficient",
    ],
    ["all that a card has", () => [{ ...of("DEBIT"), ...taken("100") }, [onCard(100)]], "done"],
    [
      "more than a card has",
      () => [{ ...of("DEBIT"), ...taken("101") }, [onCard(100)]],
      "instruction.cardInsufficient",
    ],
    [
      "what a credit under way may have to give back",
      () => [{ ...of("DEBIT"), ...taken("101"), key: next }, [onCard(100)], {}],
      "instruction.cardInsufficient",
    ],
    [
      "what was recharged and not confirmed",
      () => [{ ...taken("1001"), key: next }, [master], bank("FUND", { totalCents: "5000" })],
      "instruction.insufficient",
    ],
  ])("%s", async (_, make, end) => {
    expect(await asked(...make())).toBe(end);
  });
});

describe("limits of a product", () => {
  const limit = (column: string, cents: number, code = "P1") =>
    `UPDATE product SET ${column} = ${cents} WHERE code = '${code}'`;
  const next = "11111111-2222-4333-8444-555555555556";
  const two = { key: next, items: [] as object[] };
  const second = () => ({ ...two, items: items([cards[1], "100"]) });
  const meanwhile = (set: string) => [
    "SET LOCAL session_replication_role = replica",
    `UPDATE instruction SET ${set} WHERE key = '${key}'`,
    "SET LOCAL session_replication_role = origin",
  ];
  test.each<[string, () => [Asked, string[], Asked?, string[]?], string]>([
    ["as much as a day may have", () => [{}, [limit("day_max_cents", 100)]], "done"],
    ["more than a day may have", () => [{}, [limit("day_max_cents", 99)]], "instruction.dayLimit"],
    ["with what was credited before", () => [second(), [limit("day_max_cents", 199)], {}], "instruction.dayLimit"],
    ["the same, and it is enough", () => [second(), [limit("day_max_cents", 200)], {}], "done"],
    [
      "with what was refused meanwhile",
      () => [
        second(),
        [limit("day_max_cents", 100)],
        {},
        meanwhile("status = 'REFUSED', failure = 'limit', resolved_at = app_now()"),
      ],
      "done",
    ],
    [
      "with what was credited the day before",
      () => [second(), [limit("day_max_cents", 100)], {}, meanwhile("requested_at = app_now() - interval '1 day'")],
      "done",
    ],
    [
      "with what another product had",
      () => [
        second(),
        [limit("day_max_cents", 100)],
        {},
        meanwhile("product_id = (SELECT id FROM product WHERE code = 'P2')"),
      ],
      "done",
    ],
    [
      "with what was taken back",
      () => [second(), [limit("day_max_cents", 100)], {}, meanwhile("kind = 'DEBIT'")],
      "done",
    ],
    ["a day of another product", () => [{}, [limit("day_max_cents", 1, "P2")]], "done"],
    [
      "a debit has no such limit",
      () => [
        { ...of("DEBIT", { items: items([cards[0], "100"]), totalCents: "100" }) },
        [limit("day_max_cents", 1), `UPDATE account SET balance_cents = 100 WHERE card_id = ${cardOfTest()}`],
      ],
      "done",
    ],
    [
      "as much as a card may hold",
      () => [
        {},
        [limit("card_max_cents", 100), `UPDATE account SET balance_cents = 0 WHERE card_id = ${cardOfTest()}`],
      ],
      "done",
    ],
    [
      "more than a card may hold",
      () => [
        {},
        [limit("card_max_cents", 100), `UPDATE account SET balance_cents = 1 WHERE card_id = ${cardOfTest()}`],
      ],
      "instruction.cardLimit",
    ],
    [
      "less than one may be",
      () => [{ items: items([cards[0], "99"]), totalCents: "99" }, [limit("amount_min_cents", 100)]],
      "instruction.amountLimit",
    ],
    [
      "more than one may be",
      () => [{ items: items([cards[0], "101"]), totalCents: "101" }, [limit("amount_max_cents", 100)]],
      "instruction.amountLimit",
    ],
  ])("%s", async (_, make, end) => {
    expect(await asked(...make())).toBe(end);
  });
});

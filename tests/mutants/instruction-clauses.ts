import type { Clause } from "@/tests/mutants/clauses";

// Parts of the functions through which money and cards are asked for, and through which what is in doubt ends.

type Part = readonly [name: string, find: string, replace: string, survives?: string];

const of = (name: string, common: Pick<Clause, "kind" | "base" | "suite">, ...parts: readonly Part[]): Clause[] =>
  parts.map(([what, find, replace, survives]) => ({
    ...common,
    in: name,
    name: what,
    find,
    replace,
    ...(survives === undefined ? {} : { survives }),
  }));

const refusals = ["tests/instructions/refusals.test.ts"];
const races = ["tests/instructions/races.test.ts", "tests/instructions/commands.test.ts"];
const outside = ["tests/instructions/outside.test.ts"];

const asked: Clause[] = [
  ...of(
    "instruct",
    { kind: "permission", base: "seeded", suite: refusals },
    ["a member made inactive", " AND m.status = 'ACTIVE'", ""],
    ["a person made inactive", " AND u.status = 'ACTIVE'", ""],
    ["any product", "(m.all_products OR EXISTS", "(true OR m.all_products OR EXISTS"],
    ["another's product", "p.tenant_id = m.tenant_id AND p.code", "p.code"],
    ["an operator who looks", "is_operator() OR asker", "asker"],
    ["no permission", "OR asks NOT IN", "OR false AND asks NOT IN"],
    ["any channel", "nullif(current_setting('app.channel', true), '')))", "NULL))"],
    ["another company's name", " AND t.code = shown ->> 'company'", ""],
  ),
  ...of(
    "instruct",
    { kind: "idempotency", base: "seeded", suite: [...refusals, "tests/instructions/races.test.ts"] },
    [
      "other content under a key",
      " OR shown_digest <> (SELECT c.digest FROM confirmation c WHERE c.id = earlier.confirmation_id)",
      "",
    ],
    ["another person's key", "earlier.requested_by <> asker.member OR ", ""],
    ["a key that was used", "IF FOUND THEN\n    IF earlier", "IF false THEN\n    IF earlier"],
    [
      "the same form at the same instant",
      "PERFORM pg_advisory_xact_lock(hashtextextended('instruct ' || of_tenant || ' ' || form_key, 0));",
      "",
    ],
  ),
  ...of(
    "instruct",
    { kind: "input", base: "seeded", suite: [...refusals, "tests/instructions/commands.test.ts"] },
    ["a product that is closed", "IF asker.status <> 'ACTIVE' THEN", "IF false THEN"],
    ["another sum", " OR coalesce(total, 0) <> coalesce((shown ->> 'totalCents')::bigint, 0)", ""],
    [
      "as many as one likes",
      "wanted NOT BETWEEN 1 AND 100 OR ",
      "",
      "instruction_item and instruction_of_card say the same",
    ],
    ["cards to the bank", "wanted <> 0 OR ", ""],
    ["no sum to the bank", "total IS NULL OR ", ""],
    ["another account", " OR shown ->> 'account' IS DISTINCT FROM asker.bank_account", ""],
    ["a card of another product", " AND c.product_id = asker.product AND c.reference", " AND c.reference"],
    [
      "another's card",
      "c.tenant_id = of_tenant AND c.product_id = asker.product AND c.reference",
      "c.product_id = asker.product AND c.reference",
      "a product is of one company",
    ],
    ["a card twice", "IF found_cards <> wanted THEN", "IF found_cards = 0 THEN"],
  ),
  ...of(
    "instruct",
    { kind: "state", base: "seeded", suite: [...refusals, "tests/instructions/races.test.ts"] },
    ["any state", "refusal IS NULL AND one.status <> ALL", "false AND one.status <> ALL"],
    ["unblocked twice", "WHEN 'UNBLOCK' THEN ARRAY['BLOCKED']", "WHEN 'UNBLOCK' THEN ARRAY['ACTIVE', 'BLOCKED']"],
    [
      "replaced twice",
      "WHEN 'REPLACE' THEN ARRAY['ACTIVE', 'BLOCKED']",
      "WHEN 'REPLACE' THEN ARRAY['ACTIVE', 'BLOCKED', 'REPLACED']",
    ],
    ["money on a blocked card", "ELSE ARRAY['ACTIVE'] END", "ELSE ARRAY['ACTIVE', 'BLOCKED'] END"],
    ["while its state changes", "i.kind IN ('BLOCK', 'UNBLOCK', 'REPLACE') OR", "false OR"],
    ["replaced while money moves", " OR what = 'REPLACE' AND i.kind IN ('CREDIT', 'DEBIT')", ""],
    ["a balance while its state changes", " AND what <> 'BALANCE'\n", "\n"],
    [
      "two at once",
      "c.reference = ANY (refs) ORDER BY c.id FOR NO KEY UPDATE",
      "c.reference = ANY (refs) ORDER BY c.id",
    ],
  ),
  ...of(
    "instruct",
    { kind: "money", base: "seeded", suite: [...refusals, ...races] },
    ["what is held", "a.balance_cents - a.floor_cents AS free", "a.balance_cents AS free"],
    [
      "a credit of what is not there",
      "IF what <> 'DEBIT' AND total > one.free",
      "IF what = 'WITHDRAW' AND total > one.free",
    ],
    [
      "a withdrawal of what is not there",
      "IF what <> 'DEBIT' AND total > one.free",
      "IF what = 'CREDIT' AND total > one.free",
    ],
    ["not the last cent", "IF what <> 'DEBIT' AND total > one.free", "IF what <> 'DEBIT' AND total >= one.free"],
    ["a debit of what is not there", "what = 'DEBIT' AND amounts[at_item] > one.free", "false"],
    [
      "two at once",
      "WHERE a.id = ANY (account_ids) ORDER BY a.id FOR NO KEY UPDATE",
      "WHERE a.id = ANY (account_ids) ORDER BY a.id",
    ],
    ["what was refused is done", "IF refusal IS NOT NULL THEN RAISE EXCEPTION", "IF false THEN RAISE EXCEPTION"],
    [
      "a credit is not held",
      "SET floor_cents = a.floor_cents + amounts[array_position(card_accounts, a.id)]",
      "SET floor_cents = a.floor_cents",
    ],
    ["a debit is not held", "SET floor_cents = a.floor_cents + total", "SET floor_cents = a.floor_cents"],
  ),
  ...of(
    "instruct",
    { kind: "limits", base: "seeded", suite: refusals },
    ["any amount", "a NOT BETWEEN asker.amount_min_cents AND asker.amount_max_cents", "false"],
    [
      "more than a line's most",
      "a NOT BETWEEN asker.amount_min_cents AND asker.amount_max_cents",
      "a < asker.amount_min_cents",
    ],
    ["no day", "asker.day_max_cents IS NOT NULL THEN", "false THEN"],
    ["what was refused", "i.kind = 'CREDIT' AND i.status <> 'REFUSED'", "i.kind = 'CREDIT'"],
    ["debits", "i.kind = 'CREDIT' AND i.status <> 'REFUSED'", "i.status <> 'REFUSED'"],
    ["another product's", "WHERE i.product_id = asker.product AND i.kind = 'CREDIT'", "WHERE i.kind = 'CREDIT'"],
    [
      "other days",
      "i.requested_at >= date_trunc('day', app_now() AT TIME ZONE asker.time_zone) AT TIME ZONE asker.time_zone",
      "true",
    ],
    [
      "what stands on the card",
      "one.balance_cents + amounts[at_item] > asker.card_max_cents",
      "amounts[at_item] > asker.card_max_cents",
    ],
  ),
];

const ended: Clause[] = of(
  "instruction_guard",
  { kind: "money", base: "seeded", suite: outside },
  [
    "a credit stays held",
    "floor_cents = floor_cents - NEW.cents WHERE card_id",
    "floor_cents = floor_cents WHERE card_id",
  ],
  [
    "a debit stays held",
    "floor_cents = floor_cents - NEW.cents WHERE product_id",
    "floor_cents = floor_cents WHERE product_id",
  ],
);

const onTriggers = { kind: "clause", base: "filled", suite: ["tests/database/triggers.test.ts"] } as const;
const guarded: Clause[] = [
  ...of(
    "instruction_guard",
    onTriggers,
    ...`tenant_id product_id kind number key item requested_by confirmation_id card_id account description reason requested_at`
      .split(" ")
      .map((column): Part => [`${column} may change`, `NEW.${column}`, `OLD.${column}`]),
    ["a fence goes back", " OR NEW.fence < OLD.fence", ""],
    ["refused once more", "OLD.status IN ('DONE', 'REFUSED')", "OLD.status = 'REFUSED'"],
  ),
  ...of(
    "instruction_verdict_guard",
    onTriggers,
    ["anybody's change", "c.tenant_id = NEW.tenant_id AND c.id", "c.id"],
    ["any change", " AND c.id = NEW.change_id", ""],
    ["a change of another kind", " AND c.kind = 'DOUBT'", ""],
    ["a change that was refused", "AND c.status = 'APPLIED' ", ""],
    ["a change of before", " AND c.decided_at = app_now()", ""],
    ["anybody's instruction", "x.tenant_id = NEW.tenant_id AND x.id", "x.id"],
    ["one that is not in doubt", " AND x.status = 'UNKNOWN'", ""],
    [
      "a bank's without its reference",
      "(NEW.bank_reference IS NOT NULL) <> (i.kind",
      "NEW.bank_reference IS NOT NULL AND NOT (i.kind",
    ],
    ["a core's with one", "(NEW.bank_reference IS NOT NULL) <> (i.kind", "NEW.bank_reference IS NULL AND (i.kind"],
    ["one that was never sent", "i.arrives_until IS NULL OR ", ""],
    ["one that may still arrive", " OR i.arrives_until >= app_now()", ""],
  ),
  ...of(
    "bank_movement_guard",
    onTriggers,
    ["a number that is not the next", "NEW.number <> coalesce(before.number, 0) + 1 OR ", ""],
    ["a moment before the last", " OR NEW.at < before.at", ""],
    ["a balance that does not follow", " OR NEW.balance_cents <> before.balance_cents + NEW.cents", ""],
  ),
];

const verdicts = ["tests/operator/instruction-desk.test.ts"];
const desk: Clause[] = [
  ...of(
    "instruction_in_doubt",
    { kind: "permission", base: "seeded", suite: verdicts },
    ["read by anybody", "IF NOT is_operator() THEN RETURN; END IF;", ""],
    [
      "another company's",
      "WHERE i.tenant_id = of_tenant AND i.number = of_number AND i.kind",
      "WHERE i.number = of_number AND i.kind",
    ],
    ["a look at a balance", " AND i.kind <> 'BALANCE'", ""],
  ),
  ...of(
    "bank_reference_holder",
    { kind: "permission", base: "seeded", suite: verdicts },
    ["read by anybody", "WHERE is_operator() LIMIT 1", "LIMIT 1"],
    ["a reference of an instruction", "of_reference IN (i.outside, v.bank_reference)", "false"],
    ["its own", " AND i.id IS DISTINCT FROM of_instruction", ""],
  ),
  ...of("doubt_overtaken", { kind: "state", base: "seeded", suite: verdicts }, [
    "one still in doubt",
    " AND i.status = 'UNKNOWN'",
    " AND false",
  ]),
];

export const instructionClauses: readonly Clause[] = [...asked, ...ended, ...guarded, ...desk];

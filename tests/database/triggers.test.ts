import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { root } from "@/lib/cli/processes";
import { triedAlone } from "@/tests/database/alone";
import { triggers } from "@/tests/database/guard-list";
import { triggerCases } from "@/tests/database/trigger-cases";
import { addressOf, attempt } from "@/tests/support/roles";
import { everyTableFilled } from "@/tests/support/rows";

// Every trigger, event by event, and every sentence with which one of our functions refuses, each alone on its table.

let owner: pg.Client;

beforeAll(async () => {
  await everyTableFilled();
  owner = new pg.Client({ connectionString: addressOf("owner") });
  await owner.connect();
});
afterAll(() => owner.end());

const appendOnly = triggers.filter(({ definition }) => definition.endsWith("EXECUTE FUNCTION refuse_change()"));
/** Append-only, and in no tenant: a column of theirs. */
const ofNone: Record<string, string> = { terms_acceptance: "user_id", terms_text: "digest" };
/** Sentences of no trigger: refused by a function that is called, tried where it is called. */
const elsewhere = [
  "an invitation is mailed to a member of the tenant being served",
  "not this administrator''s to do",
  "a job is added only for the tenant being served",
  "% is append-only",
  "this is not theirs to ask",
  "the sum of the statement is not that of its items",
  // By who asks, which the owner is not: tests/brokers/locks.
  "beyond what its giver has",
  "whoever administers a team makes its people",
  // Where somebody joins in that instant: tests/brokers/races.
  "whoever belongs to several places is no administrator''s: violates \"person_of_one\"",
  // Called by a command: tests/brokers/departures.
  "whoever leaves a team was let out of it by somebody who may",
  "whoever takes over is in the team",
  // Undoes what `instruct()` wrote before it refused: tests/instructions/refusals.
  "refused",
];

describe("what is there to be tried", () => {
  test("every event of every trigger has a case", () => {
    const tried = [
      ...triggerCases.map(({ trigger, on }) => `${trigger} ${on}`),
      ...appendOnly.flatMap(({ name, events }) => events.map((event) => `${name} ${event}`)),
      "audit_event_queue INSERT",
      "transfer_note_master INSERT",
      // It refuses nothing: whom it tells is asked for in tests/brokers/settings.
      "audit_event_team_alert INSERT",
      "product_accounts INSERT",
      // They refuse nothing: what they keep is asked for in tests/people.
      ...["INSERT", "UPDATE"].flatMap((event) => [`membership_listed ${event}`, `session_listed ${event}`]),
      "person_listed UPDATE",
      // By who asks: tests/brokers/locks.
      ...["INSERT", "UPDATE"].map((event) => `membership_team_ceiling ${event}`),
      ...["INSERT", "UPDATE", "DELETE"].flatMap((event) => [`totp_listed ${event}`, `passkey_listed ${event}`]),
    ];
    const there = triggers.flatMap(({ name, events }) => events.map((event) => `${name} ${event}`));
    expect([...new Set(tried)].sort()).toEqual(there.sort());
  });

  test("every sentence of the migrations has a case", () => {
    const folder = join(root, "prisma/migrations");
    const texts = readdirSync(folder).map((name) => readFileSync(join(folder, name, "migration.sql"), "utf8"));
    const sentences = texts.flatMap((text) => [...text.matchAll(/RAISE EXCEPTION\s+'((?:[^']|'')*)'/g)]);
    const said = new Set(sentences.map(([, sentence = ""]) => sentence));
    expect([...new Set([...triggerCases.map(({ says }) => says), ...elsewhere])].sort()).toEqual([...said].sort());
  });
});

/** A sentence of plpgsql as a pattern: its places take anything. */
const pattern = (sentence: string): RegExp =>
  new RegExp(
    `^${sentence
      .replaceAll("''", "'")
      .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("%", ".+")}$`,
  );

const tries = triggerCases.flatMap(({ tries: all, ...rest }) =>
  Object.entries(all).map(([what, statements]): [string, typeof rest & { statements: readonly string[] }] => [
    `${rest.trigger} on ${rest.on}: ${rest.says} (${what})`,
    { ...rest, statements },
  ]),
);

// Named by a list: in a title of its own a sentence would be cut short.
test.each(tries)("%s", async (_, { table, trigger, says, statements }) => {
  const taken = await triedAlone(owner, table, trigger, statements.slice(0, -1));
  expect(taken).toBeNull();
  const refusal = await triedAlone(owner, table, trigger, statements);
  expect(refusal?.message ?? "taken").toMatch(pattern(says));
});

test.each(appendOnly.flatMap(({ table, name, events }) => events.map((event) => [name, event, table] as const)))(
  "%s on %s",
  async (name, event, table) => {
    const statements: Record<string, string> = {
      UPDATE: `UPDATE ${table} SET ${ofNone[table] ?? "tenant_id"} = ${ofNone[table] ?? "tenant_id"}`,
      DELETE: `DELETE FROM ${table}`,
      TRUNCATE: `TRUNCATE ${table} CASCADE`,
    };
    const refusal = await triedAlone(owner, table, name, [statements[event] ?? ""]);
    expect([refusal?.code, refusal?.message]).toEqual(["42501", `${table} is append-only`]);
  },
);

test("audit_event_queue on INSERT: every event waits for its seal", async () => {
  const { rows } = await attempt(
    owner,
    null,
    `INSERT INTO audit_event (tenant_id, actor, event, subject, result) SELECT id, 'x', 'queue.tried', code, 'done' FROM tenant`,
    `SELECT count(*)::int AS events, count(p.event_id)::int AS waiting FROM audit_event e
       LEFT JOIN audit_pending p ON p.event_id = e.id AND p.tenant_id = e.tenant_id WHERE e.event = 'queue.tried'`,
  );
  expect(rows).toEqual([{ events: 5, waiting: 5 }]);
});

test("transfer_note_master on INSERT: each entry that moves a master account is a line of its statement", async () => {
  const { rows } = await attempt(
    owner,
    null,
    `WITH place AS (SELECT m.tenant_id, m.id AS master, m.balance_cents, f.id AS bank FROM account m JOIN account f ON f.product_id = m.product_id
        AND f.kind = 'BANK_CLEARING' JOIN product p ON p.id = m.product_id WHERE m.kind = 'MASTER' AND p.code = 'P1'),
      entries AS (INSERT INTO ledger_entry (tenant_id, kind, key) SELECT tenant_id, 'opening', k FROM place, unnest(ARRAY['tried-1', 'tried-2', 'tried-3']) k
        RETURNING id, key)
      SELECT 1 FROM entries`,
    `INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents)
      SELECT e.tenant_id, e.id, CASE WHEN v.comes THEN b.id ELSE m.id END, CASE WHEN v.comes THEN m.id ELSE b.id END, v.cents
        FROM (VALUES ('tried-1', true, 70), ('tried-1', true, 30), ('tried-2', false, 40), ('tried-3', true, 5), ('tried-3', false, 5)) v (key, comes, cents)
        JOIN ledger_entry e ON e.key = v.key JOIN product p ON p.code = 'P1'
        JOIN account m ON m.product_id = p.id AND m.kind = 'MASTER' JOIN account b ON b.product_id = p.id AND b.kind = 'BANK_CLEARING'`,
    `SELECT e.key, s.cents::int, (a.balance_cents - s.balance_cents)::int AS since FROM master_movement s JOIN ledger_entry e ON e.id = s.entry_id
       JOIN account a ON a.id = s.account_id WHERE e.key LIKE 'tried-%' ORDER BY s.id`,
  );
  // The third moved nothing in all, so it is no line.
  expect(rows).toEqual([
    { key: "tried-1", cents: 100, since: -40 },
    { key: "tried-2", cents: -40, since: 0 },
  ]);
});

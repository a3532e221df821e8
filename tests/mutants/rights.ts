import type { DatabaseMutant } from "@/tests/mutants/mutant";

// Rights given that nobody should have, moves of state that no table should list, and functions without a path of their own.

const right = (sql: string): DatabaseMutant => ({
  name: sql,
  kind: "right",
  base: "seeded",
  suite: [
    sql.includes("EXECUTE ON FUNCTION instruct") ? "tests/access/functions.test.ts" : "tests/access/roles.test.ts",
  ],
  sql,
});
const move = (table: "batch" | "order" | "instruction" | "card", from: string, to: string): DatabaseMutant => ({
  name: `${table} from ${from} to ${to}`,
  kind: "move",
  ...(["batch", "order"].includes(table)
    ? { base: "seeded", suite: ["tests/batches/states.test.ts"] }
    : { base: "filled", suite: ["tests/database/triggers.test.ts"] }),
  sql: `INSERT INTO ${table}_transition VALUES ('${from}', '${to}')`,
});

export const moves: readonly DatabaseMutant[] = [
  move("batch", "VALID", "AUTHORIZED"),
  move("batch", "INVALID", "CONFIRMED"),
  move("batch", "IN_PROCESS", "ANNULLED"),
  move("batch", "PROCESSED", "CONFIRMED"),
  move("order", "PAYING", "ANNULLED"),
  move("order", "IN_VERIFICATION", "ANNULLED"),
  move("order", "IN_VERIFICATION", "PAYING"),
  move("order", "AUTHORIZED", "IN_PROCESS"),
  move("instruction", "REQUESTED", "DONE"),
  move("instruction", "REQUESTED", "REFUSED"),
  move("instruction", "REQUESTED", "UNKNOWN"),
  move("instruction", "SENT", "REQUESTED"),
  move("card", "ACTIVE", "REQUESTED"),
  move("card", "REPLACED", "ACTIVE"),
  move("card", "CANCELLED", "BLOCKED"),
];

const guarded = [
  "batch_guard()",
  "order_guard()",
  "signature_guard()",
  "keep_balances()",
  "enter(bytea, text, text)",
  "instruct(jsonb, text, uuid, text, text, text)",
  "instruction_guard()",
  "instruction_verdict_guard()",
  "instruction_in_doubt(text, boolean)",
];

export const rights: readonly DatabaseMutant[] = [
  right("GRANT INSERT ON instruction TO app_web"),
  right("GRANT UPDATE (status) ON instruction TO app_web"),
  right("GRANT UPDATE (cents) ON instruction TO app_worker"),
  right("GRANT INSERT ON instruction_verdict TO app_worker"),
  right("GRANT UPDATE (status) ON card TO app_web"),
  right("GRANT UPDATE ON bank_movement TO app_worker"),
  right("GRANT UPDATE (available_cents) ON bank_balance TO app_web"),
  right("GRANT UPDATE ON company_version TO app_web"),
  right("GRANT EXECUTE ON FUNCTION instruct(jsonb, text, uuid, text, text, text) TO app_worker"),
  right("GRANT EXECUTE ON FUNCTION instruction_in_doubt(text, boolean) TO app_worker"),
  right("GRANT UPDATE (balance_cents) ON account TO app_worker"),
  right("GRANT INSERT (floor_cents) ON account TO app_worker"),
  right("GRANT UPDATE ON batch TO app_web"),
  right("GRANT UPDATE (file_hash) ON batch TO app_worker"),
  right("GRANT UPDATE (total_cents) ON service_order TO app_web"),
  right("GRANT UPDATE (status) ON payment TO app_web"),
  right("GRANT UPDATE (document) ON signature TO app_web"),
  right("GRANT UPDATE (expires_at) ON confirmation TO app_web"),
  right("GRANT DELETE ON signature TO app_worker"),
  right("GRANT DELETE ON confirmation TO app_web"),
  right("GRANT UPDATE (user_id) ON membership TO app_web"),
  right("GRANT UPDATE ON profile_permission TO app_web"),
  right("GRANT UPDATE ON membership_ceiling TO app_web"),
  right("GRANT UPDATE ON product_fee TO app_web"),
  right("GRANT UPDATE (signatures_required) ON company TO app_web"),
  right("GRANT INSERT ON batch_line TO app_worker"),
  right("GRANT INSERT ON transfer TO app_web"),
  right("GRANT INSERT ON card TO app_web"),
  right("GRANT SELECT ON session TO app_web"),
  right("GRANT SELECT (password_hash) ON app_user TO app_web"),
  right("GRANT UPDATE ON audit_event TO app_worker"),
  right("GRANT TRUNCATE ON audit_seal TO app_worker"),
  right("GRANT INSERT ON audit_seal TO app_worker"),
  right("GRANT SELECT ON card TO loader"),
  right("GRANT UPDATE ON account TO verify"),
  right("GRANT SELECT ON card TO PUBLIC"),
  right("GRANT CREATE ON SCHEMA public TO app_worker"),
  right("GRANT EXECUTE ON FUNCTION session_open(int, bytea, text, text, channel, text, bigint, text) TO app_worker"),
  right("GRANT EXECUTE ON FUNCTION audit_seal_pending(int) TO app_web"),
  right("GRANT EXECUTE ON FUNCTION audit_seal_pending(int) TO verify"),
  right("GRANT EXECUTE ON FUNCTION enter(bytea, text, text) TO PUBLIC"),
  ...guarded.map((name) => right(`ALTER FUNCTION ${name} RESET search_path`)),
];

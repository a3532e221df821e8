import type { CheckCase } from "@/tests/database/check-cases";

// What the checks of instructions and of their verdicts refuse; the row that stands asks for a card's balance.

const each = (column: string, ...values: string[]): CheckCase => ({ to: values.map((value) => ({ [column]: value })) });
const text = (value: string) => `'${value}'::text`;

export const instructionChecks: Readonly<Record<string, CheckCase>> = {
  "instruction instruction_cents": { to: [{ kind: text("CREDIT"), cents: "0" }] },
  "instruction instruction_description": each("description", text(""), "repeat('x', 141)"),
  "instruction instruction_failed": {
    to: [{ status: text("UNKNOWN") }, { status: text("REFUSED"), resolved_at: "now()" }],
  },
  "instruction instruction_failure": each("failure", "repeat('x', 81)"),
  "instruction instruction_item": each("item", "0", "101"),
  "instruction instruction_number": each("number", text("CM-26-000001"), text("OS-2026-000001"), text("CM-2026-00001")),
  "instruction instruction_of_account": {
    to: [{ account: text("1") }, { kind: text("FUND"), card_id: "NULL", cents: "1" }],
  },
  "instruction instruction_of_card": {
    to: [{ card_id: "NULL" }, { kind: text("FUND"), account: text("1"), cents: "1" }],
  },
  "instruction instruction_of_money": { to: [{ cents: "1" }, { kind: text("CREDIT") }] },
  "instruction instruction_outside": each("outside", "repeat('x', 81)"),
  "instruction instruction_reason": { to: [{ kind: text("BLOCK"), reason: text("ANGRY") }] },
  "instruction instruction_reasoned": { to: [{ reason: text("LOST") }, { kind: text("BLOCK") }] },
  "instruction instruction_replaced": {
    to: [
      { kind: text("REPLACE"), reason: text("LOST"), replaced_by: "1" },
      { status: text("DONE"), resolved_at: "now()", replaced_by: "1" },
    ],
  },
  "instruction instruction_resolved": { to: [{ resolved_at: "now()" }, { status: text("DONE") }] },
  "instruction instruction_told_state": each("told_state", text("gone")),
  "instruction_verdict instruction_verdict_done": { to: [{ done: "false", bank_reference: text("BR-1") }] },
  "instruction_verdict instruction_verdict_reference": each(
    "bank_reference",
    text(""),
    text(".x"),
    text("a b"),
    text("a".repeat(81)),
  ),
};

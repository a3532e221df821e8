import { copied } from "@/tests/database/alone";
import { changing, type TriggerCase } from "@/tests/database/trigger-case";

// What the registry refuses, and what two operators decide.

const change = "(SELECT min(id) FROM pending_change)";
const decided = `UPDATE pending_change SET status = 'WITHDRAWN', decided_at = now() WHERE id = ${change}`;
const e1 = "(SELECT id FROM tenant WHERE code = 'E1')";

export const registry: TriggerCase[] = [
  {
    table: "pending_change",
    trigger: "pending_change_guard",
    on: "INSERT",
    says: "a change begins as PENDING",
    tries: { applied: [copied("pending_change", { status: "'WITHDRAWN'::text", decided_at: "now()" })] },
  },
  {
    table: "pending_change",
    trigger: "pending_change_guard",
    on: "UPDATE",
    says: "change % is decided",
    tries: { again: [decided, decided] },
  },
  {
    table: "pending_change",
    trigger: "pending_change_guard",
    on: "UPDATE",
    says: "what a change says does not change",
    tries: changing("pending_change", change, {
      kind: "'SCHEME'",
      subject: "'P2'",
      before: "'{}'",
      after: "'{}'",
      digest: "repeat('1', 64)",
      proposed_by: "proposed_by + 1",
      proposed_at: "now()",
      reason: "'otro motivo'",
    }),
  },
  {
    table: "company",
    trigger: "company_registry_guard",
    on: "UPDATE",
    says: "a second operator decides this",
    tries: {
      scheme: [`UPDATE company SET signatures_required = 3 - signatures_required WHERE tenant_id = ${e1}`],
      maker: [`UPDATE company SET maker_may_sign = NOT maker_may_sign WHERE tenant_id = ${e1}`],
      account: [`UPDATE company SET bank_account = '99-999999' WHERE tenant_id = ${e1}`],
    },
  },
  {
    table: "product_fee",
    trigger: "product_fee_guard",
    on: "UPDATE",
    says: "a second operator decides this",
    tries: { fees: ["UPDATE product_fee SET fixed_cents = fixed_cents + 1"] },
  },
  {
    table: "bank_account",
    trigger: "bank_account_guard",
    on: "INSERT",
    says: "a second operator decides which accounts",
    tries: { another: [`INSERT INTO bank_account (tenant_id, number) VALUES (${e1}, '99-999999')`] },
  },
  {
    table: "bank_account",
    trigger: "bank_account_guard",
    on: "DELETE",
    says: "a second operator decides which accounts",
    tries: { own: [`DELETE FROM bank_account WHERE tenant_id = ${e1}`] },
  },
  {
    table: "bank_movement",
    trigger: "bank_movement_guard",
    on: "INSERT",
    says: "movement % does not follow the one before it",
    tries: {
      again: [copied("bank_movement", { number: "2", balance_cents: "1500" })],
      gap: [copied("bank_movement", { number: "4", balance_cents: "1500" })],
      balance: [copied("bank_movement", { number: "3", balance_cents: "1499" })],
      earlier: [copied("bank_movement", { number: "3", balance_cents: "1500", at: "'2020-01-01'::timestamptz" })],
      first: [copied("bank_movement", { account: "'otra'::text", number: "2" })],
    },
  },
  {
    table: "message",
    trigger: "message_guard",
    on: "UPDATE",
    says: "a message is only answered, once",
    tries: {
      twice: [
        "UPDATE message SET answer = 'Una respuesta', answered_by = 1, answered_at = now()",
        "UPDATE message SET answer = 'Otra respuesta'",
      ],
      body: ["UPDATE message SET body = 'Otra cosa'"],
    },
  },
  {
    table: "invoice_file",
    trigger: "invoice_file_guard",
    on: "UPDATE",
    says: "a file of invoices is applied once",
    tries: {
      twice: ["UPDATE invoice_file SET applied_at = now()", "UPDATE invoice_file SET applied_at = now()"],
      "taken back": ["UPDATE invoice_file SET applied_at = now()", "UPDATE invoice_file SET applied_at = NULL"],
    },
  },
];

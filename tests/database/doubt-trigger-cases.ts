import { copied } from "@/tests/database/alone";
import type { TriggerCase } from "@/tests/database/trigger-case";

// Who decides a payment in doubt, and of which.

const e1 = "(SELECT id FROM tenant WHERE code = 'E1')";
const payment = `(SELECT payment_id FROM payment_verdict WHERE tenant_id = ${e1})`;
const subject = "OS-2026-000999";
const change = `(SELECT id FROM pending_change WHERE subject = '${subject}')`;

/** Two operators have just decided something. */
const decided = ({ tenant = e1, kind = "DOUBT", at = "app_now()", status = "APPLIED" } = {}) => [
  `INSERT INTO pending_change (tenant_id, kind, subject, before, after, digest, proposed_by)
   SELECT ${tenant}, '${kind}', '${subject}', '{}', '{"state": "x"}', repeat('0', 64), min(id) FROM app_user`,
  `UPDATE pending_change SET status = '${status}', decided_at = ${at}, decided_by = (SELECT max(id) FROM app_user) WHERE id = ${change}`,
];
const verdict = (changes: Readonly<Record<string, string>> = {}) =>
  copied("payment_verdict", { change_id: change, ...changes }, `tenant_id = ${e1}`);
const inDoubt = (until: string) =>
  `UPDATE payment SET status = 'UNKNOWN', arrives_until = ${until} WHERE id = ${payment}`;
const gone = "app_now() - interval '1 second'";

export const doubts: TriggerCase[] = [
  {
    table: "payment_verdict",
    trigger: "payment_verdict_guard",
    on: "INSERT",
    says: "a second operator decides a payment in doubt",
    tries: {
      undecided: [inDoubt(gone), copied("payment_verdict", {}, `tenant_id = ${e1}`)],
      refused: [inDoubt(gone), ...decided({ status: "REFUSED" }), verdict()],
      other: [inDoubt(gone), ...decided({ kind: "FEES" }), verdict()],
      before: [inDoubt(gone), ...decided({ at: "app_now() - interval '1 second'" }), verdict()],
      anothers: [inDoubt(gone), ...decided({ tenant: "(SELECT id FROM tenant WHERE code = 'E2')" }), verdict()],
      noChange: [inDoubt(gone), ...decided(), verdict({ change_id: "0" })],
    },
  },
  {
    table: "payment_verdict",
    trigger: "payment_verdict_guard",
    on: "INSERT",
    says: "only a payment in doubt is decided",
    tries: {
      requested: [...decided(), verdict()],
      settled: [`UPDATE payment SET status = 'CONFIRMED' WHERE id = ${payment}`, ...decided(), verdict()],
      anothers: [
        inDoubt(gone),
        ...decided(),
        verdict({ payment_id: `(SELECT payment_id FROM payment_verdict WHERE tenant_id <> ${e1})` }),
      ],
      none: [inDoubt(gone), ...decided(), verdict({ payment_id: "0" })],
    },
  },
  {
    table: "payment_verdict",
    trigger: "payment_verdict_guard",
    on: "INSERT",
    says: "the bank may still take what was sent",
    tries: {
      soon: [inDoubt("app_now() + interval '1 second'"), ...decided(), verdict({ debited: "false" })],
      unknown: [inDoubt("NULL"), ...decided(), verdict({ debited: "false" })],
    },
  },
];

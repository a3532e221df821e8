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

const lot = `(SELECT batch_id FROM page_verdict WHERE tenant_id = ${e1})`;
const pageVerdict = (changes: Readonly<Record<string, string>> = {}) =>
  copied(
    "page_verdict",
    { change_id: change, page: `(SELECT count(*) FROM batch_page WHERE batch_id = ${lot})`, ...changes },
    `tenant_id = ${e1}`,
  );
const beingDone = (until: string, type = "RECARGA") => [
  "ALTER TABLE batch DISABLE TRIGGER USER",
  `UPDATE batch SET status = 'IN_PROCESS', type = '${type}', arrives_until = ${until} WHERE id = ${lot}`,
];

const instruction = `(SELECT instruction_id FROM instruction_verdict WHERE tenant_id = ${e1})`;
const instructionVerdict = (changes: Readonly<Record<string, string>> = {}) =>
  copied(
    "instruction_verdict",
    { change_id: change, done: "true", bank_reference: "'BR-2'", ...changes },
    `tenant_id = ${e1}`,
  );
const anothersInstruction = `(SELECT instruction_id FROM instruction_verdict WHERE tenant_id <> ${e1})`;
const asked = (until: string, kind: "FUND" | "BLOCK" | "REPLACE" = "FUND", status = "UNKNOWN", id = instruction) => [
  "ALTER TABLE instruction DISABLE TRIGGER USER",
  `UPDATE instruction SET kind = '${kind}', status = '${status}', failure = 'timeout', arrives_until = ${until},
          ${kind === "FUND" ? "card_id = NULL, account = '1', cents = 1" : "reason = 'LOST'"} WHERE id = ${id}`,
];

export const doubts: TriggerCase[] = [
  {
    table: "instruction_verdict",
    trigger: "instruction_verdict_guard",
    on: "INSERT",
    says: "a second operator decides an instruction in doubt",
    tries: {
      undecided: [...asked(gone), copied("instruction_verdict", {}, `tenant_id = ${e1}`)],
      refused: [...asked(gone), ...decided({ status: "REFUSED" }), instructionVerdict()],
      other: [...asked(gone), ...decided({ kind: "FEES" }), instructionVerdict()],
      before: [...asked(gone), ...decided({ at: "app_now() - interval '1 second'" }), instructionVerdict()],
      anothers: [
        ...asked(gone),
        ...decided({ tenant: "(SELECT id FROM tenant WHERE code = 'E2')" }),
        instructionVerdict(),
      ],
      noChange: [...asked(gone), ...decided(), instructionVerdict({ change_id: "0" })],
    },
  },
  {
    table: "instruction_verdict",
    trigger: "instruction_verdict_guard",
    on: "INSERT",
    says: "only an instruction in doubt is decided",
    tries: {
      requested: [...asked("NULL", "FUND", "REQUESTED"), ...decided(), instructionVerdict()],
      sent: [...asked(gone, "FUND", "SENT"), ...decided(), instructionVerdict()],
      anothers: [
        ...asked(gone, "FUND", "UNKNOWN", anothersInstruction),
        ...decided(),
        instructionVerdict({ instruction_id: anothersInstruction }),
      ],
      none: [...asked(gone), ...decided(), instructionVerdict({ instruction_id: "0" })],
    },
  },
  {
    table: "instruction_verdict",
    trigger: "instruction_verdict_guard",
    on: "INSERT",
    says: "the card that replaces another is known from the core alone",
    tries: { made: [...asked(gone, "REPLACE"), ...decided(), instructionVerdict({ bank_reference: "NULL" })] },
  },
  {
    table: "instruction_verdict",
    trigger: "instruction_verdict_guard",
    on: "INSERT",
    says: "what the bank did has its reference, and nothing else has",
    tries: {
      unsaid: [...asked(gone), ...decided(), instructionVerdict({ bank_reference: "NULL" })],
      ofCore: [...asked(gone, "BLOCK"), ...decided(), instructionVerdict()],
    },
  },
  {
    table: "instruction_verdict",
    trigger: "instruction_verdict_guard",
    on: "INSERT",
    says: "they may still take what was sent",
    tries: {
      soon: [
        ...asked("app_now() + interval '1 second'"),
        ...decided(),
        instructionVerdict({ done: "false", bank_reference: "NULL" }),
      ],
      unknown: [...asked("NULL"), ...decided(), instructionVerdict({ done: "false", bank_reference: "NULL" })],
    },
  },
  {
    table: "page_verdict",
    trigger: "page_verdict_guard",
    on: "INSERT",
    says: "a second operator decides a page in doubt",
    tries: {
      undecided: [...beingDone(gone), copied("page_verdict", {}, `tenant_id = ${e1}`)],
      refused: [...beingDone(gone), ...decided({ status: "REFUSED" }), pageVerdict()],
      other: [...beingDone(gone), ...decided({ kind: "FEES" }), pageVerdict()],
      before: [...beingDone(gone), ...decided({ at: "app_now() - interval '1 second'" }), pageVerdict()],
      anothers: [
        ...beingDone(gone),
        ...decided({ tenant: "(SELECT id FROM tenant WHERE code = 'E2')" }),
        pageVerdict(),
      ],
      noChange: [...beingDone(gone), ...decided(), pageVerdict({ change_id: "0" })],
    },
  },
  {
    table: "page_verdict",
    trigger: "page_verdict_guard",
    on: "INSERT",
    says: "only the page in doubt is decided",
    tries: {
      notBegun: [
        ...beingDone(gone),
        `UPDATE batch SET status = 'AUTHORIZED' WHERE id = ${lot}`,
        ...decided(),
        pageVerdict(),
      ],
      over: [
        ...beingDone(gone),
        `UPDATE batch SET status = 'PROCESSED' WHERE id = ${lot}`,
        ...decided(),
        pageVerdict(),
      ],
      another: [...beingDone(gone), ...decided(), pageVerdict({ page: "99" })],
      neverAsked: [
        ...beingDone(gone),
        "ALTER TABLE gateway_answer DISABLE TRIGGER USER",
        `DELETE FROM gateway_answer WHERE batch_id = ${lot}`,
        ...decided(),
        pageVerdict(),
      ],
      anothers: [
        ...beingDone(gone),
        ...decided(),
        pageVerdict({ batch_id: `(SELECT batch_id FROM page_verdict WHERE tenant_id <> ${e1})` }),
      ],
    },
  },
  {
    table: "page_verdict",
    trigger: "page_verdict_guard",
    on: "INSERT",
    says: "the cards of a page are known from the core alone",
    tries: { made: [...beingDone(gone, "EMISION"), ...decided(), pageVerdict()] },
  },
  {
    table: "page_verdict",
    trigger: "page_verdict_guard",
    on: "INSERT",
    says: "the core may still take what was sent",
    tries: {
      soon: [...beingDone("app_now() + interval '1 second'"), ...decided(), pageVerdict({ done: "false" })],
      unknown: [...beingDone("NULL"), ...decided(), pageVerdict({ done: "false" })],
    },
  },
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

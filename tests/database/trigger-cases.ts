import { administered } from "@/tests/database/administered-cases";
import { copied } from "@/tests/database/alone";
import { brokerHouseTriggers } from "@/tests/database/broker-house-cases";
import { doubts } from "@/tests/database/doubt-trigger-cases";
import { instructionCases } from "@/tests/database/instruction-trigger-cases";
import { registry } from "@/tests/database/registry-trigger-cases";
import { teamFiles } from "@/tests/database/team-file-cases";
import { changing, type TriggerCase } from "@/tests/database/trigger-case";

// What each trigger refuses, sentence by sentence: statements of which the last breaks that rule and the others are taken.

const lotIn = (status: string) =>
  `(SELECT max(b.id) FROM batch b JOIN tenant t ON t.id = b.tenant_id WHERE t.code = 'E1' AND b.status = '${status}')`;
/** A lot with two signatures and its order, and one that waits for its first signature. */
const signed = lotIn("AUTHORIZED");
const waiting = lotIn("CONFIRMED");
const order = `(SELECT order_id FROM batch WHERE id = ${signed})`;
const payment = `(SELECT id FROM payment WHERE order_id = ${order})`;
const statement = "'00000000-0000-4000-8000-00000000c0de'::uuid";

const moving = (table: string, row: string, ...statuses: string[]) =>
  statuses.map((status) => `UPDATE ${table} SET status = '${status}' WHERE id = ${row}`);

const other = "repeat('0', 64)";

const lots: TriggerCase[] = [
  {
    table: "batch",
    trigger: "batch_guard",
    on: "INSERT",
    says: "a lot begins as RECEIVED",
    tries: { valid: [copied("batch", { status: "'VALID'::text" })] },
  },
  {
    table: "batch",
    trigger: "batch_guard",
    on: "UPDATE",
    says: "lot % may not go from % to %",
    tries: { back: moving("batch", waiting, "VALID"), far: moving("batch", waiting, "IN_PROCESS") },
  },
  {
    table: "batch",
    trigger: "batch_guard",
    on: "UPDATE",
    says: "a lot''s content changes only with its version",
    tries: changing("batch", waiting, {
      lines_hash: other,
      content_hash: other,
      line_count: "line_count + 1",
      total_cents: "total_cents + 1",
      file_hash: other,
    }),
  },
  {
    table: "batch",
    trigger: "batch_guard",
    on: "UPDATE",
    says: "what was confirmed of a lot changes only with its version",
    tries: changing("batch", waiting, {
      digest: other,
      signatures_required: "1",
      commission_cents: "commission_cents + 1",
      tax_cents: "tax_cents + 1",
      order_total_cents: "order_total_cents + 1",
      bank_account: "'0000'",
      warnings_reason: "'Otro motivo'",
      confirmed_by: "uploaded_by + 1",
    }),
  },
  {
    table: "batch",
    trigger: "batch_guard",
    on: "UPDATE",
    says: "a lot''s version does not go back",
    tries: changing("batch", waiting, { version: "version - 1" }),
  },
  {
    table: "batch",
    trigger: "batch_guard",
    on: "UPDATE",
    says: "lot % has % of % signatures",
    tries: { none: moving("batch", waiting, "AUTHORIZED") },
  },
  {
    table: "upload",
    trigger: "upload_guard",
    on: "UPDATE",
    says: "upload % has ended",
    tries: {
      stored: ["UPDATE upload SET received = received WHERE status = 'STORED'"],
      abandoned: [
        copied("upload", { id: statement, status: "'ABANDONED'::text" }),
        `UPDATE upload SET status = 'RECEIVING' WHERE id = ${statement}`,
      ],
    },
  },
];

const money: TriggerCase[] = [
  {
    table: "service_order",
    trigger: "order_guard",
    on: "INSERT",
    says: "an order begins as AUTHORIZED",
    tries: { paying: [copied("service_order", { status: "'PAYING'::text" })] },
  },
  {
    table: "service_order",
    trigger: "order_guard",
    on: "UPDATE",
    says: "order % may not go from % to %",
    tries: { far: moving("service_order", order, "PROCESSED") },
  },
  {
    table: "service_order",
    trigger: "order_guard",
    on: "UPDATE",
    says: "an issued order''s figures do not change",
    tries: changing("service_order", order, {
      line_count: "line_count + 1",
      amount_cents: "amount_cents + 1",
      commission_cents: "commission_cents + 1",
      tax_cents: "tax_cents + 1",
      total_cents: "total_cents + 1",
      bank_account: "'0000'",
    }),
  },
  {
    table: "service_order",
    trigger: "order_guard",
    on: "UPDATE",
    says: "order % has no confirmed payment",
    tries: { asked: moving("service_order", order, "PAYING", "IN_PROCESS") },
  },
  {
    table: "payment",
    trigger: "payment_guard",
    on: "INSERT",
    says: "a payment begins as REQUESTED",
    tries: { confirmed: [copied("payment", { status: "'CONFIRMED'::text" })] },
  },
  {
    table: "payment",
    trigger: "payment_guard",
    on: "UPDATE",
    says: "payment % is settled",
    tries: {
      confirmed: moving("payment", payment, "CONFIRMED", "UNKNOWN"),
      refused: moving("payment", payment, "REFUSED", "CONFIRMED"),
    },
  },
  {
    table: "transfer",
    trigger: "transfer_keep_balances",
    on: "INSERT",
    says: "transfer names an entry that does not exist in its tenant",
    tries: {
      absent: [copied("transfer", { entry_id: "-1" })],
      foreign: [
        copied("transfer", { entry_id: "(SELECT e.id FROM ledger_entry e WHERE e.tenant_id <> t.tenant_id LIMIT 1)" }),
      ],
    },
  },
  {
    table: "transfer",
    trigger: "transfer_keep_balances",
    on: "INSERT",
    says: "transfer names an account that does not exist in its tenant",
    tries: Object.fromEntries(
      ["debit", "credit"].flatMap((side) => [
        [`${side} absent`, [copied("transfer", { [side]: "-1" })]],
        [
          `${side} foreign`,
          [copied("transfer", { [side]: "(SELECT a.id FROM account a WHERE a.tenant_id <> t.tenant_id LIMIT 1)" })],
        ],
      ]),
    ),
  },
];

/** A signature of the waiting lot by one of its signers, or with one thing wrong. */
const signature = (lot: string, changes: Readonly<Record<string, string>> = {}, person = "firma1") =>
  `INSERT INTO signature (tenant_id, batch_id, batch_version, ordinal, membership_id, document, digest, confirmation_id)
   SELECT b.tenant_id, b.id, ${changes.version ?? "b.version"}, ${changes.ordinal ?? "1"}, m.id, ${changes.document ?? "u.document"},
          ${changes.digest ?? "b.digest"}, gen_random_uuid() FROM batch b, membership m JOIN app_user u ON u.id = m.user_id
    WHERE b.id = ${lot} AND m.tenant_id = b.tenant_id AND u.username = '${person}'`;
const ofSigned = `batch_id = ${signed}`;
const voids = `UPDATE signature SET voided_at = now(), void_reason = 'x' WHERE ${ofSigned}`;

const people: TriggerCase[] = [
  {
    table: "signature",
    trigger: "signature_guard",
    on: "UPDATE",
    says: "a signature is only voided, once",
    tries: {
      again: [voids, `UPDATE signature SET voided_at = now() + interval '1 s' WHERE ${ofSigned}`],
      "taken back": [voids, `UPDATE signature SET voided_at = NULL WHERE ${ofSigned}`],
      "a reason alone": [`UPDATE signature SET void_reason = 'x' WHERE ${ofSigned}`],
      "voided and changed": [`UPDATE signature SET voided_at = now(), digest = ${other} WHERE ${ofSigned}`],
    },
  },
  {
    table: "signature",
    trigger: "signature_guard",
    on: "UPDATE",
    says: "a paid lot keeps its signatures",
    tries: {
      "in process": [...moving("batch", signed, "IN_PROCESS"), voids.replace(signed, lotIn("IN_PROCESS"))],
      processed: [
        ...moving("batch", signed, "IN_PROCESS"),
        ...moving("batch", lotIn("IN_PROCESS"), "PROCESSED"),
        voids.replace(signed, lotIn("PROCESSED")),
      ],
      "with rejections": [
        ...moving("batch", signed, "IN_PROCESS"),
        ...moving("batch", lotIn("IN_PROCESS"), "PROCESSED_WITH_REJECTIONS"),
        voids.replace(signed, lotIn("PROCESSED_WITH_REJECTIONS")),
      ],
    },
  },
  {
    table: "signature",
    trigger: "signature_guard",
    on: "INSERT",
    says: "signature is not for what lot % says now",
    tries: {
      "a lot that waits for none": [signature(signed)],
      "the version before": [signature(waiting, { version: "b.version - 1" })],
      "a version to come": [signature(waiting, { version: "b.version + 1" })],
      "another digest": [signature(waiting, { digest: other })],
    },
  },
  {
    table: "signature",
    trigger: "signature_guard",
    on: "INSERT",
    says: "lot % needs no more signatures",
    tries: { third: [signature(waiting, { ordinal: "3" })] },
  },
  {
    table: "signature",
    trigger: "signature_guard",
    on: "INSERT",
    says: "signature carries another person''s document",
    tries: { anothers: [signature(waiting, { document: "'CC-1'" })] },
  },
  {
    table: "signature",
    trigger: "signature_guard",
    on: "INSERT",
    says: "who prepared lot % may not sign it",
    tries: { uploader: [signature(waiting, {}, "maker1")] },
  },
  {
    table: "confirmation",
    trigger: "confirmation_guard",
    on: "UPDATE",
    says: "a statement does not change",
    tries: statements(),
  },
  {
    table: "confirmation",
    trigger: "confirmation_mail_guard",
    on: "UPDATE",
    says: "what became of a mail does not change",
    tries: mails(),
  },
];

function mails(): TriggerCase["tries"] {
  const fresh = copied("confirmation", { id: statement, mail_tries: "2::smallint" }, "method = 'PASSWORD'");
  const set = (change: string) => `UPDATE confirmation SET ${change} WHERE id = ${statement}`;
  const [sent, failed] = [set("mailed_at = now()"), set("mail_failed_at = now()")];
  const later = "now() + interval '1 s'";
  return {
    "sent again": [fresh, sent, set(`mailed_at = ${later}`)],
    "not sent after all": [fresh, sent, set("mailed_at = NULL")],
    "given up again": [fresh, failed, set(`mail_failed_at = ${later}`)],
    "not given up after all": [fresh, failed, set("mail_failed_at = NULL")],
    "a try given back": [fresh, set("mail_tries = mail_tries - 1")],
  };
}

function statements(): TriggerCase["tries"] {
  const fresh = copied("confirmation", { id: statement, used_at: "NULL", tries: "2" }, "method = 'PASSWORD'");
  const byToken = copied(
    "confirmation",
    { id: statement, used_at: "NULL", method: "'TOKEN'::text" },
    "method = 'PASSWORD'",
  );
  const set = (change: string) => `UPDATE confirmation SET ${change} WHERE id = ${statement}`;
  const [used, voided] = [set("used_at = now()"), set("voided_at = now()")];
  const later = "now() + interval '1 s'";
  return {
    "used again": [fresh, used, set(`used_at = ${later}`)],
    "use taken back": [fresh, used, set("used_at = NULL")],
    "voided again": [fresh, voided, set(`voided_at = ${later}`)],
    "voided no more": [fresh, voided, set("voided_at = NULL")],
    "used after it was voided": [fresh, voided, used],
    "a try given back": [fresh, set("tries = tries - 1")],
    "by passkey before it is used": [byToken, set("method = 'PASSKEY'")],
    "by passkey once it was used": [byToken, used, set("method = 'PASSKEY'")],
    "by clave what a token confirms": [byToken, set("method = 'PASSWORD', used_at = now()")],
    "by passkey what a clave confirms": [fresh, set("method = 'PASSKEY', used_at = now()")],
    ...changing(
      "confirmation",
      statement,
      {
        purpose: "'order.pay'",
        subject: "'another'",
        digest: other,
        shown: "'{}'",
        method: "'CODE'",
        code_hash: "'\\x00'",
        membership_id: "membership_id + 1",
        user_id: "1",
      },
      [fresh],
    ),
  };
}

const secondFactor: TriggerCase[] = [
  {
    table: "recovery_code",
    trigger: "recovery_code_guard",
    on: "UPDATE",
    says: "a recovery code is used once",
    tries: {
      again: ["UPDATE recovery_code SET used_at = now()", "UPDATE recovery_code SET used_at = now() + interval '1 s'"],
      "taken back": ["UPDATE recovery_code SET used_at = now()", "UPDATE recovery_code SET used_at = NULL"],
    },
  },
  {
    table: "passkey",
    trigger: "passkey_guard",
    on: "UPDATE",
    says: "a passkey''s counter grows",
    tries: {
      back: ["UPDATE passkey SET counter = counter + 1", "UPDATE passkey SET counter = counter - 1"],
      "used without growing": [
        "UPDATE passkey SET counter = 0, last_used_at = now() WHERE counter = 0",
        "UPDATE passkey SET last_used_at = now() WHERE counter > 0",
      ],
    },
  },
];

export const triggerCases: readonly TriggerCase[] = [
  ...lots,
  ...money,
  ...people,
  ...doubts,
  ...instructionCases,
  ...registry,
  ...teamFiles,
  ...administered,
  ...secondFactor,
  ...brokerHouseTriggers,
];

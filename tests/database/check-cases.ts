// What each CHECK refuses: statements that break that rule alone, both ends of a range. `rows` is one row of the table as it
// stands, changed; a list of several is tried one by one.

type Changes = Readonly<Record<string, string>>;
/** `of`: which row is taken to be changed. */
export type CheckCase = { of?: string; to: readonly Changes[] };

const each = (column: string, ...values: string[]): CheckCase => ({ to: values.map((value) => ({ [column]: value })) });
const text = (value: string) => `'${value}'::text`;
const hash = (column: string) =>
  each(column, text("0".repeat(63)), text("0".repeat(65)), text("A".repeat(64)), `'g' || repeat('0', 63)`);
/** So many bytes, as jsonb_populate_record reads a bytea. */
const bytes = (count: number) => `'\\x' || repeat('00', ${count})`;
const reason = (column: string) => each(column, text("1234"), "repeat('x', 501)");
const code = each("code", text("e1"), text("1E"), text(""), text("ABCDEFGHIJKLM"));
const account = (kind: string) => `kind = '${kind}'`;

const confirmed = { status: text("CONFIRMED") };
const whole = "order_id IS NOT NULL AND digest IS NOT NULL";

/** By table and constraint. */
export const checkCases: Readonly<Record<string, CheckCase>> = {
  "account account_check": { of: account("MASTER"), to: [{ balance_cents: "-1" }] },
  "account account_check1": {
    of: account("MASTER"),
    to: [{ floor_cents: "NULL" }, { kind: text("BANK_CLEARING") }],
  },
  "account account_check2": {
    of: account("MASTER"),
    to: [{ card_id: "1" }, { kind: text("CARD") }],
  },
  "app_user app_user_has_password": { of: "status = 'INVITED'", to: [{ status: text("ACTIVE") }] },
  "app_user app_user_language": each("language", text("fr"), text("ES"), text("")),
  "app_user app_user_theme": each("theme", text("sepia"), text("")),
  "app_user app_user_username_check": each("username", text("Maker1"), text("a"), text("-maker"), text("a".repeat(41))),
  "attempt attempt_key": each("key", text("\\x00"), `'\\x' || repeat('00', 33)`),
  "attempt attempt_kind": each("kind", text("pin"), text("LOGIN"), text("")),
  "attempt attempt_locks": each("locks", "-1"),
  "attempt attempt_scope": each("scope", text("country"), text("")),
  "attempt attempt_tries": each("tries", "-1"),
  "audit_event audit_event_result_check": each("result", text("maybe"), text("")),
  "audit_seal audit_seal_seq_check": each("seq", "0"),
  "bank_account bank_account_number": each(
    "number",
    text("12345"),
    text("-123456"),
    text("12a4567"),
    text("1".repeat(31)),
  ),
  "batch batch_check": {
    of: whole,
    to: [
      { ...confirmed, digest: "NULL" },
      { ...confirmed, confirmed_by: "NULL" },
      { ...confirmed, signatures_required: "NULL" },
      { ...confirmed, order_total_cents: "NULL" },
      { ...confirmed, fault_count: "1" },
      { ...confirmed, line_count: "0" },
      ...["PARTLY_SIGNED", "AUTHORIZED", "IN_PROCESS", "PROCESSED", "PROCESSED_WITH_REJECTIONS"].map((status) => ({
        status: text(status),
        digest: "NULL",
      })),
    ],
  },
  "batch batch_check1": {
    of: whole,
    to: ["AUTHORIZED", "IN_PROCESS", "PROCESSED", "PROCESSED_WITH_REJECTIONS"].map((status) => ({
      status: text(status),
      order_id: "NULL",
    })),
  },
  "batch batch_check2": { of: whole, to: [{ warning_count: "1", warnings_reason: "NULL" }] },
  "batch batch_commission_cents_check": each("commission_cents", "-1"),
  "batch batch_content_hash_check": hash("content_hash"),
  "batch batch_digest_check": hash("digest"),
  "batch batch_encoding_check": each("encoding", text("latin1"), text("")),
  "batch batch_end_reason_check": reason("end_reason"),
  "batch batch_file_hash_check": hash("file_hash"),
  "batch batch_lines_hash_check": hash("lines_hash"),
  "batch batch_number_check": each("number", text("L-26-000001"), text("OS-2026-000001"), text("L-2026-1")),
  "batch batch_order_total_cents_check": each("order_total_cents", "-1"),
  "batch batch_signatures_required_check": each("signatures_required", "0", "3"),
  "batch batch_tax_cents_check": each("tax_cents", "-1"),
  "batch batch_total_cents_check": each("total_cents", "-1"),
  "batch batch_warnings_reason_check": reason("warnings_reason"),
  "batch_page batch_page_check": { to: [{ first_line: "3", last_line: "2" }] },
  "batch_page batch_page_page_check": each("page", "-1"),
  "card card_bin_check": each("bin", text("4507999"), text("45079"), text("45079x"), text("450799123")),
  "card card_last4_check": each("last4", text("123"), text("12345"), text("12a4")),
  "card card_reference_check": each("reference", text("100000000"), text("10000000001"), text("100000000x")),
  "company company_check": { to: [{ maker_may_sign: "true", signatures_required: "2" }] },
  "broker broker_suspended": {
    of: "status = 'ACTIVE'",
    to: [
      { status: text("SUSPENDED") },
      { suspended_at: "now()", suspend_reason: text("motivo") },
      { status: text("SUSPENDED"), suspended_at: "now()" },
    ],
  },
  "company company_suspended": {
    of: "status = 'ACTIVE'",
    to: [
      { status: text("SUSPENDED") },
      { suspended_at: "now()", suspend_reason: text("motivo") },
      { status: text("SUSPENDED"), suspended_at: "now()" },
    ],
  },
  "company company_signatures_required_check": each("signatures_required", "0", "3"),
  "confirmation confirmation_check": {
    of: "method = 'PASSWORD'",
    to: [{ code_hash: text("\\x00") }, { method: text("CODE") }],
  },
  "confirmation confirmation_digest_check": hash("digest"),
  "confirmation confirmation_mail_code_check": {
    of: "method = 'PASSWORD'",
    to: [{ mail_tries: "1" }, { mailed_at: "now()" }, { mail_failed_at: "now()" }],
  },
  "confirmation confirmation_mail_end_check": { to: [{ mailed_at: "now()", mail_failed_at: "now()" }] },
  "confirmation confirmation_own": {
    of: "user_id IS NOT NULL",
    to: [{ used_at: "NULL" }, { method: text("CODE") }],
  },
  "confirmation confirmation_whose": {
    of: "user_id IS NOT NULL",
    to: [{ user_id: "NULL" }, { membership_id: "1" }],
  },
  "confirmation confirmation_tries_check": each("tries", "-1", "6"),
  "contracted_service contracted_service_name": each("service", text("lotes"), text("Lotes.carga"), text("")),
  "counter counter_kind_check": each("kind", text("X"), text("l")),
  "counter counter_last_check": each("last", "0"),
  "draft draft_form": each("form", "repeat('x', 201)"),
  "draft draft_no_secret": each(
    "typed",
    ...["clave", "claveNueva", "claveRepetida", "codigo", "token"].map((name) => `'{"${name}": ["x"]}'::jsonb`),
  ),
  "draft draft_path": each("path", text("empresas"), text(""), "'/' || repeat('x', 500)"),
  "draft draft_size": each("typed", "'[]'::jsonb", "jsonb_build_object('motivo', repeat('x', 16384))"),
  "gateway_answer gateway_answer_body": each("body", "repeat('x', 2001)"),
  "gateway_answer gateway_answer_detail": each("detail", "repeat('x', 81)"),
  "gateway_answer gateway_answer_of_core": {
    of: "batch_id IS NULL",
    to: [{ operation: text("page") }, { operation: text("pageStatus") }, { batch_id: "1" }],
  },
  "gateway_answer gateway_answer_operation": each("operation", text("balance"), text("")),
  "gateway_answer gateway_answer_outcome": each("outcome", text("done"), text("")),
  "gateway_answer gateway_answer_reference": each("reference", text(""), text("-a"), text("a b"), text("a".repeat(81))),
  "gateway_answer gateway_answer_status": each("status", "99", "600"),
  "gateway_answer gateway_answer_took": each("took_ms", "-1"),
  "gateway_answer gateway_answer_unsaid": { of: "batch_id IS NOT NULL", to: [{ body: text("x") }] },
  "kept_page kept_page_path": each("path", text("empresas"), text("/x?a=b"), text("/x#a"), "'/' || repeat('x', 200)"),
  "kept_page kept_page_title": each("title", text(""), "repeat('x', 121)"),
  "kept_page kept_page_why": { to: [{ starred_at: "NULL", visited_at: "NULL" }] },
  "known_device known_device_token_hash": each("token_hash", text("\\x00"), `'\\x' || repeat('00', 33)`),
  "ledger_entry ledger_entry_kind_check": each("kind", text("correction"), text("")),
  "master_movement master_movement_cents_check": each("cents", "0"),
  "message message_answer": { to: [{ answer: text("x") }, { answer: "repeat('x', 4001)" }] },
  "message message_answered": { to: [{ answer: text("Una respuesta") }, { answered_at: "now()" }] },
  "message message_body": each("body", text("x"), "repeat('x', 4001)"),
  "message message_subject": each("subject", text("x"), "repeat('x', 121)"),
  "order_invoice order_invoice_number": each("number", text(""), text("fe-1"), text("-1"), text("A".repeat(31))),
  "parameter parameter_name": each("name", text("Support"), text("support_mail"), text("")),
  "parameter parameter_value": each("value", "repeat('x', 201)"),
  "passkey passkey_counter": each("counter", "-1"),
  "passkey passkey_credential_id": each("credential_id", bytes(15), bytes(1024)),
  "passkey passkey_name": each("name", text(""), text("x".repeat(61))),
  "passkey passkey_public_key": each("public_key", bytes(31), bytes(4097)),
  "passkey_challenge passkey_challenge_challenge": each("challenge", bytes(31), bytes(33)),
  "passkey_challenge passkey_challenge_digest": hash("digest"),
  "passkey_challenge passkey_challenge_purpose": each("purpose", text("")),
  "payment payment_attempt_check": each("attempt", "0"),
  "payment_verdict payment_verdict_debited": { to: [{ debited: "false" }, { bank_reference: "NULL" }] },
  "payment_verdict payment_verdict_reference": each(
    "bank_reference",
    text(""),
    text(".x"),
    text("a b"),
    text("a".repeat(81)),
  ),
  "pending_change pending_change_answer": each("answer", text("1234"), "repeat('x', 501)"),
  "pending_change pending_change_decided": {
    to: [{ decided_at: "now()" }, { status: text("WITHDRAWN") }],
  },
  "pending_change pending_change_differs": { to: [{ after: `'{"fixed": "1"}'::jsonb` }] },
  "pending_change pending_change_digest": hash("digest"),
  "pending_change pending_change_four_eyes": {
    to: [
      ...["APPLIED", "REFUSED"].map((status) => ({ status: text(status), decided_at: "now()" })),
      ...["APPLIED", "REFUSED"].map((status) => ({
        status: text(status),
        decided_at: "now()",
        decided_by: "t.proposed_by",
      })),
    ],
  },
  "pending_change pending_change_reason": reason("reason"),
  "personal_mark personal_mark_image": each("image", "0", "17"),
  "personal_mark personal_mark_phrase": each("phrase", text("ab"), "repeat('x', 61)", text(" abc"), text("abc ")),
  "product product_amount_max_cents_check": each("amount_max_cents", "1000000000000"),
  "product product_amount_min_cents_check": each("amount_min_cents", "0"),
  "product product_check": { to: [{ amount_min_cents: "500", amount_max_cents: "499" }] },
  "product product_code_check": code,
  "product product_file_bytes_max_check": each("file_bytes_max", "0"),
  "product product_lines_max_check": each("lines_max", "0", "1000001"),
  "product_fee product_fee_basis_points_check": each("basis_points", "-1", "10001"),
  "product_fee product_fee_fixed_cents_check": each("fixed_cents", "-1"),
  "product_fee product_fee_tax_basis_points_check": each("tax_basis_points", "-1", "10001"),
  "recovery_code recovery_code_mark": each(
    "mark",
    text("A"),
    text("ABC"),
    text("ab"),
    text("AI"),
    text("U1"),
    text(""),
  ),
  "service_order service_order_amount_cents_check": each("amount_cents", "-1"),
  "service_order service_order_commission_cents_check": each("commission_cents", "-1"),
  "service_order service_order_line_count_check": each("line_count", "0"),
  "service_order service_order_number_check": each("number", text("L-2026-000001"), text("OS-2026-1")),
  "service_order service_order_tax_cents_check": each("tax_cents", "-1"),
  "service_order service_order_total_cents_check": each("total_cents", "-1"),
  "product product_batch_types": { to: [{ batch_types: `'[]'::jsonb` }] },
  "session session_closed_by": {
    of: "ended_at IS NULL",
    to: [{ closed_by: "(SELECT min(id) FROM session)" }, { closed_by: "id", ended_at: "now()" }],
  },
  "session session_token_hash_check": each("token_hash", text("\\x00"), `'\\x' || repeat('00', 33)`),
  "signature signature_ordinal_check": each("ordinal", "0", "3"),
  "temporary_password temporary_password_life": {
    to: [
      { kind: text("RECOVERY"), expires_at: "t.created_at + interval '31 minutes'" },
      { kind: text("RESET"), expires_at: "t.created_at + interval '31 minutes'" },
      { kind: text("INVITATION"), expires_at: "t.created_at" },
    ],
  },
  "tenant tenant_code_check": code,
  "tenant tenant_name_check": each("name", text(""), "repeat('x', 121)"),
  "terms_acceptance terms_acceptance_version": each("version", "0"),
  "terms_text terms_text_digest": hash("digest"),
  "terms_text terms_text_language": each("language", text("fr"), text("ES")),
  "totp totp_begun": {
    to: [
      { confirmed_at: "NULL", last_used_at: "now()" },
      { confirmed_at: "NULL", last_used_at: "NULL", blocked_at: "now()" },
    ],
  },
  "totp totp_begun_in": {
    of: "confirmed_at IS NULL",
    to: [{ begun_in: "NULL" }, { confirmed_at: "now()" }],
  },
  "totp totp_secret": each(
    "secret",
    text(""),
    text("no-key"),
    text(`1.${"x".repeat(59)}`),
    text(`1.${"x".repeat(201)}`),
    text(`${"k".repeat(21)}.${"x".repeat(80)}`),
    text(`1.${"+".repeat(80)}`),
    text("MFSG2MLBMRWTCYLENUYWCZDNGFQWI3JR"),
  ),
  "totp_step totp_step_since_1970": each("step", "0", "-1"),
  "transfer transfer_cents_check": each("cents", "0", "-1"),
  "transfer transfer_check": { to: [{ debit: "t.credit" }] },
  "upload upload_check": { to: [{ received: "t.content_length + 1" }] },
  "upload upload_check1": {
    of: "status = 'STORED'",
    to: [{ received: "t.received - 1" }, { sha256: "NULL" }, { encoding: "NULL" }],
  },
  "upload upload_content_length_check": { to: [{ content_length: "-1", received: "-1" }] },
  "upload upload_encoding_check": each("encoding", text("latin1")),
  "upload upload_file_name_check": each("file_name", text(""), "repeat('x', 256)"),
  "upload upload_sha256_check": hash("sha256"),
  "upload_chunk upload_chunk_seq_check": each("seq", "-1"),
};

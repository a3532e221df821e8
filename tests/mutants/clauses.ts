import { entryClauses } from "@/tests/mutants/entry-clauses";
import { instructionClauses } from "@/tests/mutants/instruction-clauses";
import type { DatabaseMutant } from "@/tests/mutants/mutant";

// Parts of the database's functions, taken out of their text one at a time. `nth`: which of several places, from 0.

export type Clause = Omit<DatabaseMutant, "sql"> & { in: string; find: string; replace: string; nth?: number };

const onTriggers = { kind: "clause", base: "filled", suite: ["tests/database/triggers.test.ts"] } as const;
const onSignatures = {
  kind: "signer",
  base: "seeded",
  suite: ["tests/batches/signers.test.ts", "tests/batches/signatures.test.ts"],
} as const;
const onSessions = {
  kind: "session",
  base: "seeded",
  suite: ["tests/access/own-rights.test.ts", "tests/access/sessions.test.ts"],
} as const;
const onOwnSessions = {
  kind: "session",
  base: "seeded",
  suite: ["tests/own/sessions.test.ts", "tests/own/mark.test.ts", "tests/web/drafts.test.ts"],
} as const;
const onTrail = { kind: "trail", base: "seeded", suite: ["tests/audit/trail.test.ts"] } as const;
const onLedger = {
  kind: "money",
  base: "seeded",
  suite: ["tests/ledger/locks.test.ts", "tests/ledger/ledger.test.ts"],
} as const;

/** A column that a guard compares is compared no more: the new value stands on neither side. */
const ignoring = (name: string, columns: string): Clause[] =>
  columns.split(" ").map((column) => ({
    ...onTriggers,
    in: name,
    name: `${column} may change`,
    find: `NEW.${column}`,
    replace: `OLD.${column}`,
  }));

const compared: Clause[] = [
  ...ignoring("batch_guard", "lines_hash content_hash line_count total_cents file_hash"),
  ...ignoring(
    "batch_guard",
    "digest signatures_required commission_cents tax_cents order_total_cents bank_account warnings_reason confirmed_by",
  ),
  ...ignoring("order_guard", "line_count amount_cents commission_cents tax_cents total_cents bank_account"),
  ...ignoring("confirmation_guard", "purpose subject digest shown method code_hash membership_id"),
];

const said = (name: string, ...parts: [what: string, find: string, replace: string, nth?: number][]): Clause[] =>
  parts.map(([what, find, replace, nth]) => ({
    ...onTriggers,
    in: name,
    name: what,
    find,
    replace,
    ...(nth === undefined ? {} : { nth }),
  }));

const states: Clause[] = [
  ...said(
    "batch_guard",
    ["content changes under its version", "AND NEW.version <= OLD.version", "AND NEW.version < OLD.version"],
    ["what was confirmed changes under its version", "AND NEW.version <= OLD.version", "AND false", 1],
  ),
  ...said(
    "payment_guard",
    ["a confirmed one is not settled", "'CONFIRMED', ", ""],
    ["a refused one is not settled", ", 'REFUSED'", ""],
  ),
  ...said(
    "signature_guard",
    ["voided again", "OLD.voided_at IS NOT NULL", "false"],
    ["not voided", "NEW.voided_at IS NULL", "false"],
    [
      "voided and changed",
      "to_jsonb(NEW) - '{voided_at,void_reason}'::text[] <>",
      "to_jsonb(NEW) <> to_jsonb(NEW) AND '{}'::jsonb <>",
    ],
    ["of a lot in process", "('IN_PROCESS', 'PROCESSED',", "('PROCESSED',"],
    ["of a processed lot", "'IN_PROCESS', 'PROCESSED', ", "'IN_PROCESS', "],
    ["of a lot processed with rejections", ", 'PROCESSED_WITH_REJECTIONS'", ""],
    ["in any state", "b.status NOT IN ('CONFIRMED', 'PARTLY_SIGNED') OR ", ""],
    ["of any version", "b.version <> NEW.batch_version", "false"],
    ["of any digest", "b.digest <> NEW.digest", "false"],
  ),
  ...said(
    "confirmation_guard",
    ["used again", "OLD.used_at IS NOT NULL AND NEW.used_at IS DISTINCT FROM OLD.used_at", "false"],
    ["voided again", "OLD.voided_at IS NOT NULL AND NEW.voided_at IS DISTINCT FROM OLD.voided_at", "false"],
    [
      "used after it was voided",
      "OLD.voided_at IS NOT NULL AND OLD.used_at IS NULL AND NEW.used_at IS NOT NULL",
      "false",
    ],
    ["tries given back", "NEW.tries < OLD.tries", "false"],
  ),
  ...said(
    "confirmation_mail_guard",
    ["gone twice", "OLD.mailed_at IS NOT NULL AND NEW.mailed_at IS DISTINCT FROM OLD.mailed_at", "false"],
    [
      "given up twice",
      "OLD.mail_failed_at IS NOT NULL AND NEW.mail_failed_at IS DISTINCT FROM OLD.mail_failed_at",
      "false",
    ],
    ["a try given back", "NEW.mail_tries < OLD.mail_tries", "false"],
  ),
  ...said(
    "keep_balances",
    ["an entry of any tenant", " AND e.tenant_id = f.tenant_id", ""],
    ["an account of any tenant", " AND a.tenant_id = d.tenant_id", ""],
  ),
];

const counted: Clause[] = (
  [
    ["batch_guard", "signatures of any version", " AND s.batch_version = NEW.version", ""],
    ["batch_guard", "signatures of any digest", " AND s.digest = NEW.digest", ""],
    ["batch_guard", "signatures voided or not", " AND s.voided_at IS NULL", ""],
    ["batch_guard", "signatures of any lot", "s.batch_id = NEW.id AND ", ""],
    ["order_guard", "a payment not confirmed", " AND p.status = 'CONFIRMED'", ""],
    ["order_guard", "a payment of any order", "p.order_id = NEW.id AND ", ""],
    ["signature_guard", "the uploader may sign", "b.uploaded_by, ", ""],
    ["signature_guard", "who confirmed may sign", ", b.confirmed_by", ""],
    ["signature_guard", "the preparer may sign with another", " AND b.signatures_required = 1", ""],
    ["signature_guard", "the preparer may sign in any company", "c.maker_may_sign AND ", ""],
    ["signature_guard", "more than are needed", "NEW.ordinal > b.signatures_required", "NEW.ordinal > 9"],
  ] as const
).map(([name, what, find, replace]) => ({ ...onSignatures, in: name, name: what, find, replace }));

const doors: Clause[] = (
  [
    ["enter", "a session that ended", " AND ended_at IS NULL", ""],
    ["enter", "a session of eight hours", "expires_at > app_now() AND ", ""],
    ["enter", "an idle session", " AND (channel = 'APP' OR last_used_at > app_now() - interval '10 minutes')", ""],
    ["enter", "an inactive person", "id = s.user_id AND status = 'ACTIVE'", "id = s.user_id"],
    ["enter", "a suspended company", "m.id IS NOT NULL AND c.status <> 'ACTIVE'", "false"],
    ["enter", "an inactive membership", "user_id = u.id AND status = 'ACTIVE'", "user_id = u.id"],
    ["enter", "anybody's membership", "tenant_id = c.tenant_id AND user_id = u.id", "tenant_id = c.tenant_id"],
    ["enter", "another company's product", "tenant_id = t.id AND code = product_code", "code = product_code"],
    ["enter", "a product not given", "m.all_products OR EXISTS", "true OR EXISTS"],
    ["enter", "a product given to another", "mp.membership_id = m.id AND ", ""],
    [
      "enter",
      "permissions of another channel",
      "granted(m.profile_id, s.channel::text)",
      "granted(m.profile_id, NULL)",
    ],
    ["session_touch", "one that ended", " AND ended_at IS NULL", ""],
    ["session_touch", "one that is dead of idleness", "BETWEEN app_now() - interval '10 minutes' AND", "<"],
    ["login_find", "an inactive person", " AND u.status IN ('ACTIVE', 'INVITED')", ""],
    [
      "own_password_hash",
      "somebody's clave",
      " WHERE id = nullif(current_setting('app.user', true), '')::int",
      " ORDER BY id DESC LIMIT 1",
    ],
    [
      "own_preferences",
      "everybody's language",
      "WHERE u.id = nullif(current_setting('app.user', true), '')::int",
      "WHERE true",
    ],
    ["session_close", "told twice", " AND ended_at IS NULL", ""],
  ] as const
).map(([name, what, find, replace]) => ({ ...onSessions, in: name, name: what, find, replace }));

const onGranting = {
  kind: "permission",
  base: "seeded",
  suite: ["tests/access/granting.test.ts", "tests/access/granted.test.ts"],
} as const;
const granting: Clause[] = (
  [
    ["granted", "an inactive profile", " AND p.status = 'ACTIVE'", ""],
    ["granted", "a service without a channel", "IS NULL OR w.permission = by_channel", "IS NULL OR true"],
    ["granted", "a channel of another service", " AND w.service = f.service", ""],
    ["granted", "what is not contracted", " AND c.service = f.service", ""],
    ["may_grant", "what is not contracted", " AND c.service = of_service", ""],
    ["in_ceiling", "anybody's ceiling", " AND m.user_id = nullif(current_setting('app.user', true), '')::int", ""],
    ["in_ceiling", "any ceiling", " AND x.service = of_service", ""],
    ["may_grant_profile", "any profile", "WHERE NOT in_ceiling(held.service)", "WHERE false"],
    ["may_grant_ceiling", "any ceiling", " AND NOT in_ceiling(x.service)", " AND false"],
    ["may_grant_ceiling", "everything, of anybody", " AND m.ceiling_all)", ")"],
    ["is_own_profile", "one's own", "m.profile_id = of_profile AND ", "false AND "],
    ["is_own_membership", "one's own", "m.id = of_membership AND ", "false AND "],
    ["serves_company", "nobody acts", "AND m.user_id = nullif(current_setting('app.user', true), '')::int", ""],
  ] as const
).map(([name, what, find, replace]) => ({ ...onGranting, in: name, name: what, find, replace }));

const onAccess = { kind: "permission", base: "seeded", suite: ["tests/access/explain.test.ts"] } as const;
const access: Clause[] = (
  [
    ["is_member", "whoever", " AND m.user_id = nullif(current_setting('app.user', true), '')::int", ""],
    ["is_member", "who is inactive", " AND m.status = 'ACTIVE'", ""],
    ["access_person", "anybody's", " AND m.tenant_id = nullif(current_setting('app.tenant', true), '')::int", ""],
    ["access_holders", "any profile", " AND m.profile_id = ANY (of_profiles)", ""],
    ["access_holders_count", "who is not in", " AND m.standing = 'ACTIVE'", ""],
    ["access_holders", "who is not in", " AND m.standing = 'ACTIVE'", ""],
    ["access_holders", "any product", "of_product IS NULL OR m.all_products", "true OR m.all_products"],
  ] as const
).map(([name, what, find, replace]) => ({ ...onAccess, in: name, name: what, find, replace }));

const ownSessions: Clause[] = (
  [
    ["own_sessions", "everybody's", "s.user_id = nullif(current_setting('app.user', true), '')::int AND ", ""],
    ["own_sessions", "those still on the way in", " AND s.stage = 'DONE'", ""],
    ["own_sessions", "those that ended", " AND s.ended_at IS NULL", ""],
    [
      "own_sessions",
      "those dead of idleness",
      " AND (s.channel = 'APP' OR s.last_used_at > app_now() - interval '10 minutes')",
      "",
    ],
    ["own_sessions_close", "everybody's", "user_id = nullif(current_setting('app.user', true), '')::int AND ", ""],
    [
      "own_sessions_close",
      "the one that asks",
      "id <> nullif(current_setting('app.session', true), '')::bigint AND ",
      "",
    ],
    ["own_sessions_close", "all where one is meant", " AND (only_one IS NULL OR id = only_one)", ""],
    ["own_sessions_close", "twice", " AND ended_at IS NULL", ""],
    ["session_renew", "one that ended", " AND ended_at IS NULL", ""],
    ["session_renew", "one still on the way in", " AND stage = 'DONE'", ""],
    ["session_renew", "one that is too old", "expires_at > app_now() AND ", ""],
    ["session_standing", "closed from another is not told", "WHEN s.closed_by IS NOT NULL THEN 'CLOSED'", ""],
    ["session_standing", "idle long after its hours", " AND idle.since < s.expires_at", ""],
    ["session_over", "one that ended lives", " AND s.ended_at IS NULL", ""],
    ["session_over", "one dead of idleness lives", "AND s.last_used_at > app_now() - interval '10 minutes'", ""],
  ] as const
).map(([name, what, find, replace]) => ({ ...onOwnSessions, in: name, name: what, find, replace }));

const rest: Clause[] = [
  {
    ...onSessions,
    in: "enter",
    name: "a tenant that is no company",
    find: " AND t2.kind = 'COMPANY'",
    replace: "",
    survives: "the next line asks the table of companies, which holds companies only",
  },
  {
    ...onLedger,
    in: "keep_balances",
    name: "accounts locked as they come",
    find: " ORDER BY id FOR NO KEY UPDATE",
    replace: "",
  },
  { ...onLedger, in: "keep_balances", name: "a debit adds", find: "-cents", replace: "cents" },
  {
    ...onTrail,
    in: "audit_seal_pending",
    name: "two sealers at once",
    find: "IF NOT pg_try_advisory_xact_lock(hashtext('audit_seal_pending')) THEN RETURN; END IF;",
    replace: "",
  },
  {
    ...onTrail,
    in: "audit_seal_pending",
    name: "events as they come",
    find: "ORDER BY a.tenant_id, a.id",
    replace: "ORDER BY a.tenant_id, a.id DESC",
  },
  ...[
    "e.actor, ",
    "e.event, ",
    "e.subject, ",
    "e.result, ",
    "coalesce(e.address, ''), ",
    "e.id, ",
    "e.tenant_id, ",
  ].map(
    (part): Clause => ({
      ...onTrail,
      in: "audit_link",
      name: `a seal without ${part.replace(/[^a-z.]|coalesce/g, "")}`,
      find: part,
      replace: "",
    }),
  ),
  ...[
    ["an amount that nobody signs", "THEN coalesce(l.amount_cents::text, '') ||", "THEN '' ||"],
    [
      "a cell beside what a RECARGA's line signs",
      "coalesce(l.card_reference, '') || coalesce(E'\\x1f' || l.rest, '')",
      "coalesce(l.card_reference, '')",
    ],
  ].map(
    ([name = "", find = "", replace = ""]): Clause => ({
      kind: "digest",
      base: "seeded",
      suite: ["tests/batches/commands.test.ts", "tests/audit/verify.test.ts"],
      in: "line_fields",
      name,
      find,
      replace,
    }),
  ),
];

export const clauses: readonly Clause[] = [
  ...compared,
  ...states,
  ...counted,
  ...doors,
  ...granting,
  ...access,
  ...ownSessions,
  ...entryClauses,
  ...instructionClauses,
  ...rest,
];

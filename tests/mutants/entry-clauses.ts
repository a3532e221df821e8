import type { Clause } from "@/tests/mutants/clauses";

// Parts of the functions through which a person comes in, is counted and is let back in.

const entry: Clause[] = (
  [
    ["enter", "a session on its way in", " AND stage = 'DONE'", ""],
    ["enter_stage", "one that is in", " AND stage <> 'DONE'", ""],
    [
      "enter_stage",
      "a person made inactive",
      " AND (status = 'ACTIVE' OR status = 'INVITED' AND s.temporary_id IS NOT NULL)",
      "",
    ],
    ["stage_pass", "another stage", " AND stage = passed", ""],
    ["stage_pass", "the same secret", "token_hash = new_token, ", ""],
    [
      "stage_pass",
      "a clave that was not set",
      "IF passed = 'PASSWORD' AND coalesce(u.password_set_at < s.created_at, true) THEN RETURN NULL; END IF;",
      "",
    ],
    ["next_stage", "terms of any version", " AND a.version = terms_version()", ""],
    ["next_stage", "anybody's terms", "a.user_id = for_user AND ", ""],
    [
      "own_accept_terms",
      "a version nobody asks for",
      "IF of_version <> terms_version() THEN RETURN false; END IF;",
      "",
    ],
    ["login_find", "anybody's device", "d.user_id = u.id AND ", ""],
    ["session_open", "a clave that opens twice", "CASE WHEN kind = 'INVITATION' THEN NULL ELSE app_now() END", "NULL"],
    [
      "session_open",
      "two entries of one invitation",
      "UPDATE session SET ended_at = app_now() WHERE user_id = for_user AND temporary_id = by_temporary AND ended_at IS NULL;",
      "",
    ],
    [
      "session_open",
      "by a clave changed meanwhile",
      "IF by_temporary IS NULL AND u.password_hash IS DISTINCT FROM compared THEN RETURN NULL; END IF;",
      "",
    ],
    ["session_open", "no change after a clave that was lent", "IF by_temporary IS NULL THEN", "IF true THEN"],
    ["own_password_hashes", "a clave of before", "ORDER BY h.id DESC LIMIT 3", "ORDER BY h.id DESC LIMIT 0"],
    ["own_password_set", "over another's change", " OR u.password_hash IS DISTINCT FROM compared", ""],
    [
      "own_password_set",
      "the other sessions live",
      "UPDATE session SET ended_at = app_now() WHERE user_id = u.id AND token_hash <> token AND ended_at IS NULL;",
      "",
    ],
    [
      "own_password_set",
      "what was lent goes on opening",
      "UPDATE temporary_password SET voided_at = app_now() WHERE user_id = u.id AND used_at IS NULL AND voided_at IS NULL;",
      "",
    ],
    [
      "own_password_set",
      "devices stay known",
      "IF lent IN ('RECOVERY', 'RESET') THEN DELETE FROM known_device WHERE user_id = u.id; END IF;",
      "",
    ],
    [
      "own_password_set",
      "the invitation stays",
      "UPDATE temporary_password p SET used_at = app_now() FROM session s",
      "UPDATE temporary_password p SET used_at = NULL FROM session s",
    ],
    [
      "temporary_issue",
      "to who is inactive",
      " AND (status = 'ACTIVE' OR status = 'INVITED' AND of_kind = 'INVITATION')",
      "",
    ],
    [
      "temporary_issue",
      "what was begun goes on",
      "UPDATE session SET ended_at = app_now() WHERE user_id = for_user AND temporary_id IS NOT NULL AND stage <> 'DONE' AND ended_at IS NULL;",
      "",
    ],
    ["device_know", "on the way in", " AND s.stage = 'DONE'", ""],
    [
      "device_know",
      "the old secret goes on",
      "UPDATE known_device SET token_hash = device WHERE token_hash = old_device AND last_used_at > app_now() - interval '1 year';",
      "",
    ],
    ["device_mark", "whoever came first", "ORDER BY d.last_used_at DESC", "ORDER BY d.last_used_at"],
  ] as const
).map(([name, what, find, replace]) => ({
  kind: "session",
  base: "seeded",
  suite: ["tests/auth/entry.test.ts"],
  in: name,
  name: `entry: ${what}`,
  find,
  replace,
}));

const tries: Clause[] = (
  [
    ["attempt_take", "as many as come at once", " ORDER BY a.scope, a.key FOR UPDATE", " ORDER BY a.scope, a.key"],
    ["attempt_take", "pauses of one length", "least(n.locks + 1, cardinality(n.pauses))", "1"],
    [
      "attempt_take",
      "pauses that nobody forgets",
      "CASE WHEN b.tried_at < app_now() - interval '1 day' THEN 0 ELSE b.locks END",
      "b.locks",
    ],
    ["attempt_rule", "six of a person", "WHEN 'code' THEN 50 ELSE 5 END", "WHEN 'code' THEN 50 ELSE 6 END"],
    [
      "attempt_give_back",
      "nobody begins anew",
      "DELETE FROM attempt a WHERE was_right AND",
      "DELETE FROM attempt a WHERE false AND",
    ],
    [
      "attempt_give_back",
      "everybody begins anew",
      "DELETE FROM attempt a WHERE was_right AND",
      "DELETE FROM attempt a WHERE",
    ],
    ["recovery_match", "to any mail", " AND lower(u.email) = lower(mail)", ""],
    [
      "recovery_match",
      "of any company",
      "\n                    AND c.status = 'ACTIVE' AND tax_digits IN (",
      "\n                    AND c.status = 'ACTIVE' AND '' NOT IN (",
    ],
    ["recovery_match", "of an inactive person", " AND u.status = 'ACTIVE'", ""],
    ["recovery_match", "of a membership that ended", " AND m.status = 'ACTIVE'", ""],
    ["recovery_match", "of a suspended company", "AND c.status = 'ACTIVE' AND tax_digits", "AND tax_digits"],
  ] as const
).map(([name, what, find, replace]) => ({
  kind: "tries",
  base: "seeded",
  suite: [name === "recovery_match" ? "tests/auth/recovery.test.ts" : "tests/auth/attempts.test.ts"],
  in: name,
  name: `entry: ${what}`,
  find,
  replace,
}));

const askedTwice: Clause[] = [
  {
    kind: "session",
    base: "seeded",
    suite: ["tests/auth/entry.test.ts"],
    in: "login_find",
    name: "entry: a clave lent too long ago",
    find: " AND p.expires_at > app_now()",
    replace: "",
    survives: "session_open() asks for its time again when it uses it",
  },
  {
    kind: "session",
    base: "seeded",
    suite: ["tests/auth/entry.test.ts"],
    in: "login_find",
    name: "entry: a clave lent and taken back",
    find: " AND p.voided_at IS NULL",
    replace: "",
    survives: "session_open() asks again when it uses it",
  },
  {
    kind: "session",
    base: "seeded",
    suite: ["tests/auth/entry.test.ts"],
    in: "login_find",
    name: "entry: who is out everywhere",
    find: " AND m.status = 'ACTIVE')",
    replace: ")",
    survives: "session_open() asks again when it opens",
  },
];

/** Whoever is put out while they come in. */
const leaving: Clause[] = (["session_open", "temporary_issue"] as const).map((name) => ({
  kind: "session",
  base: "seeded",
  suite: ["tests/brokers/races.test.ts"],
  in: name,
  name: "entry: who left meanwhile",
  find: " OR NOT EXISTS (SELECT 1 FROM membership m WHERE m.user_id = for_user AND m.status = 'ACTIVE')",
  replace: "",
}));

export const entryClauses: readonly Clause[] = [...entry, ...tries, ...askedTwice, ...leaving];

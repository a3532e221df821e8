import { copied } from "@/tests/database/alone";
import type { CheckCase } from "@/tests/database/check-cases";
import type { TriggerCase } from "@/tests/database/trigger-case";

// What a file of a team and its rows refuse.

const text = (value: string) => `'${value}'::text`;
const each = (column: string, ...values: string[]): CheckCase => ({ to: values.map((value) => ({ [column]: value })) });
const hash = (column: string) =>
  each(column, text("0".repeat(63)), text("0".repeat(65)), text("A".repeat(64)), `'g' || repeat('0', 63)`);

export const teamFileChecks: Readonly<Record<string, CheckCase>> = {
  "team_file team_file_digest": hash("digest"),
  "team_file team_file_name": each("file_name", text(""), "repeat('x', 256)"),
  "team_file team_file_sha256": hash("sha256"),
  "team_file team_file_times": {
    to: [
      { applied_at: "now()" },
      { status: text("APPLIED") },
      { status: text("WITHDRAWN") },
      { ended_at: "now()" },
      { ended_by: "1" },
      { status: text("UNDONE"), ended_at: "now()", ended_by: "1" },
      { status: text("WITHDRAWN"), ended_at: "now()" },
    ],
  },
  "team_file_row team_file_row_after": {
    to: [{ after: "NULL" }, { effect: text("SAME"), before: "NULL", version: "NULL" }],
  },
  "team_file_row team_file_row_faults": {
    to: [{ faults: "'[{}]'::jsonb" }, { effect: text("REFUSE"), after: "NULL", before: "NULL", version: "NULL" }],
  },
  "team_file_row team_file_row_known": {
    to: [{ before: "NULL", version: "NULL" }, { version: "NULL" }, { effect: text("CREATE") }],
  },
  "team_file_row team_file_row_line": each("line", "0", "1048577"),
};

const applied = "UPDATE team_file SET status = 'APPLIED', applied_at = now()";
const anew = { id: "gen_random_uuid()" };
/** A row of somebody of a broker, beside the one there is. */
const row = (changes: Record<string, string>) => copied("team_file_row", { line: "3", ...changes });
const another = (column: string, value: string) => [`UPDATE team_file_row SET ${column} = ${value}`];

export const teamFiles: TriggerCase[] = [
  {
    table: "team_file",
    trigger: "team_file_guard",
    on: "INSERT",
    says: "a file of a team begins as READY",
    tries: { applied: [copied("team_file", { ...anew, status: text("APPLIED"), applied_at: "now()" })] },
  },
  {
    table: "team_file",
    trigger: "team_file_guard",
    on: "UPDATE",
    says: "what a file of a team says does not change",
    tries: Object.fromEntries(
      Object.entries({
        tenant_id: "tenant_id + 100",
        id: "gen_random_uuid()",
        sent_by: "sent_by + 1",
        file_name: "'otro.xlsx'",
        sha256: "repeat('1', 64)",
        digest: "repeat('1', 64)",
        giver: `'{"role": "GERENCIAL"}'`,
        sent_at: "now()",
        expires_at: "now()",
      }).map(([column, value]) => [
        column,
        [`UPDATE team_file SET status = 'WITHDRAWN', ended_at = now(), ended_by = sent_by, ${column} = ${value}`],
      ]),
    ),
  },
  {
    table: "team_file",
    trigger: "team_file_guard",
    on: "UPDATE",
    says: "a file of a team does not go from % to %",
    tries: {
      again: [applied, applied],
      undone: ["UPDATE team_file SET status = 'UNDONE', applied_at = now(), ended_at = now(), ended_by = sent_by"],
      back: [applied, "UPDATE team_file SET status = 'READY', applied_at = NULL"],
      withdrawn: [
        applied,
        "UPDATE team_file SET status = 'WITHDRAWN', applied_at = NULL, ended_at = now(), ended_by = sent_by",
      ],
    },
  },
  {
    table: "team_file",
    trigger: "team_file_guard",
    on: "UPDATE",
    says: "a file of a team has its day",
    tries: {
      applied: [
        "ALTER TABLE team_file DISABLE TRIGGER team_file_guard",
        "UPDATE team_file SET expires_at = app_now() - interval '1 second'",
        "ALTER TABLE team_file ENABLE TRIGGER team_file_guard",
        applied,
      ],
      undone: [
        "UPDATE team_file SET status = 'APPLIED', applied_at = app_now() - interval '24 hours 1 second'",
        "UPDATE team_file SET status = 'UNDONE', ended_at = now(), ended_by = sent_by",
      ],
    },
  },
  {
    table: "team_file_row",
    trigger: "team_file_row_guard",
    on: "INSERT",
    says: "row % is of nobody as they are",
    tries: {
      nobody: [row({ membership_id: "0" })],
      "another version": [
        row({ membership_id: "(SELECT max(id) FROM membership WHERE role IS NOT NULL)", version: "999" }),
      ],
      "another tenant's": [row({ membership_id: "(SELECT max(id) FROM membership WHERE role IS NOT NULL)" })],
      "nobody of a team": [row({})],
    },
  },
  {
    table: "team_file_row",
    trigger: "team_file_row_guard",
    on: "INSERT",
    says: "a row is applied with its file",
    tries: {
      applied: [row({ effect: text("CREATE"), before: "NULL", version: "NULL", version_after: "1" })],
      made: [row({ effect: text("CREATE"), before: "NULL", version: "NULL", made: "true" })],
    },
  },
  {
    table: "team_file_row",
    trigger: "team_file_row_guard",
    on: "UPDATE",
    says: "what a row of a file says does not change",
    tries: {
      tenant: another("tenant_id", "tenant_id + 100"),
      file: another("file_id", "gen_random_uuid()"),
      line: another("line", "line + 1"),
      effect: another("effect", "'DISABLE'"),
      version: another("version", "version + 1"),
      before: another("before", `'{"sections": ["clientes"]}'`),
      after: another("after", `'{"sections": ["clientes"]}'`),
      faults: another("faults", "'[{}]'"),
    },
  },
  {
    table: "team_file_row",
    trigger: "team_file_row_guard",
    on: "UPDATE",
    says: "a row is about whom it was read of",
    tries: { somebody: another("membership_id", "membership_id + 1") },
  },
  {
    table: "team_file_row",
    trigger: "team_file_row_guard",
    on: "UPDATE",
    says: "a row is applied once, to somebody as they are",
    tries: {
      "another version": another("version_after", "999"),
      twice: [
        "UPDATE membership SET version = version + 1",
        "UPDATE team_file_row r SET version_after = (SELECT m.version FROM membership m WHERE m.id = r.membership_id)",
        "UPDATE membership SET version = version + 1",
        "UPDATE team_file_row r SET version_after = (SELECT m.version FROM membership m WHERE m.id = r.membership_id)",
      ],
    },
  },
];

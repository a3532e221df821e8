import type { CheckCase } from "@/tests/database/check-cases";

// What the checks of who belongs where, and as what, refuse.

const each = (column: string, ...values: string[]): CheckCase => ({ to: values.map((value) => ({ [column]: value })) });
const text = (value: string) => `'${value}'::text`;
const reason = (column: string) => each(column, text("1234"), "repeat('x', 501)");

export const membershipChecks: Readonly<Record<string, CheckCase>> = {
  "membership membership_of_one_kind": {
    to: [
      { profile_id: "NULL", role: "NULL" },
      { profile_id: "1", role: text("EJECUTIVO") },
    ],
  },
  "membership membership_sections": {
    of: "role = 'EJECUTIVO'",
    to: [
      { sections: "ARRAY['ventas']", downloads: "'{}'" },
      { role: "NULL", sections: "ARRAY['salud']", downloads: "'{}'" },
    ],
  },
  "membership membership_downloads": {
    of: "role = 'EJECUTIVO'",
    to: [
      { sections: "'{}'", downloads: "ARRAY['clientes']" },
      { sections: "ARRAY['salud']", downloads: "ARRAY['salud']" },
    ],
  },
  "membership membership_gerencial": {
    of: "role = 'GERENCIAL'",
    to: [{ sections: "ARRAY['salud']" }, { downloads: "'{}'" }],
  },
  "membership membership_first_name": each("first_name", text(""), text(" Ana"), "repeat('x', 61)"),
  "membership membership_last_name": each("last_name", text(""), text("Paz "), "repeat('x', 61)"),
  "membership membership_birth_date": each("birth_date", text("1899-12-31"), text("2100-01-02")),
  "membership membership_office_phone": each("office_phone", text("12345"), text("01 abc 1234")),
  "membership membership_extension": each("extension", text(""), text("12a"), text("1234567")),
  "membership membership_phone": each(
    "phone",
    text("12345"),
    text("+57 300 abc 1234"),
    text("300-1234567890123456789"),
  ),
  "membership membership_position": each("position", text("x"), "repeat('x', 81)"),
  "membership membership_status_reason": reason("status_reason"),
  "membership membership_version": each("version", "0"),
  "membership_ceiling membership_ceiling_service": each("service", text("Lotes.Carga"), text("lotes"), text("")),
  "team_departure team_departure_number": each("number", "0"),
  "team_departure team_departure_people": { to: [{ made_by: "membership_id" }, { heir_id: "membership_id" }] },
  "team_departure team_departure_counts": {
    to: ["sessions", "lent_keys", "tokens", "passkeys", "recovery_codes", "drafts", "withdrawn", "handed_over"].map(
      (count) => ({ [count]: "-1" }),
    ),
  },
  "team_departure team_departure_elsewhere": {
    to: ["sessions", "lent_keys", "tokens", "passkeys", "recovery_codes"].map((count) => ({
      elsewhere: "true",
      [count]: "1",
    })),
  },
};

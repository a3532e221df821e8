import { copied } from "@/tests/database/alone";
import type { CheckCase } from "@/tests/database/check-cases";
import type { TriggerCase } from "@/tests/database/trigger-case";

// What the guards of a broker's own house refuse: its branches, and the settings of whoever is in its team.

const each = (column: string, ...values: string[]): CheckCase => ({ to: values.map((value) => ({ [column]: value })) });
const text = (value: string) => `'${value}'::text`;

export const brokerHouseChecks: Readonly<Record<string, CheckCase>> = {
  "broker_branch broker_branch_address": each("address", "repeat('x', 121)", text(" Calle")),
  "broker_branch broker_branch_city": each("city", "repeat('x', 81)", text("Lima ")),
  "broker_branch broker_branch_code": each("code", text(""), text("lim"), text("-LIM"), "repeat('A', 21)"),
  "broker_branch broker_branch_name": each("name", text("x"), "repeat('x', 61)", text(" Lima")),
  "broker_branch broker_branch_phone": each("phone", text("12345"), text("01 abc 1234"), text("-5550100")),
  "broker_branch broker_branch_version": each("version", "0"),
  "membership membership_alerts": {
    of: "role = 'EJECUTIVO'",
    to: [{ alerts: "ARRAY['everything']" }, { role: "NULL", alerts: "ARRAY['added']" }],
  },
  "membership membership_download_format": each("download_format", text("pdf"), text("")),
};

const out = "(SELECT min(id) FROM membership WHERE standing <> 'ACTIVE')";

export const brokerHouseTriggers: readonly TriggerCase[] = [
  {
    table: "broker_branch",
    trigger: "broker_branch_guarded",
    on: "UPDATE",
    says: "a change of a branch is its next version",
    tries: {
      "the same": ["UPDATE broker_branch SET name = 'Otra'"],
      "one further": ["UPDATE broker_branch SET version = version + 2"],
      "one before": [
        "UPDATE broker_branch SET version = version + 1",
        "UPDATE broker_branch SET version = version - 1",
      ],
    },
  },
  ...(["INSERT", "UPDATE"] as const).map((on) => ({
    table: "broker_branch",
    trigger: "broker_branch_guarded",
    on,
    says: 'whoever answers for a branch is active: violates "broker_branch_responsible_active"',
    tries: {
      "somebody who is out":
        on === "INSERT"
          ? [copied("broker_branch", { code: "'OTRA'::text", name: "'Otra'::text", responsible: out })]
          : [`UPDATE broker_branch SET version = version + 1, responsible = ${out}`],
    },
  })),
];

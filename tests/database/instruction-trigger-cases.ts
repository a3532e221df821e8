import { changing, type TriggerCase } from "@/tests/database/trigger-case";

// What an instruction asks, and how it and a card's state move.

const row = "(SELECT min(id) FROM instruction WHERE kind = 'BALANCE')";
const ended = "(SELECT min(id) FROM instruction WHERE kind = 'REPLACE')";
const card = "(SELECT min(id) FROM card WHERE status = 'ACTIVE')";

export const instructionCases: TriggerCase[] = [
  {
    table: "instruction",
    trigger: "instruction_guard",
    on: "UPDATE",
    says: "what instruction % asks does not change",
    tries: changing("instruction", row, {
      tenant_id: "0",
      product_id: "0",
      kind: "'BLOCK'",
      number: "'CM-2020-999999'",
      key: "gen_random_uuid()",
      item: "2",
      requested_by: "0",
      confirmation_id: "gen_random_uuid()",
      card_id: "0",
      account: "'1'",
      cents: "1",
      description: "'x'",
      reason: "'LOST'",
      requested_at: "requested_at - interval '1 day'",
      fence: "-1",
    }),
  },
  {
    table: "instruction",
    trigger: "instruction_guard",
    on: "UPDATE",
    says: "instruction % is ended",
    tries: changing("instruction", ended, { status: "'UNKNOWN'", outside: "'x'", told_cents: "1" }),
  },
  {
    table: "instruction",
    trigger: "instruction_guard",
    on: "UPDATE",
    says: "instruction % does not go from % to %",
    tries: {
      done: [`UPDATE instruction SET status = 'DONE' WHERE id = ${row}`],
      refused: [`UPDATE instruction SET status = 'REFUSED' WHERE id = ${row}`],
      unknown: [`UPDATE instruction SET status = 'UNKNOWN' WHERE id = ${row}`],
      back: [
        `UPDATE instruction SET status = 'SENT' WHERE id = ${row}`,
        `UPDATE instruction SET status = 'REQUESTED' WHERE id = ${row}`,
      ],
    },
  },
  {
    table: "card",
    trigger: "card_guard",
    on: "UPDATE",
    says: "card % does not go from % to %",
    tries: {
      requested: [`UPDATE card SET status = 'REQUESTED' WHERE id = ${card}`],
      back: [
        `UPDATE card SET status = 'REPLACED' WHERE id = ${card}`,
        "UPDATE card SET status = 'ACTIVE' WHERE status = 'REPLACED'",
      ],
      cancelled: [
        `UPDATE card SET status = 'CANCELLED' WHERE id = ${card}`,
        "UPDATE card SET status = 'BLOCKED' WHERE status = 'CANCELLED'",
      ],
    },
  },
];

import { beforeAll, expect, test } from "vitest";
import { demonstration } from "@/tests/support/make";
import { attempt, connected, functionsOf, tenantOf } from "@/tests/support/roles";

// Which functions only the portal calls, and which only the worker.

let e1: number;

beforeAll(async () => {
  await demonstration();
  e1 = await connected("owner", (client) => tenantOf(client, "E1"));
});

test("the doors of the login and of the search are the portal's, those of the trail and of due work the worker's", async () => {
  const [web, worker] = [await functionsOf("app_web"), await functionsOf("app_worker")];
  const only = (own: string[], other: string[]) =>
    own.filter((name) => !other.includes(name)).map((name) => name.replace(/\(.*/, ""));
  expect(only(web, worker)).toEqual([
    "access_holders",
    "access_holders_count",
    "access_person",
    "administrators",
    "audit_own",
    "bank_reference_holder",
    "departure_facts",
    "desk_health",
    "device_know",
    "device_mark",
    "doubts",
    "enter",
    "enter_broker",
    "enter_operator",
    "enter_stage",
    "event_seal",
    "instruct",
    "instruction_in_doubt",
    "invitation_mail",
    "invoice_orders",
    "is_administered",
    "is_member",
    "list_people",
    "login_find",
    "login_refused",
    "mail_is_late",
    "message_writers",
    "operation_figures",
    "operator_name",
    "order_fees",
    "own_accept_terms",
    "own_confirmed",
    "own_factor_news",
    "own_password_hash",
    "own_password_hashes",
    "own_password_set",
    "own_places",
    "own_preferences",
    "own_sessions",
    "own_sessions_close",
    "own_team_settings",
    "own_terms",
    "people_elsewhere",
    "people_facts",
    "person_contact",
    "person_invite",
    "person_left",
    "person_reset",
    "person_unlock",
    "profile_sessions",
    "recovery_ask",
    "search_batches",
    "search_cards",
    "search_orders",
    "session_close",
    "session_open",
    "session_over",
    "session_renew",
    "session_standing",
    "session_touch",
    "stage_pass",
    "team_addable",
    "team_file_guard",
    "team_file_people",
    "team_file_row_guard",
    "team_file_unmake",
    "team_leave",
    "team_person",
    "team_picture",
    "token_ask",
    "token_block",
    "token_replace",
  ]);
  expect(only(worker, web)).toEqual([
    "audit_heads",
    "audit_seal_pending",
    "company_may_begin",
    "doubt_overtaken",
    "due_expired_batches",
    "due_lost_jobs",
    "due_stale_uploads",
    "invitation_of",
    "outside_note",
    "person_mail",
    "recovery_match",
    "reset_of",
    "sweep_drafts",
    "sweep_entry",
    "team_alert",
    "temporary_issue",
    "verify_is_due",
    "verify_note",
    "worker_beat",
    "worker_leave",
    "workers_on",
  ]);
  await connected("app_web", async (client) =>
    expect((await attempt(client, e1, "SELECT 1 FROM graphile_worker._private_jobs")).code).toBe("42501"),
  );
});

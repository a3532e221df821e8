import { beforeAll, describe, expect, test } from "vitest";
import { asOwner, demonstration } from "@/tests/support/make";
import { addressOf, attempt, connected, functionsOf, mayUse, tenantOf } from "@/tests/support/roles";

// What each process may do in the database, asked of the catalogue and tried.

const apps = ["app_web", "app_worker"] as const;
const appendOnly = [
  "ledger_entry",
  "transfer",
  "audit_event",
  "audit_seal",
  "batch_line",
  "batch_faulty_line",
  "batch_line_rejection",
  "batch_page",
  "order_document",
  "invoice_document",
  "master_movement",
  "gateway_answer",
  "payment_verdict",
  "page_verdict",
  "instruction_verdict",
] as const;
/** Rows of these are nobody's to read: they answer through functions only. */
const hidden = [
  "session",
  "audit_pending",
  "worker",
  "attempt",
  "terms_text",
  "terms_acceptance",
  "temporary_password",
  "password_history",
  "known_device",
  "verify_result",
  "outside_state",
] as const;

let e1: number;

beforeAll(async () => {
  await demonstration();
  e1 = await connected("owner", (client) => tenantOf(client, "E1"));
});

describe("roles", () => {
  test("the app roles own nothing, command nothing and belong to nothing but the worker to loader", async () => {
    const attributes = await asOwner<object>(`
      SELECT rolname AS role, rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication AS powers, rolbypassrls AS bypass, rolcanlogin AS login FROM pg_roles
       WHERE rolname IN ('app_web', 'app_worker', 'verify', 'loader') ORDER BY 1`);
    expect(attributes).toEqual([
      { role: "app_web", powers: false, bypass: false, login: true },
      { role: "app_worker", powers: false, bypass: false, login: true },
      { role: "loader", powers: false, bypass: true, login: false },
      { role: "verify", powers: false, bypass: true, login: true },
    ]);
    const owned = await asOwner<object>(`
      SELECT o.refobjid::regrole::text AS role, o.classid::regclass::text AS what, o.objid FROM pg_shdepend o
       WHERE o.deptype = 'o' AND o.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()))
         AND o.refclassid = 'pg_authid'::regclass AND o.refobjid IN (SELECT oid FROM pg_roles WHERE rolname IN ('app_web', 'app_worker', 'verify', 'loader'))`);
    expect(owned).toEqual([]);
    const members = await asOwner<object>(`
      SELECT m.member::regrole::text AS member, m.roleid::regrole::text AS of, m.inherit_option AS inherits, m.admin_option AS admin FROM pg_auth_members m
       WHERE m.member IN (SELECT oid FROM pg_roles WHERE rolname IN ('app_web', 'app_worker', 'verify', 'loader'))`);
    expect(members).toEqual([{ member: "app_worker", of: "loader", inherits: false, admin: false }]);
  });

  test("nobody makes tables or functions in the schema, and PUBLIC may do nothing there", async () => {
    const [row] = await asOwner<Record<string, unknown>>(`
      SELECT ARRAY(SELECT r FROM unnest(ARRAY['app_web', 'app_worker', 'verify', 'loader']) r WHERE has_schema_privilege(r, 'public', 'CREATE')) AS makers,
             (SELECT count(*)::int FROM pg_class c, aclexplode(c.relacl) a WHERE c.relnamespace = 'public'::regnamespace AND a.grantee = 0) AS tables,
             ARRAY(SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace
                      AND (p.proacl IS NULL OR EXISTS (SELECT 1 FROM aclexplode(p.proacl) a WHERE a.grantee = 0))) AS functions`);
    expect(row).toEqual({ makers: [], tables: 0, functions: [] });
  });

  test("histories are read and added to, never changed: no UPDATE, DELETE or TRUNCATE for any role", async () => {
    await connected("owner", async (client) => {
      for (const table of appendOnly) {
        for (const role of [...apps, "verify", "loader"]) {
          for (const right of ["UPDATE", "DELETE", "TRUNCATE"])
            expect([role, right, table, await mayUse(client, role, table, right)]).toEqual([role, right, table, false]);
        }
      }
    });
    for (const role of apps) {
      await connected(role, async (client) => {
        for (const table of appendOnly) {
          for (const statement of [
            `UPDATE ${table} SET tenant_id = tenant_id`,
            `DELETE FROM ${table}`,
            `TRUNCATE ${table}`,
          ]) {
            expect([statement, (await attempt(client, e1, statement)).code]).toEqual([statement, "42501"]);
          }
        }
      });
    }
  });

  test("outside the upload's chunks, what a company has contracted, a person's drafts, kept pages and second factor, profiles and what people may do, and the requests for cards no app role deletes anything, and none truncates", async () => {
    const found = await asOwner<{ what: string }>(`
      SELECT r || ' ' || p || ' ' || c.relname AS what FROM pg_class c, unnest(ARRAY['app_web', 'app_worker', 'verify', 'loader']) r,
             unnest(ARRAY['DELETE', 'TRUNCATE', 'TRIGGER', 'REFERENCES', 'MAINTAIN']) p
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND has_table_privilege(r, c.oid, p) ORDER BY 1`);
    expect(found.map((row) => row.what)).toEqual([
      "app_web DELETE bank_account",
      "app_web DELETE contracted_service",
      "app_web DELETE draft",
      "app_web DELETE kept_page",
      "app_web DELETE membership_ceiling",
      "app_web DELETE membership_product",
      "app_web DELETE own_name",
      "app_web DELETE passkey",
      "app_web DELETE passkey_challenge",
      "app_web DELETE profile",
      "app_web DELETE profile_permission",
      "app_web DELETE recovery_code",
      "app_web DELETE totp",
      "app_web DELETE totp_step",
      "app_web DELETE upload_chunk",
      "app_worker DELETE card_request",
      "app_worker DELETE upload_chunk",
    ]);
  });

  test("what each writes, column by column where not all of them", async () => {
    const both = [
      "INSERT audit_event",
      "INSERT batch",
      "INSERT confirmation",
      "INSERT counter",
      "INSERT payment",
      "INSERT service_order",
      "INSERT signature",
      "INSERT upload",
      "INSERT upload_chunk",
      `UPDATE batch (bank_account, commission_cents, confirmed_at, confirmed_by, content_hash, digest, end_reason, ended_at, ended_by,
        fault_count, fence, line_count, lines_hash, lines_read, order_id, order_total_cents, sample_names, signatures_required, status,
        tax_cents, total_cents, version, warning_count, warnings_reason)`.replace(/\s+/g, " "),
      "UPDATE confirmation (tries, used_at, voided_at)",
      "UPDATE counter",
      "UPDATE service_order (annul_reason, failure, fence, finished_at, paid_at, status)",
      "UPDATE signature (void_reason, voided_at)",
      "UPDATE upload (encoding, received, sha256, status)",
    ];
    const jobs = [
      "INSERT account (card_id, kind, product_id, tenant_id)",
      "INSERT bank_balance",
      "INSERT bank_movement",
      "INSERT batch_fault",
      "INSERT batch_faulty_line",
      "INSERT batch_line_rejection",
      "INSERT batch_page",
      "INSERT card",
      "INSERT card_request",
      "INSERT gateway_answer",
      "INSERT invoice_document",
      "INSERT ledger_entry",
      "INSERT order_document",
      "INSERT transfer",
      "UPDATE card (status)",
      "UPDATE instruction (arrives_until, failure, fence, outside, replaced_by, resolved_at, sent_at, status, told_cents, told_state)",
      "UPDATE payment (arrives_until, bank_reference, reason, resolved_at, sent_at, status)",
      "UPDATE bank_balance (answered_at, available_cents, currency, current_cents, failed_at, failure, held_cents, kind)",
    ];
    const own = [
      "INSERT draft",
      "INSERT kept_page",
      "INSERT news_seen",
      "INSERT passkey (counter, credential_id, name, public_key, transports, user_id)",
      "INSERT passkey_challenge (challenge, digest, expires_at, purpose, user_id)",
      "INSERT recovery_code (hash, mark, user_id)",
      "INSERT totp (begun_in, secret, user_id)",
      "INSERT totp_step (step, user_id)",
      "UPDATE passkey (counter, last_used_at, name)",
      "UPDATE recovery_code (used_at)",
      "UPDATE totp (begun_in, confirmed_at, last_used_at)",
      "INSERT personal_mark",
      "UPDATE draft (session_id, typed, updated_at)",
      "UPDATE kept_page (starred_at, title, visited_at)",
      "UPDATE news_seen (seen_until)",
      "UPDATE personal_mark (image, phrase)",
    ];
    const desk = [
      "INSERT bank_account",
      "INSERT broker",
      "INSERT company (bank_account, country, maker_may_sign, signatures_required, tax_id, tenant_id, time_zone)",
      "INSERT contracted_service",
      "INSERT instruction_verdict (bank_reference, change_id, done, instruction_id, tenant_id)",
      "INSERT invoice_file (bytes, file_name, id, sent_by, sha256, tenant_id)",
      "INSERT membership (all_products, birth_date, ceiling_all, downloads, extension, first_name, last_name, office_phone, phone, position, profile_id, role, sections, tenant_id, user_id)",
      "INSERT membership_ceiling",
      "INSERT membership_product",
      "INSERT message (body, membership_id, subject, tenant_id)",
      "INSERT order_invoice",
      "INSERT page_verdict (batch_id, change_id, done, page, tenant_id)",
      "INSERT parameter",
      "INSERT payment_verdict (bank_reference, change_id, debited, payment_id, tenant_id)",
      "INSERT pending_change (after, before, digest, kind, proposed_by, reason, subject, tenant_id)",
      "INSERT product (amount_max_cents, amount_min_cents, batch_types, card_max_cents, code, currency, day_max_cents, file_bytes_max, kind, lines_max, name, tenant_id)",
      "INSERT product_fee",
      "INSERT profile (description, name, status, tenant_id)",
      "INSERT profile_permission (permission, profile_id, service, tenant_id)",
      "INSERT tenant (code, kind, name)",
      "UPDATE broker (status, suspend_reason, suspended_at, tax_id, time_zone)",
      "UPDATE company (bank_account, maker_may_sign, signatures_required, status, suspend_reason, suspended_at, tax_id, time_zone)",
      "UPDATE invoice_file (applied_at)",
      "UPDATE membership (all_products, birth_date, ceiling_all, downloads, extension, first_name, last_name, office_phone, phone, position, profile_id, role, sections, status, status_at, status_reason, version)",
      "UPDATE message (answer, answered_at, answered_by)",
      "UPDATE order_invoice (given_at, given_by, number)",
      "UPDATE parameter (changed_at, value)",
      "UPDATE pending_change (answer, decided_at, decided_by, status)",
      "UPDATE product (amount_max_cents, amount_min_cents, batch_types, card_max_cents, day_max_cents, file_bytes_max, lines_max, name, status)",
      "UPDATE product_fee (basis_points, fixed_cents, tax_basis_points)",
      "UPDATE profile (description, name, status, updated_at, version)",
      "UPDATE tenant (name)",
    ];
    const registers = [
      "INSERT bank_balance (account, asked_at, tenant_id)",
      "UPDATE bank_balance (asked_at)",
      "INSERT affiliate (changed_at, document, name, tenant_id)",
      "INSERT branch (changed_at, code, name, tenant_id)",
      "INSERT broker_branch (address, city, code, name, phone, responsible, tenant_id)",
      "UPDATE broker_branch (address, changed_at, city, name, phone, responsible, status, version)",
      "INSERT company_contact",
      "INSERT company_phone",
      "INSERT company_version (address, changed_at, changed_by, city, mail, tenant_id, version, website)",
      "INSERT own_name (changed_at, kind, name, subject, tenant_id)",
      "UPDATE affiliate (changed_at, name, status, version)",
      "UPDATE branch (changed_at, name, status, version)",
      "UPDATE own_name (changed_at, name)",
    ];
    const teams = [
      "INSERT team_file (digest, file_name, giver, id, sent_by, sha256, tenant_id)",
      "INSERT team_file_row (after, before, cells, effect, faults, file_id, line, membership_id, person_name, tenant_id, username, version)",
      "UPDATE team_file (applied_at, ended_at, ended_by, status)",
      "UPDATE team_file_row (made, membership_id, username, version_after)",
    ];
    const proven = both.map((right) => right.replace("confirmation (", "confirmation (method, "));
    expect(await writesOf("app_web")).toEqual([...proven, ...own, ...desk, ...registers, ...teams].sort());
    const told = both.map((right) =>
      right
        .replace("confirmation (", "confirmation (mail_failed_at, mail_tries, mailed_at, ")
        .replace("UPDATE batch (", "UPDATE batch (arrives_until, "),
    );
    expect(await writesOf("app_worker")).toEqual([...told, ...jobs].sort());
  });

  test("every guard and every function that runs as the owner names where it looks for its tables", async () => {
    const loose = await asOwner<{ name: string }>(`
      SELECT oid::regprocedure::text AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace
         AND (prosecdef OR prorettype = 'trigger'::regtype) AND NOT coalesce('search_path=public, pg_temp' = ANY (proconfig), false) ORDER BY 1`);
    // It looks at no table.
    expect(loose).toEqual([{ name: "refuse_change()" }]);
  });

  test.each(apps)("%s reads no session, clave, queue or worker directly", async (role) => {
    await connected(role, async (client) => {
      for (const table of hidden)
        expect([table, (await attempt(client, e1, `SELECT 1 FROM ${table}`)).code]).toEqual([table, "42501"]);
      expect((await attempt(client, e1, "SELECT password_hash FROM app_user")).code).toBe("42501");
      expect((await attempt(client, e1, "SELECT * FROM app_user")).code).toBe("42501");
      expect((await attempt(client, e1, "SELECT username FROM app_user")).code).toBe("ok");
    });
  });

  test("only the worker becomes loader, and loader can do one thing: add lines", async () => {
    await connected("app_web", async (client) =>
      expect((await attempt(client, e1, "SET ROLE loader")).code).toBe("42501"),
    );
    await connected("verify", async (client) =>
      expect((await attempt(client, e1, "SET ROLE loader")).code).toBe("42501"),
    );
    await connected("app_worker", async (client) => {
      for (const role of ["app_web", "verify", new URL(addressOf("owner")).username]) {
        expect((await attempt(client, e1, `SET ROLE ${role}`)).code).toBe("42501");
      }
      const line = "INSERT INTO batch_line (tenant_id, batch_id, line, rest) VALUES (1, 1, 1, 'x')";
      expect((await attempt(client, e1, line)).code).toBe("42501");
      expect((await attempt(client, e1, "SET LOCAL ROLE loader", line)).code).toBe("ok");
      expect((await attempt(client, e1, "SET LOCAL ROLE loader", "SELECT 1 FROM batch_line")).code).toBe("42501");
      expect((await attempt(client, e1, "SET LOCAL ROLE loader", "SELECT 1 FROM batch")).code).toBe("42501");
    });
    expect(await rightsOf("loader")).toEqual(["INSERT batch_line"]);
    expect(await functionsOf("loader")).toEqual(["app_clock()", "app_now()"]);
  });

  test("verify reads every table and writes none, and calls nothing that writes but the note of its own result", async () => {
    const tablesThere = await asOwner<{ name: string }>(
      "SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1",
    );
    expect(await rightsOf("verify")).toEqual(tablesThere.map(({ name }) => `SELECT ${name}`));
    expect(await functionsOf("verify")).toEqual([
      "app_clock()",
      "app_now()",
      "audit_link(text,bigint,audit_event)",
      "batch_lines_hash(bigint)",
      "instruction_permission(instruction_kind)",
      "line_fields(batch_type,batch_line)",
      "verify_note(text,integer,text[],integer)",
    ]);
    await connected("verify", async (client) => {
      for (const { name } of tablesThere) {
        for (const statement of [
          `INSERT INTO ${name} DEFAULT VALUES`,
          `DELETE FROM ${name}`,
          `LOCK TABLE ${name} IN ACCESS EXCLUSIVE MODE`,
        ]) {
          expect([statement, (await attempt(client, e1, statement)).code]).toEqual([statement, "42501"]);
        }
      }
    });
  });
});

async function rightsOf(role: string): Promise<string[]> {
  const rows = await asOwner<{ right: string }>(
    `SELECT p || ' ' || c.relname AS "right" FROM pg_class c, unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'REFERENCES']) p
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND has_any_column_privilege($1, c.oid, p)
     UNION ALL SELECT p || ' ' || c.relname FROM pg_class c, unnest(ARRAY['DELETE', 'TRUNCATE', 'TRIGGER', 'MAINTAIN']) p
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND has_table_privilege($1, c.oid, p) ORDER BY 1`,
    [role],
  );
  return rows.map((row) => row.right);
}

/** Rights to write: whole tables, or `table (columns)`. */
async function writesOf(role: string): Promise<string[]> {
  const rows = await asOwner<{ right: string }>(
    `SELECT p || ' ' || c.relname || CASE WHEN has_table_privilege($1, c.oid, p) THEN '' ELSE ' (' || (
              SELECT string_agg(a.attname, ', ' ORDER BY a.attname) FROM pg_attribute a
               WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND has_column_privilege($1, c.oid, a.attnum, p)) || ')' END AS "right"
       FROM pg_class c, unnest(ARRAY['INSERT', 'UPDATE']) p
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND has_any_column_privilege($1, c.oid, p) ORDER BY 1`,
    [role],
  );
  return rows.map((row) => row.right);
}

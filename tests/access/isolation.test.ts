import type pg from "pg";
import { beforeAll, describe, expect, test } from "vitest";
import { asOwner } from "@/tests/support/make";
import { attempt, columnsFor, connected, mayUse, tenantOf } from "@/tests/support/roles";
import { everyTableFilled } from "@/tests/support/rows";

// Everything here is asked of the catalogue: a table added tomorrow is tried like the others, or fails for want of rows.

const apps = ["app_web", "app_worker"] as const;
/** What only the operator's desk writes, and what it never reads. */
const registry = ["bank_account", "broker", "company", "contracted_service", "product", "product_fee"];
const unseen = [
  "account",
  "bank_balance",
  "bank_movement",
  "batch_fault",
  "batch_faulty_line",
  "batch_line",
  "batch_line_rejection",
  "card",
  "card_request",
  "instruction",
  "invoice_document",
  "ledger_entry",
  "master_movement",
  "order_document",
  "team_file",
  "team_file_row",
  "transfer",
  "upload_chunk",
];
/** Carries tenant_id for the sealer alone. */
const queue = "audit_pending";

let e1: number;
let e2: number;
let tables: string[];

const tenantTables = `
  SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND a.attname = 'tenant_id' ORDER BY 1`;

beforeAll(async () => {
  await everyTableFilled();
  await connected("owner", async (client) => {
    e1 = await tenantOf(client, "E1");
    e2 = await tenantOf(client, "E2");
  });
  tables = (await asOwner<{ name: string }>(tenantTables)).map((row) => row.name).filter((name) => name !== queue);
});

const countsBy = async (client: pg.Client, table: string): Promise<Map<number, number>> => {
  const { rows } = await client.query<{ tenant_id: number; n: string }>(
    `SELECT tenant_id, count(*) AS n FROM ${table} GROUP BY 1`,
  );
  return new Map(rows.map((row) => [row.tenant_id, Number(row.n)]));
};

/** What says who may do what: written by rules of its own (granting.test.ts). */
const granting = ["membership", "membership_ceiling", "membership_product", "profile", "profile_permission"];

describe("rows of a tenant", () => {
  test("every table with tenant_id: NOT NULL, row-level security forced, policies for the app roles only and on that column", async () => {
    const rows = await asOwner<{ name: string; wrong: boolean; policies: string[] }>(`
      SELECT t.name, NOT (c.relrowsecurity AND c.relforcerowsecurity AND a.attnotnull) AS wrong,
             ARRAY(SELECT coalesce(p.qual, '') || ' / ' || coalesce(p.with_check, '') || ' / ' || p.cmd || ' / ' || p.permissive FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = t.name) AS policies
        FROM (${tenantTables}) t JOIN pg_class c ON c.relname = t.name AND c.relnamespace = 'public'::regnamespace
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'`);
    expect(rows.length).toBeGreaterThan(25);
    expect(rows.filter((row) => row.wrong)).toEqual([]);
    const own = "(tenant_id = (NULLIF(current_setting('app.tenant'::text, true), ''::text))::integer)";
    const odd = rows
      .map(({ name, policies }) => ({ name, policies: policies.filter((policy) => !policy.includes("is_operator()")) }))
      .filter((row) => row.policies.join() !== `${own} / ${own} / ALL / PERMISSIVE`)
      .map((row) => row.name);
    // The queue has none: no app role ever sees it. A membership answers to its person as well (its own test below).
    expect(odd).toEqual([queue, "membership"]);
    const roles = await asOwner<{ roles: string }>(
      "SELECT DISTINCT roles::text FROM pg_policies WHERE schemaname = 'public' AND concat(qual, with_check) NOT LIKE '%is_operator()%'",
    );
    expect(roles).toEqual([{ roles: "{app_web,app_worker}" }]);
  });

  test("the operator's desk has its policies, of the web's role alone", async () => {
    const rows = await asOwner<{ policy: string; tables: string[] }>(
      `
      SELECT concat_ws(' ', permissive, cmd, roles::text, qual, with_check) AS policy, array_agg(tablename::text ORDER BY tablename) AS tables
        FROM pg_policies WHERE schemaname = 'public' AND concat(qual, with_check) LIKE '%is_operator()%' AND tablename <> ALL ($1) GROUP BY 1 ORDER BY 1`,
      [granting],
    );
    const said = Object.fromEntries(rows.map(({ policy, tables: of }) => [policy.replace(/\s+/g, " "), of]));
    const writer =
      "(membership_id IN ( SELECT m.id FROM membership m WHERE (m.user_id = (NULLIF(current_setting('app.user'::text, true), ''::text))::integer)))";
    const own = "(NULLIF(current_setting('app.user'::text, true), ''::text))::integer";
    const writes = [...registry, ...["invoice_file", "order_invoice", "pending_change"]].sort();
    expect(said).toEqual({
      "PERMISSIVE ALL {app_web} is_operator() (is_operator() AND (kind <> 'PLATFORM'::tenant_kind))": ["tenant"],
      "PERMISSIVE ALL {app_web} is_operator() is_operator()": ["parameter"],
      "PERMISSIVE SELECT {app_web} (is_operator() AND (status = 'IN_VERIFICATION'::order_status))": ["service_order"],
      "PERMISSIVE SELECT {app_web} (is_operator() AND (status = 'UNKNOWN'::payment_status))": ["payment"],
      "PERMISSIVE SELECT {app_web} is_operator()": [
        "broker",
        "company",
        "message",
        "order_invoice",
        "pending_change",
        "product",
      ],
      "RESTRICTIVE ALL {app_web} (NOT is_operator())": unseen,
      "RESTRICTIVE DELETE {app_web} is_operator()": ["bank_account", "contracted_service"],
      [`RESTRICTIVE INSERT {app_web} (is_operator() AND (proposed_by = ${own}))`]: ["pending_change"],
      [`RESTRICTIVE UPDATE {app_web} is_operator() (is_operator() AND (COALESCE(decided_by, proposed_by) = ${own}))`]: [
        "pending_change",
      ],
      "RESTRICTIVE DELETE {app_web} (NOT is_operator())": ["own_name"],
      "RESTRICTIVE INSERT {app_web} ((NOT is_operator()) AND (serves_company() OR administers_team()))": [
        "company_contact",
        "company_phone",
        "company_version",
      ],
      "RESTRICTIVE INSERT {app_web} ((NOT is_operator()) AND administers_team())": ["broker_branch"],
      "RESTRICTIVE UPDATE {app_web} ((NOT is_operator()) AND administers_team()) ((NOT is_operator()) AND administers_team())":
        ["broker_branch"],
      "RESTRICTIVE UPDATE {app_web} (NOT is_operator()) (NOT is_operator())": ["affiliate", "branch", "own_name"],
      "RESTRICTIVE INSERT {app_web} (NOT is_operator())": [
        "affiliate",
        "batch",
        "branch",
        "confirmation",
        "own_name",
        "payment",
        "service_order",
        "signature",
        "upload",
      ],
      "RESTRICTIVE INSERT {app_web} is_operator()": [
        ...writes,
        "instruction_verdict",
        "page_verdict",
        "payment_verdict",
      ].sort(),
      [`RESTRICTIVE INSERT {app_web} ((NOT is_operator()) AND ${writer})`]: ["message"],
      "RESTRICTIVE UPDATE {app_web} is_operator()": [...writes, "message"].sort(),
    });
  });

  test("both companies have rows in every one of them: what follows says something", async () => {
    await connected("owner", async (client) => {
      for (const table of tables) {
        const counts = await countsBy(client, table);
        expect([table, counts.has(e1), counts.has(e2)]).toEqual([table, true, true]);
      }
    });
  });

  test.each(apps)("%s sees no row without a tenant, and only the tenant's own with one", async (role) => {
    const seen: string[] = [];
    await connected("owner", (owner) =>
      connected(role, async (client) => {
        for (const table of tables) {
          if (!(await mayUse(owner, role, table, "SELECT"))) continue;
          seen.push(table);
          const count = `SELECT tenant_id, count(*)::int AS n FROM ${table} GROUP BY 1`;
          expect([table, (await attempt(client, null, count)).rows]).toEqual([table, []]);
          const all = await countsBy(owner, table);
          expect([table, (await attempt(client, e1, count)).rows]).toEqual([
            table,
            [{ tenant_id: e1, n: all.get(e1) }],
          ]);
          expect([table, (await attempt(client, e2, count)).rows]).toEqual([
            table,
            [{ tenant_id: e2, n: all.get(e2) }],
          ]);
        }
      }),
    );
    expect(tables.filter((table) => !seen.includes(table))).toEqual([
      "audit_seal",
      ...(role === "app_worker" ? ["team_file", "team_file_row"] : []),
    ]);
  });

  test.each(apps)("%s in E1 writes no row of E2: not a new one, not over one, not away", async (role) => {
    const tried = { insert: 0, update: 0, delete: 0 };
    await connected("owner", (owner) =>
      connected(role, async (client) => {
        // Only the policy is on trial: the guards of lots, orders and signatures would refuse some of it before.
        for (const table of tables) await owner.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
        for (const table of tables) {
          const { rows } = await owner.query<{ row: object }>(
            `SELECT to_jsonb(t) AS row FROM ${table} t WHERE tenant_id = $1 LIMIT 1`,
            [e2],
          );
          const insertable = (await columnsFor(owner, role, table, "INSERT")).join(", ");
          if (insertable !== "") {
            tried.insert += 1;
            const copy = `INSERT INTO ${table} (${insertable}) OVERRIDING SYSTEM VALUE SELECT ${insertable} FROM jsonb_populate_record(NULL::${table}, $1)`;
            const { code, message } = await attempt(client, e1, [copy, [rows[0]?.row]]);
            expect([table, code, message]).toEqual([
              table,
              "42501",
              expect.stringMatching(
                new RegExp(`^new row violates row-level security policy( "\\w+")? for table "${table}"$`),
              ),
            ]);
          }
          const [column] = await columnsFor(owner, role, table, "UPDATE");
          if (column !== undefined) {
            tried.update += 1;
            const over = await attempt(client, e1, `UPDATE ${table} SET ${column} = ${column} WHERE tenant_id = ${e2}`);
            expect([table, over.code, over.rowCount]).toEqual([table, "ok", 0]);
            const moved = await attempt(client, e1, `UPDATE ${table} SET tenant_id = ${e2}`);
            expect([table, moved.code]).toEqual([table, "42501"]);
          }
          if (await mayUse(owner, role, table, "DELETE")) {
            tried.delete += 1;
            const desk = registry.includes(table) ? "SELECT set_config('app.operator', 'on', true)" : "SELECT 1";
            const gone = await attempt(client, e1, desk, `DELETE FROM ${table}`);
            // Who may do what is taken away by a member alone, and never their own: granting.test.ts.
            const own = granting.includes(table) ? 0 : (await countsBy(owner, table)).get(e1);
            expect([table, gone.code, gone.rowCount]).toEqual([table, "ok", own]);
          }
        }
        for (const table of tables) await owner.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
      }),
    );
    expect(tried.insert).toBeGreaterThan(7);
    expect(tried.update).toBeGreaterThan(5);
    expect(tried.delete).toBe(role === "app_worker" ? 2 : 8);
  });

  test("a person sees the own memberships and companies, and in a company only the people who belong to it", async () => {
    const names = async (tenant: number | null, user: string | null, query: string) => {
      const id =
        user === null
          ? null
          : (await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = $1", [user]))[0]?.id;
      const { rows } = await connected("app_web", (client) =>
        attempt(
          client,
          tenant,
          ["SELECT set_config('app.user', $1, true)", [id === null || id === undefined ? "" : String(id)]],
          query,
        ),
      );
      return rows.map((row) => row.name);
    };
    const companies = "SELECT code AS name FROM tenant ORDER BY code";
    expect(await names(null, null, companies)).toEqual([]);
    expect(await names(null, "multi1", companies)).toEqual(["E1", "E2"]);
    expect(await names(null, "maker2", companies)).toEqual(["E2"]);
    expect(await names(e1, null, companies)).toEqual(["E1"]);
    const people = "SELECT username AS name FROM app_user ORDER BY username";
    expect(await names(null, null, people)).toEqual([]);
    expect(await names(null, "maker2", people)).toEqual(["maker2"]);
    expect(await names(e2, null, people)).toEqual(["adm2", "cm2", "firma9", "maker2", "multi1", "pagador9"]);
    expect(await names(null, "maker2", "SELECT id AS name FROM membership")).toHaveLength(1);
    expect(await names(e2, null, "SELECT id AS name FROM membership")).toHaveLength(6);
  });
});

describe("what points at what", () => {
  test("every foreign key between rows of tenants carries tenant_id on both sides", async () => {
    const keys = await asOwner<{ key: string; own: string[]; theirs: string[] }>(`
      SELECT con.conrelid::regclass || ' -> ' || con.confrelid::regclass || ' (' || con.conname || ')' AS key,
             ARRAY(SELECT a.attname::text FROM unnest(con.conkey) WITH ORDINALITY k (num, n) JOIN pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = k.num ORDER BY n) AS own,
             ARRAY(SELECT a.attname::text FROM unnest(con.confkey) WITH ORDINALITY k (num, n) JOIN pg_attribute a ON a.attrelid = con.confrelid AND a.attnum = k.num ORDER BY n) AS theirs
        FROM pg_constraint con JOIN (${tenantTables}) f ON f.name::regclass = con.conrelid
        JOIN (${tenantTables}) t ON t.name::regclass = con.confrelid WHERE con.contype = 'f'`);
    expect(keys.length).toBeGreaterThan(25);
    const plain = keys.filter(
      ({ own, theirs }) => !own.some((column, position) => column === "tenant_id" && theirs[position] === "tenant_id"),
    );
    expect(plain.map((row) => row.key)).toEqual([]);
  });

  test("every id that a tenant's row holds of another row is a foreign key, but those that say why not", async () => {
    const loose = await asOwner<{ column: string }>(`
      SELECT t.name || '.' || a.attname AS "column" FROM (${tenantTables}) t JOIN pg_attribute a ON a.attrelid = t.name::regclass AND a.attnum > 0 AND NOT a.attisdropped
       WHERE (a.attname LIKE '%\\_id' OR a.attname IN ('debit', 'credit', 'uploaded_by', 'confirmed_by', 'issued_by', 'requested_by', 'ended_by'))
         AND a.atttypid IN ('int'::regtype, 'bigint'::regtype, 'uuid'::regtype)
         AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conrelid = a.attrelid AND k.contype = 'f' AND a.attnum = ANY(k.conkey)) ORDER BY 1`);
    expect(loose.map((row) => row.column)).toEqual([
      // The sealer's queue: written by a trigger, emptied by a function.
      "audit_pending.event_id",
      "audit_pending.tenant_id",
      // Loaded by COPY; the loader and verify keep it true (decisions.md, Isolation).
      "batch_line.batch_id",
      "batch_line.tenant_id",
      // Written by the ledger's own trigger, from the account's row.
      "master_movement.account_id",
      // The ledger's trigger refuses what a key would (security.md 21).
      "transfer.credit",
      "transfer.debit",
      "transfer.entry_id",
      "transfer.tenant_id",
    ]);
  });
});

describe("jobs", () => {
  test.each(apps)("%s adds jobs only for the tenant it serves", async (role) => {
    await connected(role, async (client) => {
      const add = (tenant: unknown): [string, unknown[]] => [
        "SELECT job_add('print-order', $1, 'isolation', NULL, 1)",
        [JSON.stringify({ order: "1", tenant })],
      ];
      expect((await attempt(client, e1, add(e1))).code).toBe("ok");
      for (const tenant of [e2, null, undefined, "", [e1]])
        expect((await attempt(client, e1, add(tenant))).code).toBe("42501");
      expect((await attempt(client, null, add(e1))).code).toBe("42501");
    });
  });
});

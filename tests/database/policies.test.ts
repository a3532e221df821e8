import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { lockedTables, policies } from "@/tests/database/guard-list";
import { asOwner } from "@/tests/support/make";
import { addressOf, attempt, tenantOf } from "@/tests/support/roles";
import { everyTableFilled } from "@/tests/support/rows";

// Row-level security table by table, with every right granted to the role for the length of a transaction that is rolled back:
// what then still keeps another company's rows is the policy alone. Tables come from prisma/guards.txt.

const apps = ["app_web", "app_worker"] as const;
/** What each of these says of its own; the others say that tenant_id is the tenant being served. */
const secondFactor = ["totp", "totp_step", "recovery_code", "passkey", "passkey_challenge"];
const ofPerson = ["draft", "kept_page", "news_seen", "personal_mark", ...secondFactor];
const ofNobody = ["tenant", "parameter"];
const ownWay = ["app_user", "membership", "tenant", "parameter", ...ofPerson];

let owner: pg.Client;
let e1: number;
let e2: number;

beforeAll(async () => {
  await everyTableFilled();
  owner = new pg.Client({ connectionString: addressOf("owner") });
  await owner.connect();
  e1 = await tenantOf(owner, "E1");
  e2 = await tenantOf(owner, "E2");
});
afterAll(() => owner.end());

const allowed = (table: string, role: string) => [
  `ALTER TABLE ${table} DISABLE TRIGGER USER`,
  `GRANT ALL ON ${table} TO ${role}`,
];
/** A row is written whole, what the database makes of it included. */
const generatedDropped = async (table: string) => {
  const { rows } = await owner.query<{ column: string }>(
    `SELECT attname AS column FROM pg_attribute WHERE attrelid = $1::regclass AND attgenerated = 's'`,
    [table],
  );
  return rows.map(({ column }) => `ALTER TABLE ${table} ALTER ${column} DROP EXPRESSION`);
};
const serving = (tenant: number | "", user: number | "" = "") =>
  `SELECT set_config('app.tenant', '${tenant}', true), set_config('app.user', '${user}', true)`;
const count = (table: string, where = "true") => `SELECT count(*)::int AS n FROM ${table} WHERE ${where}`;

/** How many rows of a table a role sees in a context. */
async function seen(table: string, role: string, context: string, where = "true"): Promise<unknown> {
  const { code, rows } = await attempt(
    owner,
    null,
    ...allowed(table, role),
    "GRANT SELECT ON membership TO app_web, app_worker",
    `SET LOCAL ROLE ${role}`,
    context,
    count(table, where),
  );
  return code === "ok" ? rows[0]?.n : code;
}
const there = async (table: string, where = "true") => (await asOwner<{ n: number }>(count(table, where)))[0]?.n ?? -1;

test("every locked table has a policy, but those that answer through functions only", () => {
  const bare = lockedTables.filter((table) => !policies.some((policy) => policy.table === table));
  expect(bare).toEqual([
    "attempt",
    "audit_pending",
    "known_device",
    "outside_state",
    "password_history",
    "session",
    "temporary_password",
    "terms_acceptance",
    "terms_text",
    "verify_result",
    "worker",
  ]);
  expect(policies.filter(({ table }) => !lockedTables.includes(table))).toEqual([]);
});

describe.each(lockedTables)("%s", (table) => {
  test("has rows, and without a context nobody sees one", async () => {
    const all = await there(table);
    expect(all).toBeGreaterThan(0);
    const readByAll = table === "parameter";
    for (const role of apps) expect([role, await seen(table, role, serving(""))]).toEqual([role, readByAll ? all : 0]);
  });

  test("keeps its rows from its own owner too, who is no superuser", async () => {
    const stranger = `guard_${randomBytes(6).toString("hex")}`;
    const { rows } = await attempt(
      owner,
      null,
      `CREATE ROLE ${stranger}`,
      `GRANT USAGE, CREATE ON SCHEMA public TO ${stranger}`,
      `ALTER TABLE ${table} OWNER TO ${stranger}`,
      `SET LOCAL ROLE ${stranger}`,
      serving(e1),
      count(table),
    );
    expect(rows).toEqual([{ n: 0 }]);
  });
});

const ordinary = policies.filter(({ table, name }) => name === `${table}_of_tenant` && !ownWay.includes(table));

test.each(ordinary)("$table: the tenant being served sees all of its rows and no other's", async ({ table }) => {
  for (const tenant of [e1, e2]) {
    const own = await there(table, `tenant_id = ${tenant}`);
    expect(own).toBeGreaterThan(0);
    for (const role of apps) {
      expect([role, await seen(table, role, serving(tenant))]).toEqual([role, own]);
      expect([role, await seen(table, role, serving(tenant), `tenant_id <> ${tenant}`)]).toEqual([role, 0]);
    }
  }
});

test.each(policies.filter(({ check, table }) => check !== "" && ![...ofPerson, ...ofNobody].includes(table)))(
  "$table: nobody writes a row of another tenant",
  async ({ table }) => {
    for (const role of apps) {
      // The row is read as the owner; the role only writes it.
      const { rows } = await owner.query<{ row: object }>(
        `SELECT to_jsonb(t) AS row FROM ${table} t WHERE tenant_id = ${e2} LIMIT 1`,
      );
      expect(rows).toHaveLength(1);
      const { code, message } = await attempt(
        owner,
        null,
        ...(await generatedDropped(table)),
        ...allowed(table, role),
        `SET LOCAL ROLE ${role}`,
        serving(e1),
        [
          `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`,
          [rows[0]?.row],
        ],
      );
      expect([role, code]).toEqual([role, "42501"]);
      expect(message).toMatch(
        new RegExp(`^new row violates row-level security policy( "${table}_\\w+")? for table "${table}"$`),
      );
    }
  },
);

const person = async (name: string) =>
  (await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = $1", [name]))[0]?.id ?? -1;

test.each(secondFactor.flatMap((table) => apps.map((role) => ({ table, role }))))(
  "$table: its person's alone, as $role",
  async ({ table, role }) => {
    const [maker, other] = [await person("maker1"), await person("maker2")];
    const own = await there(table, `user_id = ${maker}`);
    expect(own).not.toBe(0);
    expect(await seen(table, role, serving(e1, maker))).toBe(own);
    expect(await seen(table, role, serving(e1, other), `user_id = ${maker}`)).toBe(0);
    const move = (from: number) => [
      ...allowed(table, role),
      `SET LOCAL ROLE ${role}`,
      serving(e1, other),
      `UPDATE ${table} SET user_id = ${from} WHERE user_id = ${other}`,
    ];
    expect((await attempt(owner, null, ...move(other))).code).toBe("ok");
    const { code, rowCount } = await attempt(owner, null, ...move(maker));
    expect(code === "42501" || rowCount === 0).toBe(true);
  },
);

test.each(secondFactor.flatMap((table) => apps.map((role) => ({ table, role }))))(
  "$table: nobody writes a row of another person, as $role",
  async ({ table, role }) => {
    const [maker, other] = [await person("maker1"), await person("maker2")];
    const { rows } = await owner.query<{ row: object }>(
      `SELECT to_jsonb(t) AS row FROM ${table} t WHERE user_id = ${maker} LIMIT 1`,
    );
    const added = await attempt(owner, null, ...allowed(table, role), `SET LOCAL ROLE ${role}`, serving(e1, other), [
      `INSERT INTO ${table} OVERRIDING SYSTEM VALUE SELECT * FROM jsonb_populate_record(NULL::${table}, $1)`,
      [rows[0]?.row],
    ]);
    expect(added.code).toBe("42501");
  },
);

describe("what says more than the tenant", () => {
  test.each(apps)("%s: a person's own memberships in every tenant, and the tenant's for who is in it", async (role) => {
    const multi = await person("multi1");
    expect(await seen("membership", role, serving("", multi))).toBe(2);
    expect(await seen("membership", role, serving("", multi), `user_id <> ${multi}`)).toBe(0);
    const inE2 = await there("membership", `tenant_id = ${e2}`);
    expect(await seen("membership", role, serving(e2))).toBe(inE2);
    expect(await seen("membership", role, serving(e2, multi))).toBe(inE2 + 1);
  });

  test.each(apps)("%s: a draft is its person's, in whatever tenant, to read and to write", async (role) => {
    const [maker, other] = [await person("maker1"), await person("maker2")];
    expect(await seen("draft", role, serving(e1, maker))).toBe(1);
    expect(await seen("draft", role, serving(e1, other))).toBe(0);
    expect(await seen("draft", role, serving(e1))).toBe(0);
    const add = `INSERT INTO draft (user_id, path, form, typed) VALUES (${maker}, '/empresas', 'y', '{}')`;
    const as = (user: number) => [...allowed("draft", role), `SET LOCAL ROLE ${role}`, serving(e1, user), add];
    expect((await attempt(owner, null, ...as(maker))).code).toBe("ok");
    expect((await attempt(owner, null, ...as(other))).code).toBe("42501");
  });

  test.each(apps)(
    "%s: kept pages, image and phrase, and news seen are their person's, in whatever tenant",
    async (role) => {
      const [maker, other] = [await person("maker1"), await person("maker2")];
      const adds = {
        kept_page: `INSERT INTO kept_page (user_id, path, title, starred_at) VALUES (${maker}, '/y', 'Y', now())`,
        personal_mark: `UPDATE personal_mark SET image = 1 WHERE user_id = ${maker}`,
        news_seen: `UPDATE news_seen SET seen_until = now() WHERE user_id = ${maker}`,
      };
      for (const [table, add] of Object.entries(adds)) {
        expect([table, await seen(table, role, serving(e1, maker), `user_id = ${maker}`)]).toEqual([table, 1]);
        expect([table, await seen(table, role, serving(e1, other), `user_id = ${maker}`)]).toEqual([table, 0]);
        expect([table, await seen(table, role, serving(e1))]).toEqual([table, 0]);
        const as = (user: number) => [...allowed(table, role), `SET LOCAL ROLE ${role}`, serving(e1, user), add];
        expect([table, (await attempt(owner, null, ...as(maker))).code]).toEqual([table, "ok"]);
      }
      const mine = `INSERT INTO kept_page (user_id, path, title, starred_at) VALUES (${maker}, '/z', 'Z', now())`;
      const seenMine = `INSERT INTO news_seen (user_id, seen_until) VALUES (${maker}, now())`;
      const markMine = `INSERT INTO personal_mark (user_id, image, phrase) VALUES (${maker}, 1, 'frase')`;
      for (const [table, add] of [
        ["kept_page", mine],
        ["personal_mark", markMine],
        ["news_seen", seenMine],
      ] as const) {
        const as = [...allowed(table, role), `SET LOCAL ROLE ${role}`, serving(e1, other), add];
        expect([table, (await attempt(owner, null, ...as)).code]).toEqual([table, "42501"]);
      }
    },
  );

  test.each(apps)(
    "%s: a tenant and a parameter are written at the operator's desk, the platform nowhere",
    async (role) => {
      const desk = "SELECT set_config('app.operator', 'on', true)";
      const writes = [
        "INSERT INTO tenant (kind, code, name) VALUES ('COMPANY', 'X9', 'x')",
        "INSERT INTO parameter (name, value) VALUES ('anotherOne', 'x')",
      ];
      const trying = (context: string, write: string) =>
        attempt(
          owner,
          null,
          ...["tenant", "parameter"].flatMap((table) => allowed(table, role)),
          `SET LOCAL ROLE ${role}`,
          context,
          write,
        );
      for (const write of writes) {
        expect((await trying(serving(e1), write)).code).toBe("42501");
        expect((await trying(desk, write)).code).toBe(role === "app_web" ? "ok" : "42501");
      }
      const platform = await trying(desk, "UPDATE tenant SET kind = 'PLATFORM' WHERE code = 'E1'");
      expect([platform.code, platform.rowCount]).toEqual(role === "app_web" ? ["42501", 0] : ["ok", 0]);
    },
  );

  test.each(apps)("%s: a tenant by itself, and a person's own", async (role) => {
    expect(await seen("tenant", role, serving(e1))).toBe(1);
    expect(await seen("tenant", role, serving(e1), `id <> ${e1}`)).toBe(0);
    expect(await seen("tenant", role, serving("", await person("multi1")))).toBe(2);
    expect(await seen("tenant", role, serving("", await person("maker2")), `id <> ${e2}`)).toBe(0);
  });

  test.each(apps)("%s: a person sees itself, and a tenant who belongs to it", async (role) => {
    const maker = await person("maker2");
    expect(await seen("app_user", role, serving("", maker))).toBe(1);
    expect(await seen("app_user", role, serving("", maker), `id <> ${maker}`)).toBe(0);
    const members = `id IN (SELECT user_id FROM membership WHERE tenant_id = ${e2})`;
    expect(await seen("app_user", role, serving(e2))).toBe(await there("app_user", members));
    expect(await seen("app_user", role, serving(e2), `NOT (${members})`)).toBe(0);
  });
});

import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readOperator, readOwn, reviewOperator, runOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { changeShown } from "@/lib/operator/changes";
import { countDesk, deskOf } from "@/lib/operator/queries";
import { changeSchema } from "@/lib/operator/schema";
import { asOwner, outcomeOf, signedIn } from "@/tests/support/make";
import { addressOf, attempt, connected, tenantOf } from "@/tests/support/roles";
import { everyTableFilled } from "@/tests/support/rows";

// Who is at the operator's desk, and what answers there.

let web: pg.Client;
let e1: number;
let e2: number;

beforeAll(async () => {
  await everyTableFilled();
  web = new pg.Client({ connectionString: addressOf("app_web") });
  await web.connect();
  const owner = new pg.Client({ connectionString: addressOf("owner") });
  await owner.connect();
  [e1, e2] = [await tenantOf(owner, "E1"), await tenantOf(owner, "E2")];
  await owner.end();
});
afterAll(() => web.end());

const at = async (username: string, company: string | null = null): Promise<Caller> => ({
  ...(await signedIn(username)),
  company,
  product: null,
});

describe("who comes to it", () => {
  test("an operator serves the platform, or the company or broker they name; nobody else comes in", async () => {
    const served = async (caller: Caller) => readOperator(caller, "registry.read", async ({ tenant }) => tenant.code);
    expect(await served(await at("oper1"))).toBe("OPERADOR");
    expect(await served(await at("oper1", "E2"))).toBe("E2");
    expect(await outcomeOf(served(await at("oper1", "NADA")))).toBe("NotFound");
    expect(await outcomeOf(served(await at("oper1", "OPERADOR")))).toBe("NotFound");
    expect(await outcomeOf(served(await at("adm1", "E1")))).toBe("access.notAllowed");
    expect(await outcomeOf(served({ ...(await at("oper1")), token: null }))).toBe("NotSignedIn");
  });

  test("whose membership of the platform has ended is nobody there, at the next request", async () => {
    const caller = await at("oper2");
    const mine = "user_id = (SELECT id FROM app_user WHERE username = 'oper2')";
    await asOwner(`UPDATE membership SET status = 'INACTIVE' WHERE ${mine}`);
    expect(await outcomeOf(readOperator(caller, "registry.read", countDesk))).toBe("access.notAllowed");
    expect(await readOwn(caller, deskOf).catch(() => "out")).toEqual([]);
    await asOwner(`UPDATE membership SET status = 'ACTIVE' WHERE ${mine}`);
    expect(await readOwn(caller, deskOf)).toContain("registry.read");
    expect(await readOwn(await at("adm1"), deskOf)).toEqual([]);
  });

  test("the trail of what they do in a company stands in its chain, of the rest in the platform's", async () => {
    const caller = await at("oper1", "E1");
    await runOperator(caller, "registry.write", async (ctx) => {
      await ctx.audit("desk.tried", "x");
      const [two] = await ctx.tx.$queryRaw<{ id: number }[]>`SELECT id FROM tenant WHERE code = 'E2'`;
      const other = await ctx.serve({ id: two?.id ?? 0, code: "E2", name: "", kind: "COMPANY" });
      await other.audit("desk.tried", "y");
    });
    const rows = await asOwner(
      "SELECT t.code, e.actor, e.subject FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE e.event = 'desk.tried' ORDER BY e.id",
    );
    expect(rows).toEqual([
      { code: "E1", actor: "oper1", subject: "x" },
      { code: "E2", actor: "oper1", subject: "y" },
    ]);
  });
});

test("what a review tells of a company is a look at it, in that company's trail; of nobody, none", async () => {
  const looks = async () =>
    asOwner(
      "SELECT t.code, e.actor, e.data FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE e.event = 'registry.looked' ORDER BY e.id",
    );
  const before = (await looks()).length;
  const asked = changeSchema.parse({
    clase: "ACCOUNTS",
    motivo: "Por la prueba",
    cuentas: "11-111111",
    usada: "11-111111",
  });
  const { lines } = await reviewOperator(await at("oper1", "E1"), "change.ask", (ctx) => changeShown(ctx, asked));
  expect(lines[0]?.before).toMatch(/^\d/);
  await reviewOperator(await at("oper1"), "parameter.write", async () => undefined);
  expect((await looks()).slice(before)).toEqual([{ code: "E1", actor: "oper1", data: { review: "change.ask" } }]);
});

const serving = (tenant: number | "", operator: "on" | "") =>
  `SELECT set_config('app.tenant', '${tenant}', true), set_config('app.operator', '${operator}', true)`;
const seen = async (table: string, tenant: number | "", operator: "on" | "" = "on") =>
  (await attempt(web, null, serving(tenant, operator), `SELECT count(*)::int AS n FROM ${table}`)).rows[0]?.n;

describe("what answers there", () => {
  test.each([
    "batch_line",
    "batch_faulty_line",
    "batch_fault",
    "batch_line_rejection",
    "upload_chunk",
    "order_document",
    "invoice_document",
    "card",
    "card_request",
    "account",
    "transfer",
    "ledger_entry",
    "master_movement",
    "bank_balance",
    "bank_movement",
    "instruction",
    "team_file",
    "team_file_row",
  ])("no row of %s, which its company sees", async (table) => {
    for (const tenant of [e1, e2]) {
      expect(await seen(table, tenant, "")).toBeGreaterThan(0);
      expect(await seen(table, tenant)).toBe(0);
    }
    expect(await seen(table, "")).toBe(0);
  });

  test.each(["company", "broker", "product", "pending_change", "message", "order_invoice", "tenant"])(
    "every %s, whoever's",
    async (table) => {
      const [all] = await asOwner<{ n: number }>(`SELECT count(*)::int AS n FROM ${table}`);
      expect(await seen(table, "")).toBe(all?.n);
      expect(await seen(table, "", "")).toBe(0);
    },
  );

  test("of orders and payments only those in doubt", async () => {
    expect([await seen("service_order", ""), await seen("payment", "")]).toEqual([0, 0]);
    await asOwner(
      "ALTER TABLE service_order DISABLE TRIGGER USER; UPDATE service_order SET status = 'IN_VERIFICATION' WHERE id = (SELECT max(id) FROM service_order); ALTER TABLE service_order ENABLE TRIGGER USER",
    );
    expect(await seen("service_order", "")).toBe(1);
    expect(await seen("service_order", "", "")).toBe(0);
  });

  test("no card by the search either, which its company's people find", async () => {
    const found = (operator: "on" | "") =>
      attempt(
        web,
        null,
        serving(e1, operator),
        "SELECT holder FROM search_cards(ARRAY(SELECT id FROM product), ARRAY['%%'], 10)",
      );
    expect((await found("")).rowCount).toBeGreaterThan(0);
    expect((await found("on")).rows).toEqual([]);
  });

  test("only the desk writes the registry", async () => {
    const writes = {
      company: "UPDATE company SET time_zone = 'America/Lima'",
      product: "UPDATE product SET name = 'x'",
      contracted_service: `INSERT INTO contracted_service (tenant_id, service) VALUES (${e1}, 'x.y')`,
      order_invoice: `UPDATE order_invoice SET number = 'X'`,
      invoice_file: "UPDATE invoice_file SET applied_at = now() WHERE applied_at IS NULL",
    };
    for (const [table, write] of Object.entries(writes)) {
      const done = await attempt(web, null, serving(e1, "on"), write);
      expect([table, done.code, (done.rowCount ?? 0) > 0]).toEqual([table, "ok", true]);
      const refused = await attempt(web, null, serving(e1, ""), write);
      expect([table, refused.code === "42501" || refused.rowCount === 0]).toEqual([table, true]);
    }
  });
});

describe("what the desk's own connection cannot do either", () => {
  const as = async (username: string) => {
    const [row] = await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = $1", [username]);
    return `SELECT set_config('app.user', '${row?.id}', true)`;
  };
  const user = (name: string) => `(SELECT id FROM app_user WHERE username = '${name}')`;
  const userId = async (name: string) =>
    (await asOwner<{ id: number }>("SELECT id FROM app_user WHERE username = $1", [name]))[0]?.id ?? -1;
  const desk = async (by: string, tenant: number | "", ...statements: string[]) =>
    attempt(web, null, serving(tenant, "on"), await as(by), ...statements);
  const asked = (kind: string, subject: string, after: object, by: number) =>
    `INSERT INTO pending_change (tenant_id, kind, subject, before, after, digest, proposed_by)
     VALUES (${e1}, '${kind}', '${subject}', '{}', '${JSON.stringify(after).replace(/'/g, "''")}', repeat('0', 64), ${by})`;
  const decided = (by: number) =>
    `UPDATE pending_change SET status = 'APPLIED', decided_by = ${by}, decided_at = app_now()
      WHERE id = (SELECT max(id) FROM pending_change WHERE tenant_id = ${e1})`;
  /** Asked for by oper1, and decided by oper2 in the transaction that then does these. */
  const applying = async (kind: string, subject: string, after: object, ...statements: string[]) => {
    const [one, two] = [await userId("oper1"), await userId("oper2")];
    return desk("oper1", e1, asked(kind, subject, after, one), await as("oper2"), decided(two), ...statements);
  };

  test("ask or decide in another's name", async () => {
    const [one, two] = [await userId("oper1"), await userId("oper2")];
    const mine = asked("SCHEME", "", { signatures: "1" }, one);
    expect((await desk("oper1", e1, mine)).code).toBe("ok");
    expect((await desk("oper1", e1, asked("SCHEME", "", { signatures: "1" }, two))).code).toBe("42501");
    expect((await desk("oper1", e1, mine, decided(two))).code).toBe("42501");
    expect((await desk("oper1", e1, mine, await as("oper2"), decided(two))).code).toBe("ok");
    const withdrawn = `UPDATE pending_change SET status = 'WITHDRAWN', decided_at = app_now() WHERE id = (SELECT max(id) FROM pending_change)`;
    expect((await desk("oper1", e1, mine, withdrawn)).code).toBe("ok");
    expect((await desk("oper1", e1, mine, await as("oper2"), withdrawn)).code).toBe("42501");
  });

  test("apply something else than what was decided", async () => {
    await asOwner("UPDATE pending_change SET status = 'WITHDRAWN', decided_at = now() WHERE status = 'PENDING'");
    const fee = (cents: number) =>
      `UPDATE product_fee SET fixed_cents = ${cents}, basis_points = 1, tax_basis_points = 2 WHERE tenant_id = ${e1} AND batch_type = 'RECARGA'`;
    const fees = { "RECARGA.fixed": "777", "RECARGA.points": "1", "RECARGA.tax": "2" };
    const p1 = `${fee(777)} AND product_id = (SELECT id FROM product WHERE code = 'P1')`;
    expect((await applying("FEES", "P1", fees, p1)).code).toBe("ok");
    expect((await applying("FEES", "P1", fees, p1.replace("777", "778"))).code).toBe("42501");
    expect((await applying("FEES", "P2", fees, p1)).code).toBe("42501");
    const scheme = "UPDATE company SET signatures_required = 1, maker_may_sign = false";
    expect((await applying("SCHEME", "", { signatures: "1", makerMaySign: "no" }, scheme)).code).toBe("ok");
    expect((await applying("SCHEME", "", { signatures: "1", makerMaySign: "yes" }, scheme)).code).toBe("42501");
    const use = "UPDATE company SET bank_account = '11-111111'";
    expect((await applying("ACCOUNTS", "", { inUse: "11-111111" }, use)).code).toBe("ok");
    expect((await applying("ACCOUNTS", "", { inUse: "22-222222" }, use)).code).toBe("42501");
  });

  test("add or take away an account on one's own", async () => {
    const add = `INSERT INTO bank_account (tenant_id, number) VALUES (${e1}, '11-111111')`;
    const take = `DELETE FROM bank_account WHERE tenant_id = ${e1}`;
    expect((await desk("oper1", e1, add)).code).toBe("42501");
    expect((await desk("oper1", e1, take)).code).toBe("42501");
    expect((await applying("ACCOUNTS", "", { accounts: "11-111111" }, add, take)).code).toBe("42501");
    expect((await applying("ACCOUNTS", "", { accounts: "11-111111" }, add)).code).toBe("ok");
    expect((await applying("ACCOUNTS", "", { accounts: "22-222222" }, add)).code).toBe("42501");
    expect((await applying("ACCOUNTS", "", { accounts: "22-222222" }, take)).code).toBe("ok");
  });

  test("make an operator, or give anybody a permission; nor does a company's connection make people or profiles", async () => {
    const [platform] = await asOwner<{ id: number }>("SELECT id FROM tenant WHERE kind = 'PLATFORM'");
    const profile = (tenant: number) => `INSERT INTO profile (tenant_id, name) VALUES (${tenant}, 'De la prueba')`;
    const member = (tenant: number) =>
      `INSERT INTO membership (tenant_id, user_id, profile_id) SELECT ${tenant}, ${user("inactivo1")}, max(id) FROM profile WHERE tenant_id = ${tenant}`;
    const grant = (tenant: number) =>
      `INSERT INTO profile_permission (tenant_id, profile_id, service, permission) SELECT ${tenant}, max(id), 'ordenes.pago', 'order.pay' FROM profile WHERE tenant_id = ${tenant}`;
    for (const make of [profile, member, grant]) {
      const own = platform?.id ?? 0;
      expect([make.name, (await desk("oper1", own, make(own))).code]).toEqual([make.name, "42501"]);
      expect([make.name, (await attempt(web, null, serving(e1, ""), make(e1))).code]).toEqual([make.name, "42501"]);
    }
    expect((await desk("oper1", e1, grant(e1))).code).toBe("42501");
    expect((await desk("oper1", e1, profile(e1))).code).toBe("ok");
    const administer = grant(e1).replace("'ordenes.pago', 'order.pay'", "'administracion.perfiles', 'profile.read'");
    expect((await desk("oper1", e1, profile(e1), administer)).code).toBe("ok");
  });

  test.each(["upload", "batch", "signature", "service_order", "payment", "confirmation"])(
    "add a %s for a company",
    async (table) => {
      const [row] = await asOwner<{ columns: string }>(
        `SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
          WHERE table_schema = 'public' AND table_name = $1 AND is_generated = 'NEVER' AND is_identity = 'NO'`,
        [table],
      );
      const copied = `INSERT INTO ${table} (${row?.columns}) SELECT ${row?.columns} FROM ${table} WHERE tenant_id = ${e1} LIMIT 1`;
      const by = await as("oper1");
      // Its triggers have their own say; this is about the policy.
      const tried = await connected("owner", (owner) =>
        attempt(
          owner,
          null,
          `ALTER TABLE ${table} DISABLE TRIGGER USER`,
          "SET LOCAL ROLE app_web",
          serving(e1, "on"),
          by,
          copied,
        ),
      );
      expect([tried.code, tried.message]).toEqual(["42501", expect.stringContaining(`${table}_no_operator`)]);
    },
  );
});

test("a product has its accounts from its first moment, cards' apart", async () => {
  const { code } = await attempt(
    web,
    null,
    serving(e1, "on"),
    `INSERT INTO product (tenant_id, code, name, kind, currency) VALUES (${e1}, 'P77', 'x', 'NOMINATED', 'COP')`,
    serving(e1, ""),
    "SELECT 1 / (count(*) - 4)::int FROM account a JOIN product p ON p.id = a.product_id WHERE p.code = 'P77'",
  );
  expect(code).toBe("ok");
});

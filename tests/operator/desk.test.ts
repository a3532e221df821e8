import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readOperator, readOwn, runOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { countDesk, deskOf } from "@/lib/operator/queries";
import { asOwner, outcomeOf, signedIn } from "@/tests/support/make";
import { addressOf, attempt, tenantOf } from "@/tests/support/roles";
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

  test("only the desk writes the registry", async () => {
    const writes = {
      company: "UPDATE company SET time_zone = 'America/Lima'",
      product: "UPDATE product SET name = 'x'",
      bank_account: `INSERT INTO bank_account (tenant_id, number) VALUES (${e1}, '11-111111')`,
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

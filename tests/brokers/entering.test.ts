import { beforeAll, expect, test } from "vitest";
import { readBroker, readOwn, runBroker } from "@/lib/command";
import type { BrokerContext } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { readShell } from "@/lib/home/shell";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// Who comes into a broker, as what, and where what they are refused is kept.

beforeAll(demonstration);

const from = async (username: string, company: string | null) => ({
  ...(await signedIn(username)),
  company,
  product: null,
});
const inside = async ({ broker, own, permissions }: BrokerContext) => [
  broker.code,
  broker.timeZone,
  own.role,
  permissions.has("brokeruser.read"),
];

test("by its code, or where they were last; what they hold says what they may do", async () => {
  expect(await readBroker(await from("sup1", "B1"), "brokeruser.read", inside)).toEqual([
    "B1",
    "America/Lima",
    "EJECUTIVO",
    true,
  ]);
  expect(await readBroker(await from("sup1b", null), "brokeruser.read", inside)).toEqual([
    "B1",
    "America/Lima",
    "GERENCIAL",
    true,
  ]);
  expect(await readBroker(await from("ejec1", null), "brokerhome.read", inside)).toEqual([
    "B1",
    "America/Lima",
    "EJECUTIVO",
    false,
  ]);
  await readBroker(await from("ambos1", "B2"), "brokerhome.read", inside);
  expect(await readBroker(await from("ambos1", null), "brokerhome.read", inside)).toEqual([
    "B2",
    "America/Lima",
    "EJECUTIVO",
    false,
  ]);
});

test.each([
  ["another's broker", "sup1", "B2", "NotFound"],
  ["a company", "sup1", "E1", "NotFound"],
  ["a company's administrator", "adm1", "B1", "NotFound"],
  ["an operator", "oper1", "B1", "NotFound"],
  ["who administers nothing", "ejec1", "B1", "access.notAllowed"],
])("%s: refused", async (_, who, where, expected) => {
  expect(await outcomeOf(readBroker(await from(who, where), "brokeruser.read", inside))).toBe(expected);
});

test("who is out, and who is in a suspended broker, is in none", async () => {
  await asOwner(
    "UPDATE membership SET status = 'INACTIVE', status_reason = 'De la prueba', status_at = now() WHERE user_id = (SELECT id FROM app_user WHERE username = 'vmiyashiro')",
  );
  expect(await outcomeOf(readBroker(await from("vmiyashiro", "B1"), "brokerhome.read", inside))).toBe("NotFound");
  await asOwner(
    "UPDATE broker SET status = 'SUSPENDED', suspended_at = now(), suspend_reason = 'De la prueba' WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'B2')",
  );
  expect(await outcomeOf(readBroker(await from("sup2", "B2"), "brokeruser.read", inside))).toBe("access.suspended");
  const shell = await readOwn(await from("ambos1", null), readShell);
  expect(shell.brokers.map(({ code }) => code)).toEqual(["B1"]);
  await asOwner("UPDATE broker SET status = 'ACTIVE', suspended_at = NULL, suspend_reason = NULL");
});

test("what a member is refused stands in their broker's chain; what nobody of it asks, in the platform's", async () => {
  const refuse = async (who: string, where: string) =>
    outcomeOf(
      runBroker(await from(who, where), "brokeruser.modify", async () => {
        throw new DomainError("people.self");
      }),
    );
  expect(await refuse("sup1", "B1")).toBe("people.self");
  expect(await refuse("sup1", "B2")).toBe("NotFound");
  const kept = await asOwner<{ code: string; actor: string; about: string }>(
    "SELECT t.code, e.actor, e.subject AS about FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE e.event = 'brokeruser.modify' AND e.result = 'refused' ORDER BY e.id",
  );
  expect(kept).toEqual([
    { code: "B1", actor: "sup1", about: "people.self" },
    { code: "OPERADOR", actor: "sup1", about: "access.notFound" },
  ]);
});

test("a transaction goes on for another broker of theirs, each with its own trail, and for none that is not", async () => {
  await asOwner(
    "UPDATE membership SET role = 'GERENCIAL' WHERE user_id = (SELECT id FROM app_user WHERE username = 'ambos1')",
  );
  const caller = await from("ambos1", "B1");
  await runBroker(caller, "brokeruser.modify", async (ctx) => {
    await ctx.audit("brokeruser.tried", "uno");
    const other = await ctx.serve("B2");
    await other.audit("brokeruser.tried", "dos");
  });
  expect(
    await asOwner(
      "SELECT t.code, e.subject FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE e.event = 'brokeruser.tried' ORDER BY e.id",
    ),
  ).toEqual([
    { code: "B1", subject: "uno" },
    { code: "B2", subject: "dos" },
  ]);
  expect(await outcomeOf(runBroker(await from("sup1b", "B1"), "brokeruser.modify", (ctx) => ctx.serve("B2")))).toBe(
    "NotFound",
  );
});

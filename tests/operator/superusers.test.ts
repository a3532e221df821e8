import { beforeAll, beforeEach, expect, test } from "vitest";
import { disableMember } from "@/lib/brokers/member-acts";
import { readOperator, runOperator } from "@/lib/command";
import type { Caller } from "@/lib/context";
import { roleSchema } from "@/lib/operator/broker-schema";
import { changeRole, listSuperusers, roleShown } from "@/lib/operator/superusers";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { planning } from "@/tests/support/plans";
import { actingIn, memberAs } from "@/tests/support/team";

// The operator makes somebody of a broker Gerencial, and takes it back: what it is, what is refused, and that one Gerencial stays.

const atDesk = async (broker: string): Promise<Caller> => ({
  ...(await signedIn("oper1")),
  company: broker,
  product: null,
});
let desk: Caller;
const change = (persona: string, rol: string, caller = desk) =>
  runOperator(caller, "registry.write", (ctx) => changeRole(ctx, roleSchema.parse({ persona, rol })));
const holds = async (username: string, broker = "B2") =>
  (
    await asOwner<{ role: string; sections: string[]; downloads: string[] }>(
      `SELECT m.role::text AS role, m.sections, m.downloads FROM membership m JOIN tenant t ON t.id = m.tenant_id
        WHERE m.person_username = $1 AND t.code = $2`,
      [username, broker],
    )
  )[0];

beforeAll(async () => {
  await demonstration();
  desk = await atDesk("B2");
});
beforeEach(async () => {
  await asOwner("UPDATE membership SET role = 'GERENCIAL', status = 'ACTIVE' WHERE person_username = 'sup2'");
  await asOwner(
    `UPDATE membership SET role = 'EJECUTIVO', sections = '{clientes,polizas}', downloads = '{clientes}', status = 'ACTIVE'
      WHERE person_username IN ('ejec2', 'ambos1')`,
  );
});

test("a Gerencial has everything; an Ejecutivo again, everything but the users", async () => {
  await change(" EJEC2@demo.example ", "GERENCIAL");
  expect(await holds("ejec2")).toMatchObject({ role: "GERENCIAL", sections: { length: 10 }, downloads: { length: 3 } });
  const [event] = await asOwner<object>(
    "SELECT e.event, e.actor, e.subject, e.service, t.code, e.data FROM audit_event e JOIN tenant t ON t.id = e.tenant_id ORDER BY e.id DESC LIMIT 1",
  );
  expect(event).toMatchObject({
    event: "registry.roleChanged",
    actor: "oper1",
    subject: "ejec2",
    service: "operador",
    code: "B2",
    data: { before: { role: "EJECUTIVO", sections: "clientes, polizas" }, after: { role: "GERENCIAL" } },
  });
  const list = await readOperator(desk, "registry.write", (ctx) => listSuperusers(ctx, { page: 1, size: 10 }));
  expect(list).toMatchObject({ total: 2, rows: [{ username: "ejec2" }, { username: "sup2" }] });
  await change("ejec2", "EJECUTIVO");
  const back = await holds("ejec2");
  expect(back?.role).toBe("EJECUTIVO");
  expect(back?.sections).toHaveLength(9);
  expect(back?.sections).not.toContain("admin-usuarios");
});

test("of somebody of two brokers, in this one alone", async () => {
  const before = await holds("ambos1", "B1");
  await change("ambos1", "GERENCIAL");
  expect(await holds("ambos1", "B2")).toMatchObject({ role: "GERENCIAL" });
  expect(await holds("ambos1", "B1")).toEqual(before);
});

test.each([
  ["another broker's person", "ejec1", "GERENCIAL", "registry.nobodyOfTeam"],
  ["nobody", "nadie", "GERENCIAL", "registry.nobodyOfTeam"],
  ["what they are", "ejec2", "EJECUTIVO", "registry.sameRole"],
  ["the last Gerencial", "sup2", "EJECUTIVO", "registry.lastGerencial"],
])("%s is refused, read and done", async (_, persona, rol, refusal) => {
  const shown = readOperator(desk, "registry.write", (ctx) => roleShown(ctx, roleSchema.parse({ persona, rol })));
  expect(await outcomeOf(shown)).toBe(refusal);
  expect(await outcomeOf(change(persona, rol))).toBe(refusal);
});

test("whoever is out is made nothing, and a company has no such people", async () => {
  await asOwner(
    "UPDATE membership SET status = 'INACTIVE', status_reason = 'Salió', status_at = now() WHERE person_username = 'ejec2'",
  );
  expect(await outcomeOf(change("ejec2", "GERENCIAL"))).toBe("registry.nobodyOfTeam");
  expect(await outcomeOf(change("adm1", "GERENCIAL", await atDesk("E1")))).toBe("NotFound");
});

test("two operators take both Gerenciales away at once: one stays", async () => {
  await change("ejec2", "GERENCIAL");
  const outcomes = await Promise.all(["sup2", "ejec2"].map((one) => outcomeOf(change(one, "EJECUTIVO"))));
  expect(outcomes.toSorted()).toEqual(["ok", "registry.lastGerencial"]);
});

test("the operator and the team take both Gerenciales away at once: one stays, whoever was late", async () => {
  for (let round = 0; round < 4; round += 1) {
    await change("ejec2", "GERENCIAL");
    const { version } = await memberAs("ejec2", "sup2", "B2");
    const outcomes = await Promise.all([
      outcomeOf(change("sup2", "EJECUTIVO")),
      outcomeOf(
        actingIn("sup2", "brokeruser.disable", (ctx) => disableMember(ctx, { persona: "ejec2", version }), "B2"),
      ),
    ]);
    expect([
      ["ok", "access.notAllowed"],
      ["registry.lastGerencial", "ok"],
    ]).toContainEqual(outcomes);
    await asOwner(
      "UPDATE membership SET role = 'GERENCIAL', status = 'ACTIVE' WHERE person_username IN ('sup2', 'ejec2') AND role IS NOT NULL",
    );
    await change("ejec2", "EJECUTIVO");
  }
});

test("the super-users of a broker are found and counted in an index of theirs", async () => {
  await asOwner("ANALYZE membership");
  const plans = await readOperator(desk, "registry.write", async (ctx) => {
    const seen = planning(ctx.tx);
    await listSuperusers({ ...ctx, tx: seen.tx }, { page: 1, size: 10 });
    return seen.plans();
  });
  expect(plans.match(/membership_administering/g)).toHaveLength(2);
  expect(plans).not.toContain("Seq Scan on membership m");
});

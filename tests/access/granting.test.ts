import { beforeAll, expect, test } from "vitest";
import { asDecided, asOwner, demonstration } from "@/tests/support/make";
import { attempt, connected } from "@/tests/support/roles";

// The second lock: what the portal's own connection cannot write of who may do what, whatever a command would let through.

const tenant = "nullif(current_setting('app.tenant', true), '')::int";
const userOf = (username: string) => `(SELECT id FROM app_user WHERE username = '${username}')`;
const memberOf = (username: string) =>
  `(SELECT m.id FROM membership m JOIN app_user u ON u.id = m.user_id AND u.username = '${username}' WHERE m.tenant_id = ${tenant})`;
const profileOf = (name: string) => `(SELECT id FROM profile WHERE tenant_id = ${tenant} AND name = '${name}')`;

const makeProfile = `INSERT INTO profile (tenant_id, name) VALUES (${tenant}, 'De la prueba')`;
const flag = (profile: string, service: string, permission: string) =>
  `INSERT INTO profile_permission (tenant_id, profile_id, service, permission) VALUES (${tenant}, ${profileOf(profile)}, '${service}', '${permission}')`;
const untick = (profile: string) =>
  `DELETE FROM profile_permission WHERE profile_id = ${profileOf(profile)} RETURNING 1`;
const rename = (profile: string) =>
  `UPDATE profile SET description = 'otra' WHERE id = ${profileOf(profile)} RETURNING 1`;
const move = (username: string, change: string) =>
  `UPDATE membership SET ${change} WHERE id = ${memberOf(username)} RETURNING 1`;
const ceiling = (username: string, service: string) =>
  `INSERT INTO membership_ceiling (tenant_id, membership_id, service) VALUES (${tenant}, ${memberOf(username)}, '${service}')`;
const lower = (username: string) =>
  `DELETE FROM membership_ceiling WHERE membership_id = ${memberOf(username)} RETURNING 1`;
const product = (username: string) =>
  `INSERT INTO membership_product (tenant_id, membership_id, product_id) SELECT ${tenant}, ${memberOf(username)}, max(id) FROM product WHERE tenant_id = ${tenant}`;
const join = (username: string, profile: string, all: boolean) =>
  `INSERT INTO membership (tenant_id, user_id, profile_id, ceiling_all) VALUES (${tenant}, ${userOf(username)}, ${profileOf(profile)}, ${all})`;

let e1 = 0;
beforeAll(async () => {
  await demonstration();
  e1 = (await asOwner<{ id: number }>("SELECT id FROM tenant WHERE code = 'E1'"))[0]?.id ?? 0;
  // adm1b may grant what is read and nothing else; adm1 everything that E1 has contracted, which is not what pays.
  await asDecided(`
    UPDATE membership m SET ceiling_all = false FROM app_user u WHERE u.id = m.user_id AND u.username = 'adm1b';
    INSERT INTO membership_ceiling (tenant_id, membership_id, service)
      SELECT m.tenant_id, m.id, 'consultas.archivos' FROM membership m JOIN app_user u ON u.id = m.user_id AND u.username IN ('adm1b', 'consulta1');
    INSERT INTO profile (tenant_id, name) SELECT ${e1}, 'Lectura';
    INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
      SELECT ${e1}, id, 'consultas.archivos', unnest(ARRAY['WEB', 'batch.read']) FROM profile WHERE name = 'Lectura';
    INSERT INTO profile (tenant_id, name) SELECT ${e1}, 'Dormida';
    INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
      SELECT ${e1}, id, 'ordenes.pago', unnest(ARRAY['WEB', 'order.pay']) FROM profile WHERE name = 'Dormida';
    UPDATE membership SET profile_id = (SELECT id FROM profile WHERE name = 'Lectura') WHERE user_id = ${userOf("consulta1")};
    UPDATE membership SET profile_id = (SELECT id FROM profile WHERE name = 'Lectura') WHERE user_id = ${userOf("auditor1")};
    INSERT INTO membership_ceiling (tenant_id, membership_id, service)
      SELECT m.tenant_id, m.id, 'lotes.carga' FROM membership m WHERE m.user_id = ${userOf("auditor1")};
    DELETE FROM contracted_service WHERE tenant_id = ${e1} AND service = 'ordenes.pago'`);
});

/** What becomes of a statement of this person's in E1: done, refused by a policy, or without a row to change. */
async function tried(username: string | null, statement: string): Promise<string> {
  const serving = `SELECT set_config('app.tenant', '${e1}', true), set_config('app.user', coalesce((SELECT ${username ? userIdOf(username) : "NULL"})::text, ''), true)`;
  return connected("app_web", async (client) => {
    const { code, rowCount } = await attempt(client, null, serving, statement);
    if (code !== "ok") return code;
    return rowCount === 0 ? "no row" : "done";
  });
}
const userIds = new Map<string, number>();
const userIdOf = (username: string) => userIds.get(username) ?? 0;
beforeAll(async () => {
  for (const { username, id } of await asOwner<{ username: string; id: number }>("SELECT username, id FROM app_user"))
    userIds.set(username, id);
});

const refused = "42501";
test.each<[what: string, who: string | null, statement: string, becomes: string]>([
  ["a profile by nobody", null, makeProfile, refused],
  ["a profile by who is of another company", "adm2", makeProfile, refused],
  ["a profile", "adm1", makeProfile, "done"],
  ["a flag", "adm1", flag("Preparación", "consultas.saldos", "balance.read"), "done"],
  ["a flag beyond the author's ceiling", "adm1b", flag("Lectura", "consultas.saldos", "balance.read"), refused],
  ["a flag of what is not contracted", "adm1", flag("Lectura", "ordenes.pago", "order.pay"), refused],
  ["a flag of one's own profile", "adm1", flag("Administración", "consultas.saldos", "balance.read"), refused],
  ["flags away", "adm1", untick("Preparación"), "done"],
  ["flags away from one's own profile", "adm1", untick("Administración"), "no row"],
  ["flags away from a profile beyond the ceiling", "adm1b", untick("Preparación"), "no row"],
  ["words of a profile", "adm1b", rename("Lectura"), "done"],
  ["words of one's own profile", "adm1", rename("Administración"), "no row"],
  ["words of a profile beyond the ceiling", "adm1b", rename("Preparación"), "no row"],
  ["a profile for another", "adm1", move("consulta1", `profile_id = ${profileOf("Preparación")}`), "done"],
  [
    "a profile beyond the ceiling for another",
    "adm1b",
    move("consulta1", `profile_id = ${profileOf("Preparación")}`),
    refused,
  ],
  ["another profile for oneself", "adm1", move("adm1", `profile_id = ${profileOf("Preparación")}`), "no row"],
  ["out, of a person beyond the ceiling", "adm1b", move("maker1", "status = 'INACTIVE'"), "no row"],
  ["out, of a person who may grant more", "adm1b", move("adm1", "status = 'INACTIVE'"), "no row"],
  ["out, of a person who may grant another service", "adm1b", move("auditor1", "status = 'INACTIVE'"), "no row"],
  ["out", "adm1b", move("consulta1", "status = 'INACTIVE'"), "done"],
  ["everything to grant, by who may not", "adm1b", move("consulta1", "ceiling_all = true"), refused],
  ["everything to grant", "adm1", move("consulta1", "ceiling_all = true"), "done"],
  ["a service to grant", "adm1", ceiling("maker1", "lotes.carga"), "done"],
  ["a service to grant beyond the ceiling", "adm1b", ceiling("maker1", "lotes.carga"), refused],
  ["a service to grant for oneself", "adm1", ceiling("adm1", "lotes.carga"), refused],
  ["a service to grant away from another", "adm1", lower("adm1b"), "done"],
  ["a service to grant away from oneself", "adm1b", lower("adm1b"), "no row"],
  ["a product for another", "adm1", product("consulta1"), "done"],
  ["a product for oneself", "adm1", product("adm1"), refused],
  [
    "a profile beyond the ceiling that is not contracted now",
    "adm1b",
    move("consulta1", `profile_id = ${profileOf("Dormida")}`),
    refused,
  ],
  ["the same by who may grant everything", "adm1", move("consulta1", `profile_id = ${profileOf("Dormida")}`), "done"],
  ["a member", "adm1", join("adm2", "Lectura", true), "done"],
  ["a member with more to grant than the author", "adm1b", join("adm2", "Lectura", true), refused],
  ["a member in a profile beyond the ceiling", "adm1b", join("adm2", "Preparación", false), refused],
])("%s (%s)", async (_, who, statement, becomes) => {
  expect(await tried(who, statement.replaceAll(userOf("adm2"), String(userIdOf("adm2"))))).toBe(becomes);
});

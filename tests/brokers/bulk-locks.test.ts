import { beforeAll, expect, test } from "vitest";
import { asOwner, demonstration } from "@/tests/support/make";
import { attempt, connected } from "@/tests/support/roles";
import { applied, delimited, fileOf, ofBroker, sendTeamFile } from "@/tests/support/team-sheet";

// The second lock beneath files of a team: what the portal's own connection cannot do by them, whatever a command would let through.

const ids = new Map<string, number>();
let file: string;
beforeAll(async () => {
  await demonstration();
  for (const { key, id } of await asOwner<{ key: string; id: number }>(
    "SELECT username AS key, id FROM app_user UNION ALL SELECT code, id FROM tenant WHERE code IS NOT NULL",
  ))
    ids.set(key, id);
  await asOwner(
    "UPDATE membership SET sections = '{siniestros,salud}', downloads = '{siniestros}' WHERE person_username = 'ejec1'",
  );
  await asOwner("UPDATE membership SET sections = '{salud}', downloads = '{}' WHERE person_username = 'b1u0141'");
  await asOwner(
    "UPDATE membership SET sections = '{salud}', downloads = '{}', status = 'INACTIVE', status_at = app_now() WHERE person_username = 'b1u0142'",
  );
  const admin = await ofBroker("sup1", "B1");
  file = await sendTeamFile(admin, delimited(["Usuario", "Estado"], ["ejec1", "INACTIVO"]));
  await applied(admin, file, (await fileOf(file)).digest);
});

/** What becomes of statements of this person's in that tenant. */
async function tried(by: string, where: string, ...statements: string[]): Promise<string> {
  const serving = `SELECT set_config('app.user', '${ids.get(by)}', true), set_config('app.channel', 'WEB', true)`;
  return connected("app_web", async (client) => {
    const { code, rowCount } = await attempt(client, ids.get(where) ?? 0, serving, ...statements);
    return code === "ok" && rowCount === 0 ? "nothing" : code;
  });
}

const back = (held: string, more = "") =>
  `UPDATE membership SET status = 'ACTIVE', sections = '{${held}}', downloads = '{siniestros}'${more}
    WHERE tenant_id = current_setting('app.tenant')::int AND person_username = 'ejec1'`;
const insert = (before: string) =>
  `INSERT INTO team_file_row (tenant_id, file_id, line, effect, username, person_name, membership_id, version, before, after)
   SELECT current_setting('app.tenant')::int, '${file}', 99, 'CHANGE', 'x', 'X', m.id, m.version, '${before}', '{}' FROM membership m
    WHERE m.person_username = 'vmiyashiro' AND m.tenant_id = current_setting('app.tenant')::int`;

test.each<[string, string, string, () => string[], string]>([
  ["given back what a file took", "sup1", "B1", () => [back("siniestros,salud")], "ok"],
  ["given back and more", "sup1", "B1", () => [back("siniestros,salud,comisiones")], "42501"],
  [
    "given back to who was changed since",
    "sup1",
    "B1",
    () => [
      "UPDATE membership SET version = version + 1 WHERE tenant_id = current_setting('app.tenant')::int AND person_username = 'ejec1'",
      back("siniestros,salud"),
    ],
    "42501",
  ],
  [
    "a row that says what somebody never had",
    "sup1",
    "B1",
    () => [
      insert('{"sections": ["salud"], "downloads": []}'),
      "UPDATE membership SET version = version + 1 WHERE tenant_id = current_setting('app.tenant')::int AND person_username = 'vmiyashiro'",
      "UPDATE team_file_row SET version_after = version + 1 WHERE line = 99",
      "UPDATE membership SET sections = '{salud}' WHERE tenant_id = current_setting('app.tenant')::int AND person_username = 'vmiyashiro'",
    ],
    "42501",
  ],
  [
    "a row applied to somebody who was changed since it was read",
    "sup1",
    "B1",
    () => [
      insert("{}"),
      "UPDATE membership SET version = version + 2 WHERE tenant_id = current_setting('app.tenant')::int AND person_username = 'vmiyashiro'",
      "UPDATE team_file_row SET version_after = version + 2 WHERE line = 99",
    ],
    "23514",
  ],
  [
    "what one had given to another, by a row that was read of the first",
    "sup1",
    "B1",
    () => [
      `INSERT INTO team_file_row (tenant_id, file_id, line, effect, username, person_name, membership_id, version, before, after)
       SELECT m.tenant_id, '${file}', 99, 'CHANGE', 'x', 'X', m.id, m.version, '{}', '{}' FROM membership m
        WHERE m.person_username = 'b1u0141' AND m.tenant_id = current_setting('app.tenant')::int`,
      `UPDATE membership m SET version = o.version + 1 FROM membership o WHERE o.tenant_id = m.tenant_id AND o.person_username = 'b1u0141'
          AND m.tenant_id = current_setting('app.tenant')::int AND m.person_username = 'vmiyashiro'`,
      `UPDATE team_file_row r SET membership_id = m.id, version_after = r.version + 1 FROM membership m
        WHERE r.line = 99 AND m.tenant_id = r.tenant_id AND m.person_username = 'vmiyashiro'`,
      "UPDATE membership SET sections = '{salud}', downloads = '{}' WHERE tenant_id = current_setting('app.tenant')::int AND person_username = 'vmiyashiro'",
    ],
    "23514",
  ],
  [
    "somebody let in again by a row that was read when they were out",
    "sup1",
    "B1",
    () => [
      `INSERT INTO team_file_row (tenant_id, file_id, line, effect, username, person_name, membership_id, version, before, after)
       SELECT m.tenant_id, '${file}', 99, 'CHANGE', 'x', 'X', m.id, m.version, '{}', '{}' FROM membership m
        WHERE m.person_username = 'b1u0142' AND m.tenant_id = current_setting('app.tenant')::int`,
      "UPDATE membership SET version = version + 1 WHERE tenant_id = current_setting('app.tenant')::int AND person_username = 'b1u0142'",
      "UPDATE team_file_row SET version_after = version + 1 WHERE line = 99",
      "UPDATE membership SET status = 'ACTIVE' WHERE tenant_id = current_setting('app.tenant')::int AND person_username = 'b1u0142'",
    ],
    "42501",
  ],
  [
    "another broker's file",
    "sup2",
    "B2",
    () => [`UPDATE team_file SET status = 'UNDONE' WHERE id = '${file}'`],
    "nothing",
  ],
  ["people unmade by who administers nothing", "ejec1", "B1", () => [`SELECT team_file_unmake('${file}')`], "42501"],
  [
    "people made by who administers nothing",
    "ejec1",
    "B1",
    () => [`SELECT * FROM team_file_people('${file}', 'es')`],
    "nothing",
  ],
  [
    "documents asked by who administers nothing",
    "ejec1",
    "B1",
    () => ["SELECT * FROM team_addable('{DNI-1}', '{a@b.c}')"],
    "nothing",
  ],
  ["a row taken out", "sup1", "B1", () => ["DELETE FROM team_file_row"], "42501"],
])("%s, by %s in %s", async (_, by, where, statements, expected) => {
  expect(await tried(by, where, ...statements())).toBe(expected);
});

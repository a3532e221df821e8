import { beforeAll, describe, expect, test } from "vitest";
import { downloadable, sections } from "@/lib/brokers/rules";
import { asOwner, demonstration } from "@/tests/support/make";
import { attempt, connected } from "@/tests/support/roles";

// The second lock: what the portal's own connection cannot do to a broker's team, whatever a command would let through.

const ids = new Map<string, number>();
beforeAll(async () => {
  await demonstration();
  for (const { key, id } of await asOwner<{ key: string; id: number }>(
    "SELECT username AS key, id FROM app_user UNION ALL SELECT code, id FROM tenant WHERE code IS NOT NULL",
  ))
    ids.set(key, id);
});
const idOf = (key: string) => ids.get(key) ?? 0;
const denied = "42501";

/** What becomes of statements of this person's in that tenant. */
async function tried(by: string, where: string, ...statements: string[]): Promise<string> {
  const serving = `SELECT set_config('app.user', '${idOf(by)}', true), set_config('app.channel', 'WEB', true)`;
  return connected("app_web", async (client) => {
    const { code, rowCount } = await attempt(client, idOf(where), serving, ...statements);
    return code === "ok" && rowCount === 0 ? "nobody" : code;
  });
}

const set = (whom: string, change: string) =>
  `UPDATE membership SET ${change} WHERE tenant_id = nullif(current_setting('app.tenant', true), '')::int AND user_id = ${idOf(whom)}`;
const made = (role: string, held: string[] = [], downloads: string[] = []) =>
  `INSERT INTO membership (tenant_id, user_id, role, sections, downloads)
   VALUES (current_setting('app.tenant')::int, ${idOf("maker1")}, '${role}', '{${held.join(",")}}', '{${downloads.join(",")}}')`;
const hers = "'{clientes,polizas}'";

describe("whom somebody may touch", () => {
  test.each<[string, string, string, () => string, string]>([
    ["an Ejecutivo, by who administers", "sup1", "B1", () => set("ejec1", "position = 'Jefa'"), "ok"],
    ["an Ejecutivo, by a Gerencial", "sup1b", "B1", () => set("ejec1", "position = 'Jefa'"), "ok"],
    ["a super-user, by a Gerencial", "sup1b", "B1", () => set("sup1", "position = 'Jefa'"), "ok"],
    ["a Gerencial, by who only administers", "sup1", "B1", () => set("sup1b", "position = 'Jefa'"), "nobody"],
    ["themselves", "sup1b", "B1", () => set("sup1b", "position = 'Jefa'"), "nobody"],
    ["anybody, by who administers nothing", "ejec1", "B1", () => set("vmiyashiro", "position = 'Jefa'"), "nobody"],
    ["another broker's, from one's own", "sup1b", "B1", () => set("ejec2", "position = 'Jefa'"), "nobody"],
    ["another broker's, from there", "sup1b", "B2", () => set("ejec2", "position = 'Jefa'"), "nobody"],
    ["a company's, by a broker's", "sup1b", "E1", () => set("maker1", "position = 'Jefa'"), "nobody"],
    ["a broker's, by a company's administrator", "adm1", "B1", () => set("ejec1", "position = 'Jefa'"), "nobody"],
  ])("%s", async (_, by, where, statement, expected) => {
    expect(await tried(by, where, statement())).toBe(expected);
  });
});

describe("what somebody may give", () => {
  test.each<[string, string, () => string, string]>([
    ["one's own section", "sup1", () => set("vmiyashiro", `sections = ${hers}`), "ok"],
    ["another's section", "sup1", () => set("vmiyashiro", "sections = '{clientes,polizas,salud}'"), denied],
    ["one's own download", "sup1", () => set("vmiyashiro", "downloads = '{clientes,polizas}'"), "ok"],
    [
      "the section that lets administer",
      "sup1",
      () => set("vmiyashiro", "sections = '{clientes,polizas,admin-usuarios}'"),
      denied,
    ],
    ["the rank", "sup1", () => set("vmiyashiro", "role = 'GERENCIAL'"), denied],
    ["the rank, by a Gerencial", "sup1b", () => set("vmiyashiro", "role = 'GERENCIAL'"), "ok"],
    ["a new person within it", "sup1", () => made("EJECUTIVO", ["clientes"], ["clientes"]), "ok"],
    ["a new person beyond it", "sup1", () => made("EJECUTIVO", ["clientes", "salud"]), denied],
    ["a new Gerencial", "sup1", () => made("GERENCIAL"), denied],
    ["a new Gerencial, by a Gerencial", "sup1b", () => made("GERENCIAL"), "ok"],
    ["a new person, by who administers nothing", "ejec1", () => made("EJECUTIVO"), denied],
  ])("%s", async (_, by, statement, expected) => {
    expect(await tried(by, "B1", statement())).toBe(expected);
  });

  test("what somebody held before may stay, but not come back with them", async () => {
    const held = set("vmiyashiro", "sections = '{clientes,salud}', downloads = '{}'");
    await asOwner(`${held.replace("nullif(current_setting('app.tenant', true), '')::int", String(idOf("B1")))}`);
    expect(await tried("sup1", "B1", set("vmiyashiro", "sections = '{salud}'"))).toBe("ok");
    const out = set("vmiyashiro", "status = 'INACTIVE', status_reason = 'De la prueba', status_at = app_now()");
    const again = set("vmiyashiro", "status = 'ACTIVE', status_reason = 'De la prueba', status_at = app_now()");
    expect(await tried("sup1", "B1", out)).toBe("ok");
    expect(await tried("sup1", "B1", out, again)).toBe(denied);
    expect(await tried("sup1b", "B1", out, again)).toBe("ok");
  });

  test("a Gerencial holds all there is, whatever is written", async () => {
    await asOwner("UPDATE membership SET role = 'GERENCIAL' WHERE tenant_id = $1 AND user_id = $2", [
      idOf("B1"),
      idOf("b1u0101"),
    ]);
    expect(
      await asOwner("SELECT sections, downloads FROM membership WHERE tenant_id = $1 AND user_id = $2", [
        idOf("B1"),
        idOf("b1u0101"),
      ]),
    ).toEqual([{ sections, downloads: downloadable }]);
  });
});

test("a broker keeps a Gerencial who is in", async () => {
  const out = set("sup2", "status = 'INACTIVE', status_reason = 'De la prueba', status_at = app_now()");
  const onlyOne = `UPDATE membership SET status = 'INACTIVE' WHERE tenant_id = ${idOf("B2")} AND user_id = ${idOf("sup2")}`;
  await expect(asOwner(onlyOne)).rejects.toThrow("a company keeps an administrator");
  await asOwner(
    `UPDATE membership SET role = 'GERENCIAL' WHERE tenant_id = ${idOf("B2")} AND user_id = ${idOf("ejec2")}`,
  );
  expect(await tried("ejec2", "B2", out)).toBe("ok");
});

describe("who a new person is", () => {
  const person = (document: string, mail: string) =>
    `SELECT team_person('Ana Torres', '${document}', '${mail}', 'es') AS id`;
  const found = async (by: string, where: string, document: string, mail: string) =>
    connected("app_web", async (client) => {
      const serving = `SELECT set_config('app.user', '${idOf(by)}', true)`;
      const { code, rows } = await attempt(client, idOf(where), serving, person(document, mail));
      return code === "ok" ? (rows[0] as { id: number | null }).id : code;
    });
  test("known by document and mail, nobody's with another mail, never an operator", async () => {
    expect(await found("sup1", "B1", "CC-79000275", "maker1@demo.example")).toBe(idOf("maker1"));
    expect(await found("sup1", "B1", "CC-79000275", "otra@demo.example")).toBeNull();
    const [oper] = await asOwner<{ document: string }>("SELECT document FROM app_user WHERE username = 'oper1'");
    expect(await found("sup1", "B1", oper?.document ?? "", "oper1@demo.example")).toBeNull();
  });
  test("the usuario comes of the mail, numbered where it is taken", async () => {
    const usernames = async (...mails: string[]) =>
      connected("owner", async (client) => {
        await client.query("BEGIN");
        await client.query("SELECT set_config('app.user', $1, true), set_config('app.tenant', $2, true)", [
          String(idOf("sup1")),
          String(idOf("B1")),
        ]);
        const made: string[] = [];
        for (const [index, mail] of mails.entries()) {
          const { rows } = await client.query(
            `SELECT u.username FROM app_user u WHERE u.id = team_person('Ana Torres', 'DNI-1111111${index}', $1, 'es')`,
            [mail],
          );
          made.push(
            (await client.query("SELECT username FROM app_user ORDER BY id DESC LIMIT 1")).rows[0].username,
            ...rows.slice(0, 0),
          );
        }
        await client.query("ROLLBACK");
        return made;
      });
    expect(
      await usernames(
        "Ana.Torres@b.example",
        "ana.torres@c.example",
        "sup1@x.example",
        "ñ@x.example",
        "á+é!@x.example",
        "a_t@x.example",
        "archivo@x.example",
      ),
    ).toEqual(["ana.torres", "ana.torres2", "sup12", "usuario", "ae", "a_t", "archivo2"]);
  });
  test("behind a hundred thousand of one name comes the next", async () => {
    await asOwner(`SET session_replication_role = replica; INSERT INTO app_user (username, name, document, email)
      SELECT 'masa' || n, 'Masa', 'DNI-masa' || n, 'masa@demo.example' FROM unnest(ARRAY[2, 99999, 100000]) n UNION ALL SELECT 'masa', 'Masa', 'DNI-masa', 'masa@demo.example'`);
    try {
      const id = await connected("owner", async (client) => {
        const serving = `SELECT set_config('app.user', '${idOf("sup1")}', true), set_config('statement_timeout', '5s', true)`;
        const named = `SELECT username FROM app_user WHERE document = 'DNI-77777777'`;
        return attempt(client, idOf("B1"), serving, person("DNI-77777777", "masa@otra.example"), named);
      });
      expect(id.rows).toEqual([{ username: "masa100001" }]);
    } finally {
      await asOwner("SET session_replication_role = replica; DELETE FROM app_user WHERE document LIKE 'DNI-masa%'");
    }
  });
  test("only for whoever administers a team", async () => {
    for (const [by, where] of [
      ["ejec1", "B1"],
      ["adm1", "E1"],
      ["sup1", "B2"],
    ] as const)
      expect(await found(by, where, "DNI-44444444", "nueva@demo.example")).toBe(denied);
  });
});

test("a list of a team is for whoever administers it", async () => {
  const total = async (by: string, where: string, wanted = "{}") =>
    connected("app_web", async (client) => {
      const serving = `SELECT set_config('app.user', '${idOf(by)}', true)`;
      const { rows } = await attempt(
        client,
        idOf(where),
        serving,
        `SELECT total FROM list_people('{}', '${wanted}', 'nombre', false, 10, 0)`,
      );
      return (rows[0] as { total: number }).total;
    });
  expect(await total("sup1", "B1")).toBe(5389);
  expect(await total("sup1", "B1", '{"section": "admin-usuarios", "role": "EJECUTIVO"}')).toBe(1);
  expect(await total("ejec1", "B1")).toBe(0);
  expect(await total("sup2", "B2")).toBe(3);
});

test("who forgot their clave says the RUC of their broker", async () => {
  const matches = async (username: string, digits: string) =>
    connected("app_worker", async (client) => {
      const { rows } = await client.query("SELECT recovery_match($1, $2, $3) AS id", [
        username,
        digits,
        `${username}@demo.example`,
      ]);
      return rows[0].id as number | null;
    });
  expect(await matches("ejec1", "20485173928")).toBe(idOf("ejec1"));
  expect(await matches("ejec1", "20610347852")).toBeNull();
  expect(await matches("maker1", "20485173928")).toBeNull();
});

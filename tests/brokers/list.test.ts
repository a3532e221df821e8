import { beforeAll, describe, expect, test } from "vitest";
import { listTeam, teamSorts } from "@/lib/brokers/list";
import { sections, teamFilter } from "@/lib/brokers/rules";
import { readBroker } from "@/lib/command";
import { pageWanted } from "@/lib/web/paging";
import { sortWanted, textWanted } from "@/lib/web/sorting";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// Gestionar usuarios: what its address asks is what it shows, of this broker alone.

beforeAll(demonstration);

const from = async (username: string, company: string) => ({ ...(await signedIn(username)), company, product: null });

async function list(search: Record<string, string>, username = "sup1", broker = "B1") {
  const wanted = {
    ...teamFilter(search),
    text: textWanted(search),
    sort: sortWanted(search, teamSorts),
    ...pageWanted(search),
  };
  return readBroker(await from(username, broker), "brokeruser.read", (ctx) => listTeam(ctx, wanted));
}
const found = async (search: Record<string, string>) => (await list(search)).rows.map(({ username }) => username);

/** The same by plain SQL: who of B1 is asked, in what order. */
async function bySql(where: string, order: string, most = 100) {
  const rows = await asOwner<{ username: string }>(
    `SELECT u.username FROM membership m JOIN app_user u ON u.id = m.user_id JOIN tenant t ON t.id = m.tenant_id AND t.code = 'B1'
      WHERE ${where} ORDER BY ${order} LIMIT ${most}`,
  );
  return rows.map(({ username }) => username);
}
async function countBySql(where: string) {
  const [row] = await asOwner<{ count: number }>(
    `SELECT count(*)::int FROM membership m JOIN app_user u ON u.id = m.user_id JOIN tenant t ON t.id = m.tenant_id AND t.code = 'B1' WHERE ${where}`,
  );
  return row?.count;
}

test("a page of all, counted", async () => {
  const { rows, total, more, of } = await list({});
  expect([rows.length, total, more, of]).toEqual([10, 5_389, false, { total: 5_389, more: false }]);
  const [valeria] = (await list({ buscar: "vmiyash" })).rows;
  expect(valeria).toMatchObject({
    username: "vmiyashiro",
    name: "Valeria Miyashiro",
    mail: "vmiyashiro@demo.example",
    role: "EJECUTIVO",
    standing: "ACTIVE",
    several: false,
    own: false,
  });
  expect((await list({ buscar: "susana paz" })).rows).toMatchObject([{ username: "sup1", own: true }]);
  expect((await list({ buscar: "ambos1" })).rows).toMatchObject([{ username: "ambos1", several: true }]);
});

test.each([
  ["part of a usuario", "vmiyash", ["vmiyashiro"]],
  ["part of a mail", "miyashiro@demo", ["vmiyashiro"]],
  ["capitals and accents", "VALÉRIA", ["vmiyashiro"]],
  ["its accents left out", "guillermo rios", ["sup1b"]],
  ["words in any order", "miyashiro valeria", ["vmiyashiro"]],
  ["a word that nobody has", "valeria quispez", []],
  ["a sign of patterns", "%", []],
  ["another broker's person", "silvana", []],
  ["a company's person", "marcela gomez", []],
])("a search by %s", async (_, buscar, expected) => {
  expect(await found({ buscar })).toEqual(expected);
});

test("signs alone are nobody's name and are not looked for: no index finds them", async () => {
  const called = (name: string) => asOwner("UPDATE app_user SET name = $1 WHERE username = 'b1u0140'", [name]);
  const [{ name } = { name: "" }] = await asOwner<{ name: string }>(
    "SELECT name FROM app_user WHERE username = 'b1u0140'",
  );
  await called("## Zuzix");
  try {
    expect(await list({ buscar: "## --" })).toMatchObject({ rows: [], total: 0, more: false, of: { total: 5_389 } });
    expect(await found({ buscar: "## zuzix" })).toEqual(["b1u0140"]);
  } finally {
    await called(name);
  }
});

test("a search by mail and by name is what SQL finds, with how many there are in all beside", async () => {
  const page = await list({ buscar: "chavez", ver: "100" });
  expect(page.rows.map(({ username }) => username)).toEqual(
    await bySql("plain_text(u.name) LIKE '%chavez%'", "m.person_name, m.id"),
  );
  expect([page.total, page.of.total]).toEqual([await countBySql("plain_text(u.name) LIKE '%chavez%'"), 5_389]);
  expect(page.total).toBeGreaterThan(100);
});

describe("filters", () => {
  const cases: [Record<string, string>, string][] = [
    [{ rol: "GERENCIAL" }, "m.role = 'GERENCIAL'"],
    [{ estado: "INVITED" }, "m.status = 'ACTIVE' AND u.status = 'INVITED'"],
    [{ estado: "INACTIVE" }, "m.status = 'INACTIVE'"],
    [{ acceso: "nunca" }, "m.entered_at IS NULL"],
    [{ acceso: "mes" }, "m.entered_at >= now() - interval '30 days'"],
    [{ acceso: "antes" }, "m.entered_at < now() - interval '90 days'"],
    ...sections.map((one): [Record<string, string>, string] => [{ seccion: one }, `'${one}' = ANY (m.sections)`]),
    [
      { rol: "EJECUTIVO", estado: "ACTIVE", acceso: "antes", seccion: "siniestros" },
      "m.role = 'EJECUTIVO' AND m.standing = 'ACTIVE' AND m.entered_at < now() - interval '90 days' AND 'siniestros' = ANY (m.sections)",
    ],
  ];
  test.each(cases)("%o", async (search, where) => {
    const page = await list({ ...search, ver: "25" });
    expect(page.rows.map(({ username }) => username)).toEqual(await bySql(where, "m.person_name, m.id", 25));
    expect([page.total, page.of.total]).toEqual([await countBySql(where), 5_389]);
    expect(page.total).toBeGreaterThan(0);
  });

  test("what an address makes up asks nothing", async () => {
    const { total, of } = await list({
      rol: "ADMIN",
      estado: "x",
      acceso: "month",
      seccion: "' OR true --",
      orden: "id",
    });
    expect([total, of.total]).toEqual([5_389, 5_389]);
  });

  test("a filter and a search together", async () => {
    const where = "plain_text(u.name) LIKE '%chavez%' AND m.role = 'GERENCIAL'";
    expect(await found({ buscar: "chávez", rol: "GERENCIAL", ver: "100" })).toEqual(
      await bySql(where, "m.person_name, m.id"),
    );
  });
});

describe("sorts", () => {
  const orders = {
    nombre: ["m.person_name", "m.id"],
    correo: ["m.person_mail", "m.id"],
    rol: ["m.role", "m.person_name", "m.id"],
    estado: ["m.standing", "m.person_name", "m.id"],
    modificacion: ["m.modified_at", "m.id"],
  };
  const cases = Object.entries(orders).flatMap(([by, keys]): [string, string][] => [
    [by, keys.join(", ")],
    [`-${by}`, keys.map((key) => `${key} DESC`).join(", ")],
  ]);
  cases.push(["acceso", "m.entered_at NULLS FIRST, m.id"], ["-acceso", "m.entered_at DESC NULLS LAST, m.id DESC"]);

  test.each(cases)("%s", async (orden, order) => {
    const all = await bySql("true", order, 6_000);
    expect(await found({ orden })).toEqual(all.slice(0, 10));
    expect(await found({ orden, pagina: "54", ver: "100" })).toEqual(all.slice(5_300));
    expect(await found({ orden, pagina: "20", buscar: "a", ver: "10" })).toHaveLength(10);
  });

  // Many are met in order, few are sorted; whichever it is, the page is the same.
  test.each(cases)("%s, of those who are asked for", async (orden, order) => {
    const many = await bySql("m.role = 'EJECUTIVO' AND m.standing = 'ACTIVE'", order, 6_000);
    expect(await found({ orden, rol: "EJECUTIVO", estado: "ACTIVE" })).toEqual(many.slice(0, 10));
    const away = await bySql(
      "m.entered_at < now() - interval '90 days' AND 'clientes' = ANY (m.sections)",
      order,
      6_000,
    );
    const asked = { orden, acceso: "antes", seccion: "clientes" };
    expect(await found(asked)).toEqual(away.slice(0, 10));
    expect(await found({ ...asked, pagina: "9", ver: "100" })).toEqual(away.slice(800, 900));
    const [none] = await bySql("m.entered_at IS NULL AND m.role = 'GERENCIAL'", order, 1);
    expect((await found({ orden, acceso: "nunca", rol: "GERENCIAL" }))[0]).toBe(none);
  });
});

test("pages follow each other: nobody is left out or twice, and behind the last page there is the last", async () => {
  const pages = await Promise.all(
    [1, 2, 3, 4].map((pagina) => found({ seccion: "salud", ver: "25", pagina: String(pagina) })),
  );
  expect(new Set(pages.flat()).size).toBe(100);
  expect(pages.flat()).toEqual(await bySql("'salud' = ANY (m.sections)", "m.person_name, m.id"));
  for (const pagina of ["539", "540", "999999"]) {
    const { rows, page } = await list({ pagina });
    expect([rows.length, page]).toEqual([9, 539]);
  }
  expect(await list({ pagina: "7", buscar: "nadiese" })).toMatchObject({ rows: [], total: 0, page: 1 });
});

describe("whose", () => {
  test("another broker's rows are in no list", async () => {
    const { rows, total } = await list({ ver: "100" }, "sup2", "B2");
    expect([rows.map(({ username }) => username).sort(), total]).toEqual([["ambos1", "ejec2", "sup2"], 3]);
  });

  test.each([
    ["who administers nothing", "ejec1", "B1", "access.notAllowed"],
    ["who is of another broker", "sup1", "B2", "NotFound"],
    ["who is in both and administers neither", "ambos1", "B2", "access.notAllowed"],
    ["a company's administrator", "adm1", "B1", "NotFound"],
    ["an operator", "oper1", "B1", "NotFound"],
  ])("%s is refused", async (_, username, broker, code) => {
    expect(await outcomeOf(list({}, username, broker))).toBe(code);
  });

  test("beneath the door too: the list of somebody without the section is empty", async () => {
    const rows = await readBroker(
      await from("ejec1", "B1"),
      "brokerhome.read",
      (ctx) =>
        ctx.tx.$queryRaw<{ ids: number[]; total: number }[]>`
        SELECT ids, total FROM list_people('{}', '{}', 'nombre', false, 100, 0)`,
    );
    expect(rows).toEqual([{ ids: [], total: 0 }]);
  });

  test("a mail that somebody of several places changed is not told: the broker sees the one it wrote down", async () => {
    await asOwner("UPDATE app_user SET email = 'rosa.nueva@demo.example' WHERE username = 'ambos1'");
    const [rosa] = (await list({ buscar: "ambos1" })).rows;
    expect(rosa?.mail).toBe("ambos1@demo.example");
    expect(await found({ buscar: "rosa.nueva" })).toEqual([]);
  });
});

test("beyond ten thousand it says so, whoever is left out, and its last page is the thousandth", async () => {
  await asOwner(`SET session_replication_role = replica;
    WITH made AS (INSERT INTO app_user (username, name, document, email, status)
      SELECT 'masa' || n, 'Masa ' || n, 'DNI-M' || n, 'masa' || n || '@demo.example', 'INVITED' FROM generate_series(1, 21000) n RETURNING *)
    INSERT INTO membership (tenant_id, user_id, role, sections, person_name, person_username, person_mail, words, standing)
    SELECT t.id, made.id, 'EJECUTIVO', '{salud}', plain_text(made.name), made.username, made.email,
           ' ' || plain_text(made.name) || ' ' || made.username || ' ' || made.email, 'INVITED' FROM made, tenant t WHERE t.code = 'B1'`);
  const over = { total: 10_000, more: true };
  expect(await list({ pagina: "4000" })).toMatchObject({ ...over, page: 1_000, of: over });
  expect(await list({ estado: "ACTIVE", rol: "GERENCIAL" })).toMatchObject({ more: false, of: over });
  const where = "m.standing = 'INVITED' AND 'salud' = ANY (m.sections)";
  const page = await list({ estado: "INVITED", seccion: "salud", orden: "-correo", pagina: "31" });
  expect(page).toMatchObject({ ...over, of: over });
  const all = await bySql(where, "m.person_mail DESC, m.id DESC", 400);
  expect(page.rows.map(({ username }) => username)).toEqual(all.slice(300, 310));
  expect(await list({ buscar: "masa" })).toMatchObject({ total: 1_000, more: true, of: over });
  expect(await list({ buscar: "masa 777" })).toMatchObject({ more: false, of: over });
  expect(await list({ buscar: "masa 777", estado: "INVITED", orden: "-acceso" })).toMatchObject({ more: false });
});

// Of more than are counted, and of none where the order begins: the page is met on a short or a long way, sorted, or met on a way without end.
test("however a page of many is come by, it is the order's first, not that of those who were counted", async () => {
  const asked: [Record<string, string>, string][] = [
    [{ buscar: "masa 7" }, "m.words LIKE '%masa%' AND m.words LIKE '% 7%'"],
    [{ estado: "INVITED" }, "m.standing = 'INVITED'"],
    [
      { estado: "INVITED", seccion: "salud", buscar: "demo.ex" },
      "m.standing = 'INVITED' AND 'salud' = ANY (m.sections)",
    ],
  ];
  const orders: [string, string][] = [
    ["nombre", "m.person_name, m.id"],
    ["-correo", "m.person_mail DESC, m.id DESC"],
    ["rol", "m.role, m.person_name, m.id"],
    ["-acceso", "m.entered_at DESC NULLS LAST, m.id DESC"],
  ];
  for (const [walked, sorted] of [
    [5_000, 300_000],
    [40_000, 300_000],
    [10, 300_000],
    [10, 10],
  ]) {
    await asOwner(`DO $do$ BEGIN EXECUTE regexp_replace(regexp_replace(pg_get_functiondef('list_people'::regproc),
      'walked CONSTANT bigint := [^;]+', 'walked CONSTANT bigint := ${walked}'), 'sorted CONSTANT int := [^;]+', 'sorted CONSTANT int := ${sorted}'); END $do$`);
    const [now] = await asOwner<{ bound: boolean }>(`SELECT pg_get_functiondef('list_people'::regproc)
      LIKE '%walked CONSTANT bigint := ${walked};%sorted CONSTANT int := ${sorted};%' AS bound`);
    expect(now?.bound).toBe(true);
    for (const [search, where] of asked) {
      for (const [orden, order] of orders) {
        const all = await bySql(where, order, 1_000);
        const about = `${Object.values(search)} by ${orden}, ${walked} walked, ${sorted} sorted`;
        expect(await found({ ...search, orden }), about).toEqual(all.slice(0, 10));
        expect(await found({ ...search, orden, pagina: "10", ver: "100" }), about).toEqual(all.slice(900));
      }
    }
  }
});

import { beforeAll, expect, test } from "vitest";
import { beginTeamExport, teamNames, teamTable } from "@/lib/brokers/export";
import { teamSorts } from "@/lib/brokers/list";
import { sections, teamFilter } from "@/lib/brokers/rules";
import { readBroker, runBroker } from "@/lib/command";
import { type SheetFormat, spreadsheet } from "@/lib/files/spreadsheet";
import { sortWanted, textWanted } from "@/lib/web/sorting";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// A broker's people as a file: all that the same address lists, in its order, of this broker alone.

beforeAll(demonstration);

const from = async (username: string, company: string) => ({ ...(await signedIn(username)), company, product: null });

async function fileOf(search: Record<string, string>, usuario = "sup1", format: SheetFormat = "CSV", broker = "B1") {
  const caller = await from(usuario, broker);
  const asked = { ...teamFilter(search), text: textWanted(search), sort: sortWanted(search, teamSorts) };
  const begun = await runBroker(caller, "brokeruser.export", (ctx) => beginTeamExport(ctx, asked, format));
  const table = teamTable(begun, (work) => readBroker(caller, "brokeruser.export", work));
  const parts: Uint8Array[] = [];
  for await (const part of spreadsheet(format, { rows: "a", about: "b" }, new Date()).write(table)) parts.push(part);
  const lines = Buffer.concat(parts).toString("utf8").split("\r\n");
  return { facts: lines.slice(1, 5), heads: lines[6], people: lines.slice(7, -1) };
}
const usernames = async (search: Record<string, string>, usuario = "sup1", broker = "B1") =>
  (await fileOf(search, usuario, "CSV", broker)).people.map((line) => line.split(";")[0]);

async function bySql(where: string, order: string) {
  const rows = await asOwner<{ username: string }>(
    `SELECT u.username FROM membership m JOIN app_user u ON u.id = m.user_id JOIN tenant t ON t.id = m.tenant_id AND t.code = 'B1'
      WHERE ${where} ORDER BY ${order}`,
  );
  return rows.map(({ username }) => username);
}

test("everybody of the broker with all their data, cell by cell as SQL says them", async () => {
  const { heads, people, facts } = await fileOf({});
  expect(heads).toBe(
    "Usuario;Nombre;Apellido;Fecha de nacimiento;RUC / DNI;Correo electrónico;Cargo;Celular;Teléfono de oficina;Anexo;Rol;Clientes;Pólizas;Siniestros;Estados de cuenta;Comisiones;Admin de Usuarios;Ecommerce Auto;Riesgos Generales;Ecommerce Vida Ley;Salud;Estado;Último acceso;Última modificación",
  );
  const held = sections
    .map(
      (one) =>
        `CASE WHEN '${one}' = ANY (m.downloads) THEN 'Sí + descarga' WHEN '${one}' = ANY (m.sections) THEN 'Sí' ELSE 'No' END`,
    )
    .join(", ");
  const rows = await asOwner<{ line: string }>(
    `SELECT concat_ws(';', u.username, m.first_name, m.last_name, m.birth_date, u.document, m.person_mail, m.position, coalesce(m.phone, ''),
            coalesce(m.office_phone, ''), coalesce(m.extension, ''), initcap(m.role::text), ${held},
            CASE WHEN m.status = 'INACTIVE' THEN 'INACTIVO' WHEN u.status = 'INVITED' THEN 'INVITADO' ELSE 'ACTIVO' END,
            coalesce(to_char(m.entered_at AT TIME ZONE 'America/Lima', 'YYYY-MM-DD HH24:MI:SS'), ''),
            to_char(m.modified_at AT TIME ZONE 'America/Lima', 'YYYY-MM-DD HH24:MI:SS')) AS line
       FROM membership m JOIN app_user u ON u.id = m.user_id JOIN tenant t ON t.id = m.tenant_id AND t.code = 'B1' ORDER BY m.person_name, m.id`,
  );
  expect(people).toEqual(rows.map(({ line }) => line));
  expect(people).toHaveLength(5_389);
  expect(facts).toEqual([
    "Bróker;Corredores Unidos S.A. (B1)",
    "Filtros;Ninguno: todos los usuarios",
    "Exportado por;Susana Paz Llosa (sup1)",
    expect.stringContaining("America/Lima"),
  ]);
});

test.each([
  [{ orden: "-nombre" }, "true", "m.person_name DESC, m.id DESC"],
  [{ orden: "correo" }, "true", "m.person_mail, m.id"],
  [{ orden: "-rol" }, "true", "m.role DESC, m.person_name DESC, m.id DESC"],
  [{ orden: "estado" }, "true", "m.standing, m.person_name, m.id"],
  [{ orden: "acceso" }, "true", "m.entered_at NULLS FIRST, m.id"],
  [{ orden: "-acceso" }, "true", "m.entered_at DESC NULLS LAST, m.id DESC"],
  [{ orden: "-modificacion" }, "true", "m.modified_at DESC, m.id DESC"],
  [
    { seccion: "salud", acceso: "antes", rol: "EJECUTIVO", estado: "ACTIVE" },
    "'salud' = ANY (m.sections) AND m.entered_at < now() - interval '90 days' AND m.role = 'EJECUTIVO' AND m.standing = 'ACTIVE'",
    "m.person_name, m.id",
  ],
  [{ acceso: "nunca", orden: "acceso" }, "m.entered_at IS NULL", "m.id"],
  [{ acceso: "mes", orden: "acceso" }, "m.entered_at >= now() - interval '30 days'", "m.entered_at, m.id"],
  [{ buscar: "chávez" }, "plain_text(u.name) LIKE '%chavez%'", "m.person_name, m.id"],
])("%o: the list's people in the list's order", async (search: Record<string, string>, where, order) => {
  const found = await usernames(search);
  expect(found).toEqual(await bySql(where, order));
  expect(found.length).toBeGreaterThan(20);
});

test("another broker's people are in no file, and the file says what it was filtered by", async () => {
  expect((await usernames({}, "sup2", "B2")).sort()).toEqual(["ambos1", "ejec2", "sup2"]);
  const { facts } = await fileOf({
    buscar: "vmiyash",
    rol: "EJECUTIVO",
    estado: "ACTIVE",
    acceso: "mes",
    seccion: "clientes",
  });
  expect(facts[1]).toBe(
    'Filtros;"Buscar: vmiyash; Rol: Ejecutivo; Estado: ACTIVO; Último acceso: Últimos 30 días; Sección: Clientes"',
  );
});

test("what a spreadsheet would take for a formula is text", async () => {
  await asOwner(
    `UPDATE membership SET position = '=HYPERLINK("http://x")', phone = '+51 987654321' FROM app_user u WHERE u.id = user_id AND u.username = 'vmiyashiro'`,
  );
  const { people } = await fileOf({ buscar: "vmiyash" });
  expect(people[0]).toContain(`"'=HYPERLINK(""http://x"")";'+51 987654321`);
});

test("it leaves its record in the broker's chain, and asks the section", async () => {
  await fileOf({ rol: "GERENCIAL" }, "sup1", "XLSX");
  const [record] = await asOwner<{ data: object; code: string; actor: string }>(
    "SELECT e.data, t.code, e.actor FROM audit_event e JOIN tenant t ON t.id = e.tenant_id WHERE e.event = 'brokeruser.exported' ORDER BY e.id DESC LIMIT 1",
  );
  expect(record).toEqual({ data: { format: "XLSX", filters: "Rol: Gerencial" }, code: "B1", actor: "sup1" });
  expect(await outcomeOf(fileOf({}, "ejec1"))).toBe("access.notAllowed");
  expect(await outcomeOf(fileOf({}, "sup1", "CSV", "B2"))).toBe("NotFound");
  const { file } = await readBroker(await from("sup1", "B1"), "brokeruser.read", async (ctx) => teamNames(ctx));
  expect(file).toMatch(/^usuarios-B1-\d{4}-\d{2}-\d{2}$/);
});

test("who loses the section meanwhile gets no further part", async () => {
  const caller = await from("sup1", "B1");
  const asked = { ...teamFilter({}), text: null, sort: null };
  const begun = await runBroker(caller, "brokeruser.export", (ctx) => beginTeamExport(ctx, asked, "CSV"));
  const parts = teamTable(begun, (work) => readBroker(caller, "brokeruser.export", work)).parts[Symbol.asyncIterator]();
  await asOwner(
    "UPDATE membership SET sections = '{clientes}', downloads = '{}' FROM app_user u WHERE u.id = user_id AND u.username = 'sup1'",
  );
  expect(await outcomeOf(Promise.resolve(parts.next()))).toBe("access.notAllowed");
});

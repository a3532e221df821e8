import { beforeAll, expect, test } from "vitest";
import { readCompany, runCompany } from "@/lib/command";
import { type SheetFormat, spreadsheet } from "@/lib/files/spreadsheet";
import { beginPeopleExport, peopleNames, peopleTable } from "@/lib/people/export";
import { peopleSearch } from "@/lib/people/filter";
import { textWanted } from "@/lib/web/sorting";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

// The list of people as a file: all that the same filters find, of this company alone.

beforeAll(demonstration);

async function fileOf(
  usuario: string,
  search: Record<string, string>,
  format: SheetFormat = "CSV",
  company: "E1" | "E2" = "E1",
) {
  const caller = { ...(await signedIn(usuario, company)), product: null };
  const asked = { ...peopleSearch(search), text: search.buscar ?? null };
  const begun = await runCompany(caller, "user.export", (ctx) => beginPeopleExport(ctx, asked, format));
  const table = peopleTable(begun, (work) => readCompany(caller, "user.export", work));
  const parts: Uint8Array[] = [];
  for await (const part of spreadsheet(format, { rows: "a", about: "b" }, new Date()).write(table)) parts.push(part);
  const lines = Buffer.concat(parts).toString("utf8").split("\r\n");
  return { filters: lines[2], people: lines.slice(7, -1).map((line) => line.split(";")) };
}
const usernames = async (search: Record<string, string>) =>
  (await fileOf("adm1", search)).people.map(([username]) => username);

test("everybody of the company and nobody else, by name", async () => {
  const { people, filters } = await fileOf("adm1", {});
  const [count] = await asOwner<{ count: number }>(
    "SELECT count(*)::int FROM membership WHERE tenant_id = (SELECT id FROM tenant WHERE code = 'E1')",
  );
  expect(people).toHaveLength(count?.count ?? 0);
  const names = people.map(([, name]) => name ?? "");
  expect(names).toEqual(names.toSorted((one, other) => one.localeCompare(other, "es")));
  expect(people.find(([username]) => username === "maker1")?.slice(0, 6)).toEqual([
    "maker1",
    "Marcela Gómez Pardo",
    expect.stringContaining("CC"),
    "maker1@demo.example",
    "Activo",
    "Preparación",
  ]);
  expect(people.map(([username]) => username)).not.toContain("maker2");
  expect(filters).toBe("Filtros;Ninguno: todos los usuarios");
});

test("what is filtered is what is exported, and the file says so", async () => {
  expect(await usernames({ buscar: "gomez" })).toEqual(["maker1"]);
  expect(await usernames({ buscar: "%" })).toEqual([]);
  expect(await usernames({ estado: "INACTIVE" })).toEqual(["inactivo1"]);
  const [profile] = await asOwner<{ id: number }>(
    "SELECT id FROM profile WHERE name = 'Autorización' AND tenant_id = (SELECT id FROM tenant WHERE code = 'E1')",
  );
  const found = await fileOf("adm1", { perfil: String(profile?.id), buscar: "firma" });
  expect(found.people.map(([username]) => username).sort()).toEqual(["firma1", "firma2", "firma3"]);
  expect(found.filters).toBe('Filtros;"Buscar: firma; Perfil: Autorización"');
  expect((await fileOf("adm2", {}, "CSV", "E2")).people.map(([username]) => username)).not.toContain("maker1");
});

test("of who belongs elsewhere too the mail is their own", async () => {
  const mails = new Map((await fileOf("adm1", {})).people.map(([username, , , mail]) => [username, mail]));
  expect([mails.get("multi1"), mails.get("firma1")]).toEqual(["m•••1@demo.example", "firma1@demo.example"]);
});

test("a search that is cut in the middle of a sign is still text", async () => {
  const buscar = textWanted({ buscar: `${"a".repeat(99)}😀` }) ?? "";
  expect([buscar.isWellFormed(), (await fileOf("adm1", { buscar })).people]).toEqual([true, []]);
});

test("it leaves its record, and asks its flag", async () => {
  await fileOf("adm1", { buscar: "firma" }, "XLSX");
  const [record] = await asOwner<{ data: object }>(
    "SELECT data FROM audit_event WHERE event = 'user.exported' ORDER BY id DESC LIMIT 1",
  );
  expect(record?.data).toEqual({ format: "XLSX", filters: "Buscar: firma" });
  expect(await outcomeOf(fileOf("auditor1", {}))).toBe("access.notAllowed");
  const caller = { ...(await signedIn("adm1")), product: null };
  const { file } = await readCompany(caller, "user.read", async (ctx) => peopleNames(ctx));
  expect(file).toMatch(/^usuarios-E1-\d{4}-\d{2}-\d{2}$/);
});

test("over several parts nobody is lost or twice", async () => {
  await asOwner(`WITH made AS (INSERT INTO app_user (username, name, document, email, status)
      SELECT 'masa' || n, 'Masa ' || n, 'CC 9' || n, 'masa' || n || '@demo.example', 'INVITED' FROM generate_series(1, 5003) n RETURNING id)
    INSERT INTO membership (tenant_id, user_id, profile_id, status) SELECT p.tenant_id, made.id, p.id, 'ACTIVE'
      FROM made, profile p JOIN tenant t ON t.id = p.tenant_id WHERE t.code = 'E1' AND p.name = 'Consulta'`);
  const found = await usernames({ buscar: "masa" });
  expect(new Set(found).size).toBe(5_003);
  expect(found).toHaveLength(5_003);
});

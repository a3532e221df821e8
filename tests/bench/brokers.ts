import { bareSheet, textCell } from "@/tests/bench/bare-sheet";
import { copiedOut, fetched, type Page, pagesBeside } from "@/tests/bench/lists";
import type { Line } from "@/tests/bench/report";
import { median, peakMemoryMb, type Stage } from "@/tests/bench/stage";
import { person } from "@/tests/support/person";

const few = 1_000;

const list = "/corredores/usuarios";
const filters = ["rol=GERENCIAL", "estado=INVITED", "acceso=nunca", "acceso=mes", "acceso=antes", "seccion=salud"];
const sorts = ["correo", "-rol", "estado", "acceso", "-acceso", "-modificacion"];
const pages: Page[] = [
  { work: "team, first page", path: list, goal: 1.3 },
  { work: "team, page 1,000", path: `${list}?pagina=1000`, beside: list, goal: 1.2 },
  { work: "team, a part of a name", path: `${list}?buscar=alar%20777`, goal: 1.3 },
  { work: "team, a mail", path: `${list}?buscar=masa777%40`, goal: 1.3 },
  { work: "team, a part of every name", path: `${list}?buscar=masa`, goal: 1.3 },
  { work: "team, a name of many, filtered", path: `${list}?buscar=huaman&estado=INACTIVE`, goal: 1.3 },
  ...filters.map((one) => ({ work: `team, ${one}`, path: `${list}?${one}`, goal: 1.3 })),
  ...sorts.map((one) => ({ work: `team, by ${one}`, path: `${list}?orden=${one}`, goal: 1.3 })),
  {
    work: "team, page 1,000 by -acceso",
    path: `${list}?orden=-acceso&pagina=1000`,
    beside: `${list}?orden=-acceso`,
    goal: 1.2,
  },
  {
    work: "team, all filters",
    path: `${list}?rol=EJECUTIVO&estado=ACTIVE&acceso=antes&seccion=salud`,
    goal: 1.3,
  },
  {
    work: "team, a filter in another order",
    path: `${list}?estado=INVITED&seccion=comisiones&orden=-modificacion`,
    goal: 1.3,
  },
  // None of the first in that order is among them.
  { work: "team, invited ones by -acceso", path: `${list}?estado=INVITED&orden=-acceso`, goal: 1.3 },
  { work: "team, a first name of many", path: `${list}?buscar=oscar`, goal: 1.3 },
];

/**
 * Gestionar usuarios of a broker of so many people: each page beside the same one of a broker of a thousand; its files beside what the
 * machine can do.
 */
export async function benchBrokers(stage: Stage, people: number): Promise<Line[]> {
  await seedTeam(stage, "B1", people);
  await seedTeam(stage, "B2", few);
  for (const table of ["app_user", "membership"]) await stage.owner.query(`VACUUM ANALYZE ${table}`);
  return [...(await pagesBeside(stage, pages, "teams")), ...(await filesBeside(stage, people))];
}

async function filesBeside({ two, owner, copier }: Stage, people: number): Promise<Line[]> {
  const reader = await person("sup1b", "B1");
  // The portal that served no page before, so that what it holds is the files'.
  const pid = two.childOf("portal-2").pid ?? 0;
  const at = (format: string) => `${two.webs[1]}/api/corredores/usuarios?empresa=B1&formato=${format}`;
  const [copied, csv, excel, bare]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < 3; round += 1) {
    copied.push(await copiedOut({ owner, copier }, copy));
    csv.push(await fetched(at("csv"), reader));
    bare.push(await bareSheet(people, bareRow));
    excel.push(await fetched(at("xlsx"), reader));
  }
  const held = `${peakMemoryMb(pid).toFixed(0)} MB at most in the portal`;
  const count = people.toLocaleString("en");
  return [
    {
      work: `team of ${count} as CSV`,
      ours: median(csv),
      beside: "\\copy of the same query",
      peer: median(copied),
      goal: 2,
      notes: [held],
    },
    {
      work: `team of ${count} as Excel`,
      ours: median(excel),
      beside: "a bare sheet of as many cells",
      peer: median(bare),
      goal: 2,
      notes: [held],
    },
  ];
}

const held = [
  "clientes",
  "polizas",
  "siniestros",
  "estados-de-cuenta",
  "comisiones",
  "admin-usuarios",
  "ecommerce-auto",
  "riesgos-generales",
  "ecommerce-vida-ley",
  "salud",
].map(
  (one) =>
    `CASE WHEN '${one}' = ANY (m.downloads) THEN 'Sí + descarga' WHEN '${one}' = ANY (m.sections) THEN 'Sí' ELSE 'No' END`,
);

/** The same cells as the file's, as PostgreSQL's own COPY writes them. */
const copy = `COPY (SELECT u.username, m.first_name, m.last_name, m.birth_date, u.document, m.person_mail, m.position, m.phone, m.office_phone, m.extension,
    m.role, ${held.join(", ")}, m.standing, to_char(m.entered_at AT TIME ZONE 'America/Lima', 'YYYY-MM-DD HH24:MI:SS'),
    to_char(m.modified_at AT TIME ZONE 'America/Lima', 'YYYY-MM-DD HH24:MI:SS')
  FROM membership m JOIN app_user u ON u.id = m.user_id WHERE m.tenant_id = (SELECT id FROM tenant WHERE code = 'B1') ORDER BY m.person_name, m.id)
  TO STDOUT WITH (FORMAT csv, DELIMITER ';')`;

/** A row of as many cells in the same markup. */
const bareRow = (row: number) =>
  `<row>${[
    `masa${row}`,
    "Masa Alarcón",
    `Huamán ${row}`,
    "1980-02-03",
    `DNI-${row}`,
    `masa${row}@demo.example`,
    "Ejecutivo comercial",
    `9${row}`,
    `01 ${row}`,
    String(row % 900),
    "Ejecutivo",
    ...held.map((_, index) => (index % 3 === 0 ? "Sí" : "No")),
    "ACTIVO",
  ]
    .map(textCell)
    .join("")}<c s="2"><v>${46_000 + row / 1_000}</v></c><c s="2"><v>${46_000 + row / 2_000}</v></c></row>`;

/**
 * A team of so many, of all standings, roles and sections, who were last in over a year or never. Rows stand as the triggers would leave
 * them, without a million of each.
 */
async function seedTeam({ owner }: Stage, broker: "B1" | "B2", people: number): Promise<void> {
  await owner.query("SET session_replication_role = replica");
  await owner.query(
    `WITH given AS (
       SELECT n, lower($1) || 'masa' || n AS username, 'masa' || n || '@' || lower($1) || '.example' AS mail,
              'Masa ' || (ARRAY['Andrea', 'Bruno', 'César', 'Diana', 'Inés', 'Óscar'])[1 + n % 6] AS first_name,
              (ARRAY['Alarcón', 'Huamán', 'Núñez', 'Quispe', 'Tello'])[1 + n % 5] || ' ' || n::bigint * 7919 % 1000003 AS last_name,
              CASE WHEN n % 31 = 0 THEN 'INVITED' WHEN n % 13 = 0 THEN 'INACTIVE' ELSE 'ACTIVE' END AS standing,
              CASE WHEN n % 53 = 0 THEN 'GERENCIAL' ELSE 'EJECUTIVO' END::broker_role AS role,
              (ARRAY['{clientes,polizas}', '{clientes,polizas,siniestros}', '{estados-de-cuenta,comisiones}', '{siniestros,salud}',
                     '{clientes,ecommerce-auto,ecommerce-vida-ley}', '{riesgos-generales,polizas}'])[1 + n / 5 % 6]::text[] AS sections
         FROM generate_series(1, $2::int) n
     ), made AS (
       INSERT INTO app_user (username, name, document, email, status)
       SELECT username, first_name || ' ' || last_name, 'DNI-' || $1 || n, mail, 'INVITED' FROM given RETURNING id, username, name, document
     )
     INSERT INTO membership (tenant_id, user_id, status, role, sections, downloads, first_name, last_name, birth_date, position, phone, office_phone,
                             extension, person_name, person_username, person_document, person_mail, words, standing, entered_at, modified_at)
     SELECT t.id, made.id, CASE WHEN g.standing = 'INACTIVE' THEN 'INACTIVE' ELSE 'ACTIVE' END::member_status, g.role,
            CASE WHEN g.role = 'GERENCIAL' THEN broker_sections() ELSE g.sections END,
            CASE WHEN g.role = 'GERENCIAL' THEN broker_downloads()
              ELSE ARRAY(SELECT unnest(g.sections[1:1]) INTERSECT SELECT unnest(broker_downloads())) END,
            g.first_name, g.last_name, '1980-02-03', 'Ejecutivo comercial', '9' || lpad(n::text, 8, '0'), '01 2' || lpad((n % 9999)::text, 6, '0'), n % 900,
            plain_text(made.name), g.username, made.document, g.mail,
            ' ' || plain_text(made.name) || ' ' || g.username || ' ' || plain_text(made.document) || ' ' || g.mail, g.standing::person_standing,
            CASE WHEN g.standing <> 'INVITED' AND n % 17 <> 0 THEN now() - n % 9973 * 7919 % 390 * interval '1 day' - n * interval '0.01 seconds' END,
            now() - n % 9973 * 104729 % 380 * interval '1 day' - n * interval '0.01 seconds'
       FROM given g JOIN made USING (username), tenant t WHERE t.code = $1`,
    [broker, people],
  );
  await owner.query("RESET session_replication_role");
}

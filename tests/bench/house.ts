import { type Page, pagesBeside } from "@/tests/bench/lists";
import type { Line } from "@/tests/bench/report";
import type { Stage } from "@/tests/bench/stage";

const people = { E1: 100_000, E2: 1_000 } as const;
const profiles = { E1: 1_000, E2: 20 } as const;

const list = "/administracion/usuarios";
const peoplePages: Page[] = [
  { work: "people, first page", path: list, goal: 1.3 },
  { work: "people, page 1,000", path: `${list}?pagina=1000`, beside: list, goal: 1.2 },
  { work: "people, a name", path: `${list}?buscar=masa%20777`, goal: 1.3 },
  { work: "people, a part of every name", path: `${list}?buscar=masa`, goal: 1.3 },
  { work: "people, inactive", path: `${list}?estado=INACTIVE`, goal: 1.3 },
  { work: "people, by last entry", path: `${list}?orden=-acceso`, goal: 1.3 },
];
const profilePages: Page[] = [
  { work: "profiles, first page", path: "/administracion/perfiles", goal: 1.3 },
  {
    work: "profiles, page 50",
    path: "/administracion/perfiles?pagina=50",
    beside: "/administracion/perfiles",
    goal: 1.2,
  },
  { work: "profiles, a name", path: "/administracion/perfiles?buscar=perfil%207", goal: 1.3 },
];

/**
 * The lists of a company of a hundred thousand people, then of a thousand profiles, each page beside the same one of a small company. Profiles
 * come second: the list of people offers them as a filter, and is to differ by its people alone.
 */
export async function benchHouse(stage: Stage): Promise<Line[]> {
  await seedPeople(stage);
  const lines = await pagesBeside(stage, peoplePages);
  await seedProfiles(stage);
  return [...lines, ...(await pagesBeside(stage, profilePages))];
}

async function seedPeople({ owner }: Stage): Promise<void> {
  for (const company of ["E1", "E2"] as const)
    await owner.query(
      `WITH made AS (INSERT INTO app_user (username, name, document, email, status)
          SELECT lower($1) || 'masa' || n, 'Masa ' || n || ' ' || $1, 'CC ' || $1 || n, 'masa' || n || $1 || '@demo.example', 'INVITED'
            FROM generate_series(1, $2::int) n RETURNING id)
       INSERT INTO membership (tenant_id, user_id, profile_id, status)
       SELECT t.id, made.id, (SELECT p.id FROM profile p WHERE p.tenant_id = t.id AND p.name = 'Consulta'), 'ACTIVE' FROM made, tenant t WHERE t.code = $1`,
      [company, people[company]],
    );
  for (const table of ["app_user", "membership"]) await owner.query(`VACUUM ANALYZE ${table}`);
}

async function seedProfiles({ owner }: Stage): Promise<void> {
  for (const company of ["E1", "E2"] as const) {
    await owner.query(
      `INSERT INTO profile (tenant_id, name) SELECT id, 'Perfil ' || n FROM tenant, generate_series(1, $2::int) n WHERE code = $1`,
      [company, profiles[company]],
    );
    await owner.query(
      `INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
       SELECT p.tenant_id, p.id, s.service, s.permission FROM profile p JOIN tenant t ON t.id = p.tenant_id AND t.code = $1,
              (VALUES ('lotes.carga', 'batch.upload'), ('lotes.carga', 'WEB'), ('consultas.archivos', 'batch.read'), ('consultas.archivos', 'WEB')) s (service, permission)
        WHERE p.name LIKE 'Perfil %'`,
      [company],
    );
  }
  for (const table of ["profile", "profile_permission"]) await owner.query(`VACUUM ANALYZE ${table}`);
}

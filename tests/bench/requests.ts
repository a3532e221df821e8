import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { root } from "@/lib/cli/processes";
import type { Line } from "@/tests/bench/report";
import { median, type Stage } from "@/tests/bench/stage";
import { clave } from "@/tests/support/login";
import { type Person, person, press } from "@/tests/support/person";

const clients = 8;
const roundMs = 4_000;
const rounds = 3;
const trivialPort = 3999;

/**
 * What one portal answers in a second, eight asking at once, beside what a Next of one trivial dynamic page answers: list pages of 25 rows of a
 * million cards, and credits and debits of cards, each with its clave. Milliseconds a request.
 */
export async function benchRequests({ two, owner }: Stage): Promise<Line[]> {
  const web = two.webs[0];
  const reader = await person("cm1");
  const { rows } = await owner.query<{ reference: string }>(
    "SELECT c.reference FROM card c JOIN product p ON p.id = c.product_id WHERE p.code = 'P1' AND c.status = 'ACTIVE' ORDER BY c.id LIMIT $1",
    [clients],
  );
  const get = (url: string) => async () => {
    const response = await fetch(url, { headers: { Cookie: reader.cookie } });
    await response.text();
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  };
  const treasurers = await peopleLike(owner, "cm1");
  const move = async (lane: number, turn: number) => {
    const who = treasurers[lane] ?? reader;
    const fields = { llave: randomUUID(), tarjetas: rows[lane]?.reference ?? "", montos: "100,00", clave };
    const told = await press(two, web, who, turn % 2 === 0 ? "creditCardsAction" : "debitCardsAction", fields);
    if (told.kind !== "done") throw new Error(`a movement was answered ${JSON.stringify(told)}`);
  };
  const works = [
    { work: "requests: list of cards", goal: 1 / 0.6, turn: get(`${web}/empresas/E1/P1/servicios/cuenta-maestra`) },
    { work: "requests: movements", goal: 1 / 0.6, turn: get(`${web}/empresas/E1/P1/consultas/movimientos`) },
    { work: "requests: credit or debit, with its clave", goal: 1 / 0.4, turn: move },
  ];
  const trivial = await startTrivial();
  try {
    const plain = get(`http://127.0.0.1:${trivialPort}/`);
    const lines: Line[] = [];
    for (const { work, goal, turn } of works) {
      const [ours, peer]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round += 1) {
        peer.push(await each(plain));
        ours.push(await each(turn));
      }
      const [mine, its] = [median(ours), median(peer)];
      const notes = [`${Math.round(1_000 / mine)} a second beside ${Math.round(1_000 / its)}`];
      lines.push({ work, ours: mine, beside: "a trivial dynamic Next page", peer: its, goal, notes });
    }
    return lines;
  } finally {
    trivial.kill("SIGTERM");
  }
}

/** As many people as ask at once, with the clave and the rights of one: nobody types eight claves at a time. */
async function peopleLike(owner: Stage["owner"], username: string): Promise<Person[]> {
  const names = Array.from({ length: clients }, (_, nth) => `${username}x${nth}`);
  await owner.query(
    `WITH made AS (INSERT INTO app_user (username, name, document, email, password_hash, status, password_set_at)
        SELECT n, u.name, 'CC 99' || row_number() OVER (), n || '@demo.example', u.password_hash, u.status, u.password_set_at
          FROM app_user u, unnest($2::text[]) n WHERE u.username = $1 RETURNING id)
     INSERT INTO membership (tenant_id, user_id, profile_id, all_products)
     SELECT m.tenant_id, made.id, m.profile_id, true FROM made, membership m JOIN app_user u ON u.id = m.user_id WHERE u.username = $1`,
    [username, names],
  );
  return Promise.all(names.map((name) => person(name)));
}

async function each(turn: (lane: number, turn: number) => Promise<void>): Promise<number> {
  const until = performance.now() + roundMs;
  let done = 0;
  const lane = async (own: number) => {
    for (let nth = 0; performance.now() < until; nth += 1) {
      await turn(own, nth);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, own) => lane(own)));
  return roundMs / done;
}

/** A Next of its own with one page that is made at each request, built beside the other artifacts of tests. */
async function startTrivial(): Promise<ChildProcess> {
  const folder = join(root, "tests/artifacts/trivial");
  mkdirSync(join(folder, "app"), { recursive: true });
  const files = {
    "package.json": '{ "private": true, "type": "module" }',
    "next.config.mjs": "export default {};",
    "instrumentation.js": "export const register = () => {};", // or the portal's is found above
    "app/layout.js": "export default ({ children }) => <html><body>{children}</body></html>;",
    "app/page.js": `import { headers } from "next/headers";\nexport default async () => <p>{(await headers()).get("host")}</p>;`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const next = [join(root, "node_modules/next/dist/bin/next")];
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const built = spawnSync(process.execPath, [...next, "build"], { cwd: folder, env, encoding: "utf8" });
  if (built.status !== 0) throw new Error(built.stderr || built.stdout);
  const args = [...next, "start", "-p", String(trivialPort), "-H", "127.0.0.1"];
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: "ignore" });
  for (let tries = 0; tries < 100; tries += 1) {
    const up = await fetch(`http://127.0.0.1:${trivialPort}/`).catch(() => null);
    if (up?.ok) return child;
    await wait(100);
  }
  child.kill("SIGKILL");
  throw new Error("the trivial page did not come up");
}

import { spawnSync } from "node:child_process";
import { to as copyTo } from "pg-copy-streams";
import { bareSheet, textCell } from "@/tests/bench/bare-sheet";
import type { Line } from "@/tests/bench/report";
import { median, peakMemoryMb, type Stage } from "@/tests/bench/stage";
import { type Person, person } from "@/tests/support/person";

const events = 1_000_000;
const few = 1_000;
const rounds = 60;
/** The same page over a thousand rows, of the other company or broker: what the pages are of, whose they are, and who looks. */
const small = { house: ["E2", "adm2"], products: ["E2", "cm2"], teams: ["B2", "sup2"] } as const;
const large = { house: ["E1", "adm1"], products: ["E1", "cm1"], teams: ["B1", "sup1b"] } as const;
const products = { E1: "P1", E2: "P9", B1: "", B2: "" } as const;

export type Page = {
  work: string;
  path: string /** Against which page, where not against itself over a thousand. */;
  beside?: string;
  goal: number;
};

const activity = "/administracion/actividad";
const activityPages: Page[] = [
  { work: "activity, first page", path: activity, goal: 1.3 },
  { work: "activity, page 400", path: `${activity}?pagina=400`, beside: activity, goal: 1.2 },
  { work: "activity, a person", path: `${activity}?persona=persona7`, goal: 1.3 },
  { work: "activity, a person of very many", path: `${activity}?persona=maker1`, goal: 1.3 },
  { work: "activity, a service", path: `${activity}?servicio=lotes.autorizacion`, goal: 1.3 },
  { work: "activity, a service nobody used", path: `${activity}?servicio=ayudas.guias`, goal: 1.3 },
  { work: "activity, person and service", path: `${activity}?persona=maker1&servicio=ordenes.pago`, goal: 1.3 },
  { work: "activity, refused", path: `${activity}?resultado=refused`, goal: 1.3 },
  { work: "activity, a person refused", path: `${activity}?persona=persona7&resultado=refused`, goal: 1.3 },
  { work: "activity, a month long ago", path: `${activity}?desde=2024-02-01&hasta=2024-02-29`, goal: 1.3 },
  {
    work: "activity, all filters",
    path: `${activity}?persona=maker1&servicio=lotes.carga&resultado=done&desde=2024-01-01&hasta=2025-12-31&pagina=300`,
    goal: 1.3,
  },
];

/** Consulta de Actividad over a million events: each page beside the same one over a thousand, and its files beside what the machine can do. */
export async function benchActivity(stage: Stage): Promise<Line[]> {
  await seedEvents(stage);
  return [...(await pagesBeside(stage, activityPages)), ...(await exportsBeside(stage))];
}

/** Every page of `pages`, in turns with the one it is compared with, over HTTP; 95 of 100 answers. */
export async function pagesBeside(
  { two }: Stage,
  pages: readonly Page[],
  of: keyof typeof large = "house",
): Promise<Line[]> {
  const [[big, manager], [little, other]] = [large[of], small[of]];
  const [many, thousand] = await Promise.all([person(manager, big), person(other, little, products[little])]);
  const at = (path: string, code: typeof big | typeof little) =>
    of === "products"
      ? `/empresas/${code}/${products[code]}/${path}`
      : `${path}${path.includes("?") ? "&" : "?"}empresa=${code}`;
  const lines: Line[] = [];
  for (const { work, path, beside, goal } of pages) {
    const ours: number[] = [];
    const peer: number[] = [];
    for (let round = 0; round < rounds + 5; round += 1) {
      const taken = await timed(`${two.webs[0]}${at(path, big)}`, many);
      const compared = beside
        ? await timed(`${two.webs[0]}${at(beside, big)}`, many)
        : await timed(`${two.webs[0]}${at(path, little)}`, thousand);
      if (round < 5) continue;
      ours.push(taken);
      peer.push(compared);
    }
    lines.push({
      work,
      ours: p95(ours),
      beside: beside ? "its first page" : "over 1,000 rows",
      peer: p95(peer),
      goal,
      notes: [`the middle ${median(ours).toFixed(1)} ms and ${median(peer).toFixed(1)} ms`],
    });
  }
  return lines;
}

async function timed(address: string, who: Person): Promise<number> {
  const start = performance.now();
  const response = await fetch(address, { headers: { Cookie: who.cookie } });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return performance.now() - start;
}

const p95 = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length * 0.95)] ?? 0;

/** The whole of it as CSV beside `\copy` of the same columns, and as Excel beside a bare sheet of the same cells; memory meanwhile. */
async function exportsBeside({ two, owner, copier }: Stage): Promise<Line[]> {
  const reader = await person("adm1", "E1");
  const lines: Line[] = [];
  const pid = two.childOf("portal-1").pid ?? 0;
  const columns = `e.id, to_char(e.at AT TIME ZONE 'America/Bogota', 'YYYY-MM-DD HH24:MI:SS'), e.actor, e.event, e.service, e.subject, e.result, e.address,
    e.request_id, e.data`;
  const copy = `COPY (SELECT ${columns} FROM audit_event e WHERE e.tenant_id = (SELECT id FROM tenant WHERE code = 'E1') ORDER BY e.at DESC, e.id DESC) TO STDOUT WITH (FORMAT csv, DELIMITER ';')`;
  const copied: number[] = [];
  const written: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    copied.push(await copiedOut({ owner, copier }, copy));
    written.push(await fetched(`${two.webs[0]}/api${activity}?empresa=E1&formato=csv`, reader));
  }
  const before = peakMemoryMb(pid);
  lines.push({
    work: "activity of 1,000,000 as CSV",
    ours: median(written),
    beside: "\\copy of the same query",
    peer: median(copied),
    goal: 2,
    notes: [`${before.toFixed(0)} MB at most in the portal`],
  });
  const sheet: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < 3; round += 1) {
    bare.push(await bareSheet(events, (row) => `<row>${cellsOfRow(row).map(textCell).join("")}</row>`));
    sheet.push(await fetched(`${two.webs[0]}/api${activity}?empresa=E1`, reader));
  }
  lines.push({
    work: "activity of 1,000,000 as Excel",
    ours: median(sheet),
    beside: "a bare sheet of as many cells",
    peer: median(bare),
    goal: 2,
    notes: [`${peakMemoryMb(pid).toFixed(0)} MB at most in the portal`],
  });
  return lines;
}

/** A whole file as it is written, not packed for its way, which \copy is not either; milliseconds. */
export async function fetched(address: string, who: Person): Promise<number> {
  const start = performance.now();
  const response = await fetch(address, { headers: { Cookie: who.cookie, "Accept-Encoding": "identity" } });
  if (!response.ok || !response.body) throw new Error(`${address} answered ${response.status}`);
  let bytes = 0;
  for await (const chunk of response.body) bytes += chunk.length;
  if (bytes < 1_000_000) throw new Error(`${address} brought ${bytes} bytes`);
  return performance.now() - start;
}

/** What PostgreSQL itself takes to write the same rows to nobody; milliseconds. */
export async function copiedOut({ owner, copier }: Pick<Stage, "owner" | "copier">, copy: string): Promise<number> {
  const start = performance.now();
  if (copier === "psql") {
    const command = copy.replace(/^COPY/, "\\copy").replace("TO STDOUT", "TO '/dev/null'").replace(/\s+/g, " ");
    const done = spawnSync("psql", ["-qXc", command, process.env.DATABASE_URL ?? ""], { encoding: "utf8" });
    if (done.status !== 0) throw new Error(done.stderr);
  } else {
    for await (const chunk of owner.query(copyTo(copy))) if (chunk.length === 0) throw new Error("an empty chunk");
  }
  return performance.now() - start;
}

const cellsOfRow = (row: number): string[] => [
  `2025-11-22 10:${String(row % 60).padStart(2, "0")}:00`,
  `persona${row % 5_000}`,
  "Autorización de Lotes",
  `Firmó el lote L-2025-${row}`,
  `L-2025-${row}`,
  "Hecho",
  "Estado: Por autorizar",
  "Estado: 1 de 2 firmas",
  `Huella de lo firmado: ${row}${"0123456789abcdef".repeat(4)}`,
  `203.0.113.${row % 250}`,
  `3f2504e0-4f89-11d3-9a0c-${String(row).padStart(12, "0")}`,
];

/** A million events of E1 and a thousand of E2 over three years, of five thousand people, a few of whom did much, one in fifty refused. */
async function seedEvents({ owner }: Stage): Promise<void> {
  // The queue of what is to be sealed would stand for an hour: these are in no chain.
  await owner.query("SET session_replication_role = replica");
  for (const [company, count] of [
    ["E1", events],
    ["E2", few],
  ] as const)
    await owner.query(
      `INSERT INTO audit_event (tenant_id, at, actor, event, subject, result, address, request_id, data)
       SELECT t.id, now() - ($2::int - n) * interval '95 seconds', (ARRAY['maker1', 'firma1', 'firma2', 'pagador1', 'persona' || n * 7 % 5000])[1 + n % 5],
              e.event, CASE WHEN n % 50 = 0 THEN 'access.notAllowed' ELSE 'L-2025-' || n END, CASE WHEN n % 50 = 0 THEN 'refused' ELSE 'done' END,
              '203.0.113.' || n % 250, gen_random_uuid()::text,
              CASE WHEN n % 50 = 0 THEN jsonb_build_object('code', 'access.notAllowed', 'company', 'E1', 'product', 'P1')
                ELSE jsonb_build_object('from', 'CONFIRMED', 'to', 'PARTLY_SIGNED', 'digest', encode(sha256(n::text::bytea), 'hex')) END
         FROM tenant t, generate_series(1, $2::int) n,
              LATERAL (SELECT (CASE WHEN n % 50 = 0 THEN ARRAY['batch.upload', 'batch.confirm', 'batch.sign', 'order.pay', 'order.read', 'profile.modify', 'user.modify']
                ELSE ARRAY['batch.uploaded', 'batch.confirmed', 'batch.signed', 'order.paid', 'order.issued', 'profile.modified', 'user.modified'] END)[1 + n * 13 % 7] AS event) e
        WHERE t.code = $1`,
      [company, count],
    );
  await owner.query("RESET session_replication_role");
  await owner.query("VACUUM ANALYZE audit_event");
}

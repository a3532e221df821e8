import { bareSheet, textCell } from "@/tests/bench/bare-sheet";
import { copiedOut, fetched, type Page, pagesBeside } from "@/tests/bench/lists";
import type { Line } from "@/tests/bench/report";
import { median, peakMemoryMb, type Stage } from "@/tests/bench/stage";
import { person } from "@/tests/support/person";

const movements = { E1: 1_000_000, E2: 1_000 } as const;

const report = "reportes/cuenta-maestra";
const pages: Page[] = [
  { work: "master report, first page", path: report, goal: 1.3 },
  { work: "master report, page 20,000", path: `${report}?pagina=20000`, beside: report, goal: 1.2 },
  { work: "master report, a kind", path: `${report}?tipo=credit`, goal: 1.3 },
  {
    work: "master report, a kind, deep",
    path: `${report}?tipo=credit&pagina=7000`,
    beside: `${report}?tipo=credit`,
    goal: 1.2,
  },
  { work: "master report, a month long ago", path: `${report}?desde=2024-05-01&hasta=2024-05-31`, goal: 1.3 },
];

/** Reportes > Cuenta maestra over a million movements: its pages beside the same ones over a thousand, its files beside what the machine can do. */
export async function benchExports(stage: Stage): Promise<Line[]> {
  await seedMovements(stage);
  return [...(await pagesBeside(stage, pages, "products")), ...(await filesBeside(stage))];
}

/** The same cells as the file's, as PostgreSQL's own COPY writes them. */
const copy = `COPY (SELECT to_char(m.at AT TIME ZONE 'America/Bogota', 'YYYY-MM-DD HH24:MI:SS'),
    CASE m.kind WHEN 'credit' THEN 'Abono a una tarjeta' WHEN 'fund' THEN 'Recarga de la cuenta maestra' WHEN 'debit' THEN 'Cargo a una tarjeta' ELSE m.kind END,
    m.reference, m.order_number, m.description, (m.cents / 100.0)::numeric(18, 2), (m.balance_cents / 100.0)::numeric(18, 2)
  FROM master_movement m JOIN account a ON a.id = m.account_id JOIN product p ON p.id = a.product_id AND p.code = 'P1' ORDER BY m.number DESC)
  TO STDOUT WITH (FORMAT csv, DELIMITER ';')`;

async function filesBeside({ two, owner, copier }: Stage): Promise<Line[]> {
  const reader = await person("cm1", "E1");
  // The portal that served no page before, so that what it holds is the files'.
  const pid = two.childOf("portal-2").pid ?? 0;
  const at = (kind: string) => `${two.webs[1]}/api/reportes/E1/P1/cuenta-maestra/${kind}`;
  const [copied, csv, excel, bare]: number[][] = [[], [], [], []];
  const before = peakMemoryMb(pid);
  for (let round = 0; round < 3; round += 1) {
    copied?.push(await copiedOut({ owner, copier }, copy));
    csv?.push(await fetched(at("csv"), reader));
  }
  const between = peakMemoryMb(pid);
  for (let round = 0; round < 3; round += 1) {
    bare?.push(await bareSheet(movements.E1, bareRow));
    excel?.push(await fetched(at("excel"), reader));
  }
  return [
    {
      work: "master report of 1,000,000 as CSV",
      ours: median(csv ?? []),
      beside: "\\copy of the same query",
      peer: median(copied ?? []),
      goal: 2,
      notes: [`the portal held ${before.toFixed(0)} MB at most before, ${between.toFixed(0)} MB after`],
    },
    {
      work: "master report of 1,000,000 as Excel",
      ours: median(excel ?? []),
      beside: "a bare sheet of the same cells",
      peer: median(bare ?? []),
      goal: 2,
      notes: [`the portal held ${peakMemoryMb(pid).toFixed(0)} MB at most`],
    },
  ];
}

/** A row of the same cells in the same markup. */
const bareRow = (row: number) =>
  `<row><c s="2"><v>${46_000 + row / 1_000}</v></c>${textCell("Abono a una tarjeta")}${textCell(`CM-2026-${row}`)}${row % 2 === 0 ? textCell(`OS-2026-${row % 5_000}`) : "<c/>"}${textCell(`Abono de la nómina de octubre ${row}`)}<c s="3"><v>${row / 100}</v></c><c s="3"><v>${row * 7.01}</v></c></row>`;

/** A million movements of P1's master account and a thousand of P9's, over three years. */
async function seedMovements({ owner }: Stage): Promise<void> {
  await owner.query("SET session_replication_role = replica");
  for (const [company, product] of [
    ["E1", "P1"],
    ["E2", "P9"],
  ] as const) {
    await owner.query(
      "DELETE FROM master_movement m USING account a, product p WHERE a.id = m.account_id AND p.id = a.product_id AND p.code = $1",
      [product],
    );
    await owner.query(
      `INSERT INTO master_movement (tenant_id, account_id, entry_id, at, cents, balance_cents, kind, reference, order_number, description, number,
                                      credited_cents, kind_number, kind_cents, kind_credited_cents)
         SELECT a.tenant_id, a.id, n, now() - ($2 - n) * interval '95 seconds', s.cents, sum(s.cents) OVER w, s.kind, 'CM-2026-' || lpad(n::text, 6, '0'),
                CASE WHEN n % 2 = 0 THEN 'OS-2026-' || lpad((n % 5000)::text, 6, '0') END,
                CASE WHEN n % 40 = 0 THEN '=suma ' || n ELSE 'Abono de la nómina de octubre ' || n END, n, sum(greatest(s.cents, 0)) OVER w,
                row_number() OVER k, sum(s.cents) OVER k, sum(greatest(s.cents, 0)) OVER k
           FROM account a JOIN product p ON p.id = a.product_id AND p.code = $1 AND a.kind = 'MASTER', generate_series(1, $2::int) n,
                LATERAL (SELECT CASE WHEN n % 3 = 0 THEN -1 ELSE 1 END * (100 + n % 99991)::bigint AS cents,
                                (ARRAY['credit', 'fund', 'debit', 'rejections', 'withdraw'])[1 + n % 5] AS kind) s
         WINDOW w AS (ORDER BY n), k AS (PARTITION BY s.kind ORDER BY n)`,
      [product, movements[company]],
    );
  }
  await owner.query("RESET session_replication_role");
  await owner.query("VACUUM ANALYZE master_movement");
}

import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { read, runCommand } from "@/lib/command";
import type { Caller, Context } from "@/lib/context";
import { type SheetFormat, spreadsheet } from "@/lib/files/spreadsheet";
import type { Table } from "@/lib/files/table";
import { masterMovementKinds } from "@/lib/ledger/rules";
import { beginReportExport, reportNames, reportPaper, reportPdf } from "@/lib/reports/export";
import { masterReport } from "@/lib/reports/master-movements";
import { reportRows } from "@/lib/reports/queries";
import { criteriaOf } from "@/lib/reports/schema";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";
import { manyMovements } from "@/tests/support/movements";
import { cellsOf, unzipped } from "@/tests/support/unzipped";

// Reportes > Cuenta maestra over 200,000 movements: the same numbers on screen, in the files and in SQL.

const many = 200_000;
type Search = Record<string, string>;
let cm1: Caller;

beforeAll(async () => {
  await demonstration();
  await manyMovements(many);
  cm1 = await signedIn("cm1");
}, 120_000);

const asked = (search: Search) => {
  const { asked, fault } = criteriaOf(masterReport, search);
  if (fault !== null) throw new Error(fault);
  return asked;
};
const finding = (search: Search, caller = cm1) =>
  read(caller, "masterreport.read", (ctx) => masterReport.find(ctx, asked(search)));

async function fileOf(search: Search, format: SheetFormat, caller = cm1): Promise<Buffer> {
  const asks = format === "CSV" ? ("masterreport.csv" as const) : ("masterreport.export" as const);
  const { names, begun } = await runCommand(caller, asks, async (ctx) => ({
    names: reportNames(ctx, masterReport),
    begun: await beginReportExport(ctx, masterReport, search, format),
  }));
  const chunks: Uint8Array[] = [];
  const table = begun((work) => read(caller, asks, work));
  for await (const chunk of spreadsheet(format, names, new Date()).write(table)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** How many rows each part of it has. */
async function* counted({ parts }: Table): AsyncGenerator<number> {
  for await (const rows of parts) yield [...rows].length;
}

/** Cells of CSV, read by the rules of RFC 4180 alone. */
function csvRows(text: string): string[][] {
  return [...text.matchAll(/((?:"(?:[^"]|"")*"|[^;\r\n"]*)(?:;(?:"(?:[^"]|"")*"|[^;\r\n"]*))*)\r\n/g)].map(
    ([, line = ""]) =>
      [...line.matchAll(/(?:^|;)(?:"((?:[^"]|"")*)"|([^;"]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? (plain ?? "") : quoted.replaceAll('""', '"'),
      ),
  );
}
const rowsOfCsv = async (search: Search) => {
  const rows = csvRows((await fileOf(search, "CSV")).toString("utf8"));
  return rows.slice(rows.findIndex(([first]) => first === "Fecha y hora") + 1);
};
const centsOf = (text = "") => BigInt(text.replace(/[.,]/, ""));
const sum = (all: readonly bigint[]) => all.reduce((total, one) => total + one, 0n);

type Told = { count: number; sum: bigint; credits: bigint; debits: bigint; digest: string };
/** What SQL alone says of the movements of P1's account. */
async function truth(where: string): Promise<Told> {
  const [row] = await asOwner<Record<keyof Told, string>>(
    `SELECT count(*), coalesce(sum(m.cents), 0) AS sum, coalesce(sum(m.cents) FILTER (WHERE m.cents > 0), 0) AS credits,
            coalesce(sum(m.cents) FILTER (WHERE m.cents < 0), 0) AS debits,
            md5(coalesce(string_agg(m.cents || ' ' || m.balance_cents, ',' ORDER BY m.number DESC), '')) AS digest
       FROM master_movement m JOIN account a ON a.id = m.account_id JOIN product p ON p.id = a.product_id AND p.code = 'P1' WHERE ${where}`,
  );
  if (!row) throw new Error("a count has a row");
  return {
    count: Number(row.count),
    sum: BigInt(row.sum),
    credits: BigInt(row.credits),
    debits: BigInt(row.debits),
    digest: row.digest,
  };
}

const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
const inDays = (from: number, to: number) =>
  `m.at >= '${day(from)} 00:00 America/Bogota' AND m.at < timestamptz '${day(to)} 00:00 America/Bogota' + interval '1 day'`;
const cases: [name: string, search: Search, where: string][] = [
  ["everything", {}, "true"],
  ["days", { desde: day(60), hasta: day(20) }, inDays(60, 20)],
  ["from a day on", { desde: day(30) }, `m.at >= '${day(30)} 00:00 America/Bogota'`],
  ["a kind", { tipo: "payment" }, "m.kind = 'payment'"],
  ["a kind in days", { tipo: "opening", desde: day(90), hasta: day(33) }, `m.kind = 'opening' AND ${inDays(90, 33)}`],
  ["a kind that there is none of", { tipo: "withdraw" }, "m.kind = 'withdraw'"],
  ["words", { buscar: "NOMINA" }, "m.description LIKE 'Nómina%'"],
  [
    "a lot",
    { buscar: "L-2026-000123", desde: day(90) },
    `m.reference = 'L-2026-000123' AND m.at >= '${day(90)} 00:00 America/Bogota'`,
  ],
  [
    "amounts",
    { minimo: "500,00", maximo: "500.99", tipo: "opening" },
    "m.kind = 'opening' AND abs(m.cents) BETWEEN 50000 AND 50099",
  ],
  ["nothing", { desde: "2001-01-01", hasta: "2001-12-31" }, "false"],
];

describe("the same numbers in SQL, on screen and in the files", () => {
  test.each(cases)("%s", async (_, search, where) => {
    const expected = await truth(where);
    const found = await finding(search);
    const total = Object.fromEntries(found.totals.map(({ key, cents }) => [key, cents]));
    expect([found.count, total.credits, total.debits]).toEqual([expected.count, expected.credits, expected.debits]);
    const csv = await rowsOfCsv(search);
    expect(csv).toHaveLength(expected.count);
    expect(sum(csv.map((row) => centsOf(row[5])))).toBe(expected.sum);
    const told = csv.map((row) => `${centsOf(row[5])} ${centsOf(row[6])}`).join(",");
    expect(createHash("md5").update(told).digest("hex")).toBe(expected.digest);
    const firsts = await read(cm1, "masterreport.read", (ctx) =>
      reportRows(ctx, masterReport, found, { skip: 0, size: 25 }),
    );
    expect(firsts.map(({ cells }) => centsOf(cells[5] ?? ""))).toEqual(csv.slice(0, 25).map((row) => centsOf(row[5])));
    const deep = Math.max(0, expected.count - 30);
    const lasts = await read(cm1, "masterreport.read", (ctx) =>
      reportRows(ctx, masterReport, found, { skip: deep, size: 25 }),
    );
    expect(lasts.map(({ cells }) => centsOf(cells[6] ?? ""))).toEqual(
      csv.slice(deep, deep + 25).map((row) => centsOf(row[6])),
    );
  });

  test("opening, movements and closing add up, whatever the days", async () => {
    const searches: Search[] = [{}, { desde: day(60) }, { hasta: day(50) }, { desde: day(10), hasta: day(10) }];
    for (const search of searches) {
      const { totals } = await finding(search);
      const [opening = 0n, credits = 0n, debits = 0n, closing = 0n] = totals.map(({ cents }) => cents);
      expect(opening + credits + debits).toBe(closing);
    }
  });

  test("Excel holds them as numbers, and whatever a person wrote as text and never as a formula", async () => {
    const search = { desde: day(20), tipo: "payment" };
    const expected = await truth(`m.kind = 'payment' AND m.at >= '${day(20)} 00:00 America/Bogota'`);
    const files = unzipped(await fileOf(search, "XLSX"));
    const xml = files.get("xl/worksheets/sheet1.xml") ?? "";
    const [head, ...rows] = cellsOf(xml);
    expect(head).toEqual([
      "Fecha y hora",
      "Tipo de movimiento",
      "Referencia",
      "Orden",
      "Descripción",
      "Valor",
      "Saldo",
    ]);
    expect(rows).toHaveLength(expected.count);
    expect(sum(rows.map((row) => centsOf(row[5])))).toBe(expected.sum);
    expect(xml).toContain(`<autoFilter ref="A1:G${expected.count + 1}"/>`);
    expect(xml).not.toContain("<f");
    expect(rows.filter((row) => /^'=1\+|^' {2}@/.test(row[4] ?? "")).length).toBeGreaterThan(100);
    expect(rows.filter((row) => /^[=@]|^ +@/.test(row[4] ?? ""))).toEqual([]);
    const csv = await rowsOfCsv(search);
    expect(rows.map((row) => row.slice(1, 5))).toEqual(csv.map((row) => row.slice(1, 5)));
    // Excel's days since 1899, in the company's own zone.
    const moment = (serial = "") =>
      new Date((Number(serial) - 25_569) * 86_400_000 + 1).toISOString().slice(0, 19).replace("T", " ");
    expect(rows.slice(0, 50).map((row) => moment(row[0]))).toEqual(csv.slice(0, 50).map((row) => row[0]));
    const about = cellsOf(files.get("xl/worksheets/sheet2.xml") ?? "")
      .flat()
      .join("|");
    expect(about).toContain("Tipo de movimiento: Pago de una orden");
    expect(about).toContain("Camila Ortiz Arango (cm1)");
  });

  test("what comes while a file is written is not of it", async () => {
    const before = await finding({});
    const begun = await runCommand(cm1, "masterreport.csv", (ctx) => beginReportExport(ctx, masterReport, {}, "CSV"));
    await moved(77);
    let count = 0;
    for await (const rows of counted(begun((work) => read(cm1, "masterreport.csv", work)))) count += rows;
    expect(count).toBe(before.count);
    expect((await finding({})).count).toBe(before.count + 1);
  });
});

/** One more movement of P1's master account. */
const moved = (cents: number, product = "P1") =>
  asOwner(
    `WITH place AS (SELECT m.tenant_id, m.id AS master, b.id AS bank FROM product p JOIN account m ON m.product_id = p.id AND m.kind = 'MASTER'
          JOIN account b ON b.product_id = p.id AND b.kind = 'BANK_CLEARING' WHERE p.code = $2),
      entry AS (INSERT INTO ledger_entry (tenant_id, kind, key) SELECT tenant_id, 'opening', gen_random_uuid()::text FROM place RETURNING id)
     INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents) SELECT tenant_id, entry.id, bank, master, $1 FROM place, entry`,
    [cents, product],
  );

test("another company's report holds nothing of this one", async () => {
  const cm2 = await signedIn("cm2", "E2");
  await moved(500, "P9");
  expect((await finding({}, cm2)).count).toBe(1);
  const begun = await runCommand(cm2, "masterreport.csv", (ctx) => beginReportExport(ctx, masterReport, {}, "CSV"));
  const mine = begun((work) => read(cm1, "masterreport.csv", work));
  // Even with the rows of one and the transaction of another.
  for await (const rows of counted(mine)) expect(rows).toBe(0);
});

test.each([
  ["maker1", ["access.notAllowed", "access.notAllowed", "access.notAllowed", "access.notAllowed", "access.notAllowed"]],
  [
    "consulta1",
    ["access.notAllowed", "access.notAllowed", "access.notAllowed", "access.notAllowed", "access.notAllowed"],
  ],
  ["auditor1", ["ok", "access.notAllowed", "access.notAllowed", "access.notAllowed", "access.notAllowed"]],
  ["cm1", ["ok", "ok", "ok", "ok", "ok"]],
] as const)("what %s may", async (username, expected) => {
  const caller = await signedIn(username);
  const none = { desde: "2001-01-01", hasta: "2001-01-31" };
  const outcomes = [
    await outcomeOf(finding(none, caller)),
    await outcomeOf(fileOf(none, "XLSX", caller)),
    await outcomeOf(fileOf(none, "CSV", caller)),
    await outcomeOf(runCommand(caller, "masterreport.pdf", (ctx) => reportPdf(ctx, masterReport, none))),
    await outcomeOf(runCommand(caller, "masterreport.print", (ctx) => reportPaper(ctx, masterReport, none, "PRINT"))),
  ];
  expect(outcomes).toEqual(expected);
});

test("an export leaves its record before its first byte, with what was asked and how much it was", async () => {
  await runCommand(cm1, "masterreport.csv", (ctx) =>
    beginReportExport(ctx, masterReport, { tipo: "opening", minimo: "999,50", hasta: day(3) }, "CSV"),
  );
  const [event] = await asOwner<{ event: string; service: string; data: Record<string, unknown> }>(
    "SELECT event, service, data FROM audit_event WHERE actor = 'cm1' ORDER BY id DESC LIMIT 1",
  );
  expect(event).toMatchObject({
    event: "masterreport.exported",
    service: "reportes.cuenta-maestra",
    data: { report: "cuenta-maestra", product: "P1", format: "CSV" },
  });
  expect(event?.data.filters).toContain("Tipo de movimiento: Saldo inicial; Valor desde: $ 999,50");
  const { count } = await finding({ tipo: "opening", minimo: "999,50", hasta: day(3) });
  expect(event?.data.rows).toBe(count);
});

test("paper is the whole or nothing", async () => {
  const paper = (ctx: Context, search: Search) => reportPaper(ctx, masterReport, search, "PRINT");
  expect(await read(cm1, "masterreport.print", (ctx) => paper(ctx, {}))).toBeNull();
  expect(await outcomeOf(runCommand(cm1, "masterreport.pdf", (ctx) => reportPdf(ctx, masterReport, {})))).toBe(
    "report.tooManyForPaper",
  );
  const printed = await runCommand(cm1, "masterreport.print", (ctx) =>
    paper(ctx, { buscar: "L-2026-000123", tipo: "opening" }),
  );
  const { count } = await finding({ buscar: "L-2026-000123", tipo: "opening" });
  expect(printed?.rows).toHaveLength(count);
});

test("a right that is lost meanwhile ends the file", async () => {
  const begun = await runCommand(cm1, "masterreport.csv", (ctx) => beginReportExport(ctx, masterReport, {}, "CSV"));
  const parts = counted(begun((work) => read(cm1, "masterreport.csv", work)));
  let rows = (await parts.next()).value ?? 0;
  const flag = `permission = 'masterreport.csv' AND profile_id = (SELECT id FROM profile WHERE name = 'Cuenta maestra' AND tenant_id = (SELECT id FROM tenant WHERE code = 'E1'))`;
  const taken = await asOwner<{ tenant_id: number; profile_id: number; service: string }>(
    `DELETE FROM profile_permission WHERE ${flag} RETURNING tenant_id, profile_id, service`,
  );
  try {
    const rest = (async () => {
      for await (const part of parts) rows += part;
    })();
    expect(await outcomeOf(rest)).toBe("access.notAllowed");
    expect([20_000, 40_000]).toContain(rows);
  } finally {
    for (const row of taken)
      await asOwner(
        "INSERT INTO profile_permission (tenant_id, profile_id, service, permission) VALUES ($1, $2, $3, 'masterreport.csv')",
        [row.tenant_id, row.profile_id, row.service],
      );
  }
});

test("the line over time stands at each day's end, from before the period to its last day", async () => {
  const told = await read(
    cm1,
    "masterreport.read",
    (ctx) => masterReport.chart?.(ctx, asked({ desde: day(40), hasta: day(11) })) ?? Promise.resolve(null),
  );
  expect(told?.days).toHaveLength(30);
  expect([told?.days[0]?.day, told?.days.at(-1)?.day]).toEqual([day(40), day(11)]);
  const [truthOf] = await asOwner<{ before: string; last: string }>(
    `SELECT (SELECT balance_cents FROM master_movement WHERE account_id = m.account_id AND at < '${day(40)} 00:00 America/Bogota' ORDER BY number DESC LIMIT 1) AS before,
            (SELECT balance_cents FROM master_movement WHERE account_id = m.account_id AND at < '${day(10)} 00:00 America/Bogota' ORDER BY number DESC LIMIT 1) AS last
       FROM master_movement m JOIN account a ON a.id = m.account_id JOIN product p ON p.id = a.product_id AND p.code = 'P1' LIMIT 1`,
  );
  expect([told?.before, told?.days.at(-1)?.cents]).toEqual([BigInt(truthOf?.before ?? 0), BigInt(truthOf?.last ?? 0)]);
  const whole = await read(
    cm1,
    "masterreport.read",
    (ctx) => masterReport.chart?.(ctx, asked({})) ?? Promise.resolve(null),
  );
  expect(whole?.days.length).toBeLessThan(130);
  expect(
    await read(
      cm1,
      "masterreport.read",
      (ctx) => masterReport.chart?.(ctx, asked({ desde: "2199-01-01" })) ?? Promise.resolve(null),
    ),
  ).toBeNull();
});

test("every kind has its words and is one that the database takes", async () => {
  const [constraint] = await asOwner<{ said: string }>(
    "SELECT pg_get_constraintdef(oid) AS said FROM pg_constraint WHERE conname = 'master_movement_kind'",
  );
  expect([...(constraint?.said ?? "").matchAll(/'(\w+)'/g)].map(([, kind]) => kind).sort()).toEqual(
    [...masterMovementKinds].sort(),
  );
});

test("the ledger keeps kinds, references and sums, of many entries at once and of one after the other", async () => {
  await Promise.all([moved(300, "P9"), moved(40, "P9"), moved(5, "P9")]);
  await asOwner(
    `WITH place AS (SELECT m.tenant_id, m.id AS master, b.id AS bank FROM product p JOIN account m ON m.product_id = p.id AND m.kind = 'MASTER'
          JOIN account b ON b.product_id = p.id AND b.kind = 'BANK_CLEARING' WHERE p.code = 'P9'),
      entry AS (INSERT INTO ledger_entry (tenant_id, kind, key)
        SELECT tenant_id, (ARRAY['opening', 'master.fund', 'master.withdraw', 'card.creditReversed'])[1 + n % 4], 'several:' || n FROM place, generate_series(1, 200) n
        RETURNING id, split_part(key, ':', 2)::int AS n)
     INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents)
     SELECT tenant_id, entry.id, CASE WHEN n % 4 = 2 THEN master ELSE bank END, CASE WHEN n % 4 = 2 THEN bank ELSE master END, n FROM place, entry`,
  );
  await moved(1, "P9");
  const wrong =
    await asOwner(`SELECT * FROM (SELECT m.*, row_number() OVER every AS n, sum(m.cents) OVER every AS balance, sum(greatest(m.cents, 0)) OVER every AS credited,
        row_number() OVER alike AS kn, sum(m.cents) OVER alike AS ks, sum(greatest(m.cents, 0)) OVER alike AS kc, lag(m.at) OVER every AS earlier
      FROM master_movement m JOIN account a ON a.id = m.account_id JOIN product p ON p.id = a.product_id AND p.code = 'P9'
      WINDOW every AS (ORDER BY m.id), alike AS (PARTITION BY m.kind ORDER BY m.id)) m
     WHERE (number, balance_cents, credited_cents, kind_number, kind_cents, kind_credited_cents) <> (n, balance, credited, kn, ks, kc) OR at < earlier`);
  expect(wrong).toEqual([]);
  const kinds = await asOwner<{ kind: string; count: number }>(
    `SELECT m.kind, count(*)::int FROM master_movement m JOIN account a ON a.id = m.account_id JOIN product p ON p.id = a.product_id AND p.code = 'P9' GROUP BY 1 ORDER BY 1`,
  );
  const counted = Object.fromEntries(kinds.map(({ kind, count }) => [kind, count]));
  expect(counted).toMatchObject({ creditReversed: 50, fund: 50, withdraw: 50 });
});

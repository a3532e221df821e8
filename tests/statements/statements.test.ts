import { beforeAll, describe, expect, test } from "vitest";
import { read, runCommand } from "@/lib/command";
import type { Caller, Context } from "@/lib/context";
import { spreadsheet } from "@/lib/files/spreadsheet";
import { type Again, beginStatement, linesOf, statementTable, type ToldLine } from "@/lib/statements/export";
import { statementPdf } from "@/lib/statements/pdf";
import { findStatement, listClosedMonths } from "@/lib/statements/queries";
import { closedMonths, lastClosed, monthNamed, type StatementOf } from "@/lib/statements/rules";
import { asOwner, demonstration, outcomeOf, signedIn } from "@/tests/support/make";

const bogota = "America/Bogota";

describe("months", () => {
  test.each([
    ["in the middle of a month", "2026-11-22T12:00:00Z", "2026-10"],
    ["a minute after its end in Bogotá", "2026-11-01T05:01:00Z", "2026-09"],
    ["five minutes after", "2026-11-01T05:05:00Z", "2026-10"],
    ["the new year of UTC, still the old one there", "2027-01-01T03:00:00Z", "2026-11"],
    ["in January", "2027-01-15T12:00:00Z", "2026-12"],
  ])("%s the last closed is", (_, now, month) => expect(lastClosed(new Date(now), bogota)).toBe(month));

  test("from the last closed back to the first movement's, two years at most", () => {
    expect(closedMonths(new Date("2026-09-01T04:00:00Z"), "2026-10", bogota)).toEqual([
      "2026-10",
      "2026-09",
      "2026-08",
    ]);
    expect(closedMonths(new Date("2026-11-03T04:00:00Z"), "2026-10", bogota)).toEqual([]);
    expect(closedMonths(null, "2026-10", bogota)).toEqual([]);
    expect(closedMonths(new Date("2001-01-01T00:00:00Z"), "2026-10", bogota)).toHaveLength(24);
  });

  test.each(["2026-13", "2026-00", "26-10", "2026-1", "2026-10-01", "", null, "2026-10'"])("%s is none", (text) =>
    expect(monthNamed(text)).toBeNull(),
  );
});

describe("statements", () => {
  let cm1: Caller;
  const account = "0012-3456-7890";
  const master: StatementOf = { kind: "MASTER" };
  const ofBank: StatementOf = { kind: "BANK", account };
  let months: string[];

  /** The first of a month, so many before the present one, at noon in Bogotá. */
  const noon = (before: number, day = 10) => {
    const now = new Date();
    return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - before, day, 17)).toISOString();
  };

  beforeAll(async () => {
    await demonstration();
    cm1 = await signedIn("cm1");
    // A book of three months and the present one, with an amount at each end of a month; and as many movements of the master account.
    const movements = [
      [noon(3), "CREDIT", 1_000_000, "=1+1"],
      [noon(2), "DEBIT", -250_050, "Pago; con «signos»"],
      [noon(2, 11), "DEBIT_NOTE", -1_999, "+57"],
      [noon(2, 12), "CREDIT_NOTE", 5, "Rendimientos"],
      [noon(0, 1), "DEBIT", -5, "De este mes"],
    ] as const;
    let balance = 777n;
    const rows = movements.map(([at, kind, cents, description], index) => {
      balance += BigInt(cents);
      return `(1, '${account}', ${index + 1}, '${at}', '${kind}', ${cents}, ${balance}, 'R${index + 1}', '${description}')`;
    });
    const [tenant] = await asOwner<{ id: number }>("SELECT id FROM tenant WHERE code = 'E1'");
    await asOwner(
      `INSERT INTO bank_movement (tenant_id, account, number, at, kind, cents, balance_cents, reference, description)
       SELECT ${tenant?.id}, a, n, at::timestamptz, k, c, b, r, d FROM (VALUES ${rows.join(", ")}) AS x (t, a, n, at, k, c, b, r, d)`,
    );
    await asOwner(
      `INSERT INTO bank_balance (tenant_id, account, answered_at, kind, currency, available_cents, held_cents, current_cents)
       VALUES (${tenant?.id}, '${account}', now(), 'CHECKING', 'COP', ${balance}, 0, ${balance})`,
    );
    for (const [index, [at, cents]] of (
      [
        [noon(2), 300],
        [noon(2, 11), -100],
        [noon(1), 50],
      ] as const
    ).entries())
      await posted(at, cents, index);
    months = await read(cm1, "movement.read", (ctx) => listClosedMonths(ctx, ofBank));
  });

  /** An entry of the ledger between the bank and P1's master account, as of then. */
  const posted = (at: string, cents: number, index: number) => {
    const offset = `${Math.floor((Date.parse(at) - Date.now()) / 1_000)} seconds`;
    const [from, to] = cents > 0 ? ["BANK_CLEARING", "MASTER"] : ["MASTER", "BANK_CLEARING"];
    return asOwner(
      `SET app.clock_offset = '${offset}';
       INSERT INTO ledger_entry (tenant_id, kind, key) SELECT tenant_id, 'opening', 'statement:${index}' FROM product WHERE code = 'P1';
       INSERT INTO transfer (tenant_id, entry_id, debit, credit, cents)
       SELECT p.tenant_id, (SELECT e.id FROM ledger_entry e WHERE e.key = 'statement:${index}'), d.id, c.id, ${Math.abs(cents)}
         FROM product p JOIN account d ON d.product_id = p.id AND d.kind = '${from}' JOIN account c ON c.product_id = p.id AND c.kind = '${to}'
        WHERE p.code = 'P1'`,
    );
  };
  const find = (of: StatementOf, month: string, caller = cm1) =>
    read(caller, "movement.read", (ctx) => findStatement(ctx, of, month));
  const again: Again = (work) => read(cm1, "statement.export", work);
  const begin = (query: string, caller = cm1, asks: "statement.export" | "statement.pdf" = "statement.export") =>
    runCommand(caller, asks, (ctx: Context) => beginStatement(ctx, new URLSearchParams(query), "statement.exported"));
  const written = async (query: string) => {
    const { write } = spreadsheet("CSV", { rows: "x", about: "x" }, new Date());
    const parts: Uint8Array[] = [];
    for await (const part of write(statementTable(await begin(query), again))) parts.push(part);
    return Buffer.concat(parts).toString("utf8");
  };
  const all = async (of: StatementOf, month: string) => {
    const statement = await find(of, month);
    if (!statement) throw new Error(`no statement of ${month}`);
    const lines: ToldLine[] = [];
    for await (const part of linesOf(statement, again)) lines.push(...part);
    return lines;
  };

  test("are of closed months from the first movement on, and each begins where the one before ended", async () => {
    expect(months).toHaveLength(3);
    const told = [];
    for (const month of months.toReversed()) told.push(await find(ofBank, month));
    expect(
      told.map((one) => one && [one.openingCents, one.creditsCents, one.debitsCents, one.closingCents, one.count]),
    ).toEqual([
      [777n, 1_000_000n, 0n, 1_000_777n, 1],
      [1_000_777n, 5n, 252_049n, 748_733n, 3],
      [748_733n, 0n, 0n, 748_733n, 0],
    ]);
  });

  test("agree with the database for every account and month", async () => {
    for (const of of [master, ofBank]) {
      const of1 = await read(cm1, "movement.read", (ctx) => listClosedMonths(ctx, of));
      expect(of1.length).toBeGreaterThan(1);
      for (const month of of1) {
        const statement = await find(of, month);
        const [sums] = await asOwner<{ credits: string; debits: string; count: number }>(
          `SELECT coalesce(sum(cents) FILTER (WHERE cents > 0), 0) AS credits, coalesce(-sum(cents) FILTER (WHERE cents < 0), 0) AS debits, count(*)::int
             FROM ${
               of.kind === "BANK"
                 ? `(SELECT at, cents FROM bank_movement WHERE account = '${account}') m`
                 : "(SELECT m.at, m.cents FROM master_movement m JOIN account a ON a.id = m.account_id JOIN product p ON p.id = a.product_id WHERE p.code = 'P1') m"
             } WHERE to_char(at AT TIME ZONE '${bogota}', 'YYYY-MM') = $1`,
          [month],
        );
        expect([statement?.creditsCents, statement?.debitsCents, statement?.count]).toEqual([
          BigInt(sums?.credits ?? 0),
          BigInt(sums?.debits ?? 0),
          sums?.count,
        ]);
        const lines = await all(of, month);
        expect(lines.at(-1)?.balanceCents ?? statement?.openingCents).toBe(statement?.closingCents);
      }
    }
  });

  test("as CSV say whose they are and their sums, and hold no formula", async () => {
    const text = await written(`mes=${months[1]}&cuenta=${account}`);
    for (const line of [
      "Extracto",
      "Empresa;Comercial Andina S.A.S.",
      "NIT;900512347-2",
      `Cuenta;Cuenta bancaria ${account}`,
      "Saldo inicial;10007,77",
      "Créditos;0,05",
      "Débitos;2520,49",
      "Saldo final;7487,33",
      "Movimientos;3",
    ])
      expect(text).toContain(`${line}\r\n`);
    expect(text).toContain(`12:00:00;Débito;R2;"Pago; con «signos»";2500,50;;7507,27\r\n`);
    expect(text).toContain(`;Nota débito;R3;'+57;19,99;;7487,28\r\n`);
    expect(await written(`mes=${months[2]}&cuenta=${account}`)).toContain(";'=1+1;;10000,00;10007,77\r\n");
  });

  test("as PDF are one whole file, of a month without movements too", async () => {
    for (const month of months) {
      const parts: Buffer[] = [];
      for await (const part of statementPdf(await begin(`mes=${month}&cuenta=${account}`), again)) parts.push(part);
      const bytes = Buffer.concat(parts);
      expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
      expect(bytes.subarray(-6).toString().trim()).toBe("%%EOF");
      expect(bytes.toString("latin1").match(/\/Type \/Page\b/g)).toHaveLength(1);
    }
  });

  test("leave their record, with the account and the month", async () => {
    await begin(`mes=${months[1]}&cuenta=${account}`);
    await begin(`mes=${months[1]}`);
    const events = await asOwner<{ subject: string; service: string; data: object }>(
      "SELECT subject, service, data FROM audit_event WHERE event = 'statement.exported' ORDER BY id DESC LIMIT 2",
    );
    expect(events).toMatchObject([
      { subject: "P1", service: "consultas.movimientos", data: { month: months[1], product: "P1" } },
      { subject: account, service: "consultas.movimientos", data: { month: months[1], account, total: "748733" } },
    ]);
  });

  test.each([
    ["no month", ""],
    ["a month that is none", "mes=2026-13"],
    ["the present one", `mes=${new Date().toISOString().slice(0, 7)}`],
    ["one to come", "mes=2099-01"],
    ["of before the first movement", "mes=2001-01"],
    ["of nobody's account", "mes=:last&cuenta=0000-0000"],
    ["of another company's account", "mes=:last&cuenta=0098-7654-3210"],
  ])("of %s are refused", async (_, query) =>
    expect(await outcomeOf(begin(query.replace(":last", months[0] ?? "")))).toBe("statement.notThere"),
  );

  test("are told no further than the bank's book was read", async () => {
    await asOwner(`UPDATE bank_balance SET answered_at = '${noon(1)}' WHERE account = '${account}'`);
    expect(await read(cm1, "movement.read", (ctx) => listClosedMonths(ctx, ofBank))).toEqual(months.slice(1));
    expect(await find(ofBank, months[0] ?? "")).toBeNull();
    await asOwner(`UPDATE bank_balance SET answered_at = now() WHERE account = '${account}'`);
  });

  test("who reads without exporting takes none", async () => {
    const auditor1 = await signedIn("auditor1");
    expect(await outcomeOf(begin(`mes=${months[1]}`, auditor1))).toBe("access.notAllowed");
    expect(await outcomeOf(begin(`mes=${months[1]}`, auditor1, "statement.pdf"))).toBe("access.notAllowed");
  });

  test("a part that is missing breaks the file off: a statement always adds up", async () => {
    const statement = await find(ofBank, months[1] ?? "");
    if (!statement) throw new Error("no statement");
    const broken = async () => {
      for await (const _ of linesOf({ ...statement, count: statement.count + 1 }, again));
    };
    await expect(broken()).rejects.toThrow("does not add up");
  });
});

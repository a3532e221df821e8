import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import type { Table, TableColumn, TableHead } from "@/lib/files/table";
import { dateFormat } from "@/lib/messages/date-format";
import { calendarLocales, type Language } from "@/lib/messages/language";
import { type Currency, plainAmount } from "@/lib/money";
import { findStatement, partOfStatement, type Statement, type StatementLine } from "@/lib/statements/queries";
import { monthNamed, type StatementOf } from "@/lib/statements/rules";
import { localTime, type Say, words } from "@/lib/words";

/** Movements that one transaction of a statement reads. */
const partSize = 2_000;

/** Enters the product again as who asked: refuses when the right was lost meanwhile. */
export type Again = <Result>(work: (ctx: Context) => Promise<Result>) => Promise<Result>;

/** A statement that was begun: its sums, fixed in the transaction that leaves its record, and what it says of itself. */
export type BegunStatement = {
  statement: Statement;
  head: TableHead;
  file: string;
  language: Language;
  company: string;
  monthName: string;
  /** An instant there, as `AAAA-MM-DD HH:MM:SS`. */
  stamp: (at: Date) => string;
  at: Date;
};

/** What an address asks for: `mes`, and `cuenta` for an account at the bank. */
const askedOf = (search: URLSearchParams): { of: StatementOf; month: string | null } => {
  const account = search.get("cuenta");
  return {
    of: account === null ? { kind: "MASTER" } : { kind: "BANK", account: account.slice(0, 40) },
    month: monthNamed(search.get("mes")),
  };
};

/**
 * Begins a statement of a closed month, with its record in the trail. @throws DomainError statement.notThere for a month that is not
 * over, of before the first movement, or of an account that is not the company's
 */
export async function beginStatement(
  ctx: Context,
  search: URLSearchParams,
  event: "statement.exported" | "statement.printed",
): Promise<BegunStatement> {
  const { of, month } = askedOf(search);
  const statement = month && (await findStatement(ctx, of, month));
  if (!statement) throw new DomainError("statement.notThere");
  const { language } = ctx.actor.user;
  const { company, product, now } = ctx;
  const subject = of.kind === "BANK" ? of.account : product.code;
  await ctx.audit(event, subject, {
    month,
    account: of.kind === "BANK" ? of.account : undefined,
    product: product.code,
    lines: statement.count,
    total: statement.closingCents,
  });
  const say = words(language);
  const stamp = dateFormat("sv-SE", {
    timeZone: company.timeZone,
    dateStyle: "short",
    timeStyle: "medium",
  });
  return {
    statement,
    head: headOf(ctx, statement, say),
    file: `${say("bank.statements.file")}-${company.code}-${subject}-${month}`,
    language,
    company: company.name,
    monthName: monthInWords(statement.month, language),
    stamp: (at) => stamp.format(at),
    at: now,
  };
}

/** A month as people say it: "octubre de 2026". */
export function monthInWords(month: string, language: Language): string {
  const format = dateFormat(calendarLocales[language], {
    timeZone: "UTC",
    month: "long",
    year: "numeric",
  });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}

/** What it says of itself before its movements; the sums are added by each form in its own way. */
function headOf({ company, product, actor, now }: Context, { of, month, currency }: Statement, say: Say): TableHead {
  const { language } = actor.user;
  const account =
    of.kind === "BANK"
      ? say("bank.statements.bank", { number: of.account })
      : say("bank.statements.master", { product: product.name });
  return {
    title: say("bank.statements.name"),
    facts: [
      [say("bank.statements.company"), company.name],
      [say(`bank.statements.taxId.${company.country}`), company.taxId],
      [say("bank.statements.accountFact"), account],
      [say("bank.statements.month"), monthInWords(month, language)],
      [say("bank.statements.currency"), currency],
      [say("bank.statements.by"), `${actor.user.name} (${actor.user.username})`],
      [say("bank.statements.when"), `${localTime(now, company.timeZone, language)} (${company.timeZone})`],
    ],
  };
}

/** A movement with what stood on the account after it. */
export type ToldLine = StatementLine & { balanceCents: bigint };

/**
 * All movements of a statement in parts, each read in a transaction of its own. @throws Error when they are not the ones that its sums
 * were made of: a statement that does not add up is not finished
 */
export async function* linesOf(statement: Statement, again: Again): AsyncGenerator<ToldLine[]> {
  let balanceCents = statement.openingCents;
  let count = 0;
  let behind: StatementLine | null = null;
  for (;;) {
    const last: StatementLine | null = behind;
    const part: StatementLine[] = await again((ctx) =>
      partOfStatement(ctx, statement, { behind: last, size: partSize }),
    );
    if (part.length === 0) break;
    count += part.length;
    yield part.map((line) => {
      balanceCents += line.cents;
      return { ...line, balanceCents };
    });
    behind = part.at(-1) ?? null;
    if (part.length < partSize) break;
  }
  if (count !== statement.count || balanceCents !== statement.closingCents)
    throw new Error(`a statement of ${statement.month} does not add up`);
}

/** What a movement is called: as the bank's or the master account's movements are on their pages. */
export const conceptOf = (say: Say, { of }: Statement, { what }: StatementLine): string =>
  say(of.kind === "BANK" ? `bank.movements.kindOf.${what}` : `reports.master.kinds.${what}`);

/** An amount as a spreadsheet of the country reads it: `1250000,00`, `-1250000.00`. */
function figure(cents: bigint, currency: Currency): string {
  const text = plainAmount(cents < 0n ? -cents : cents);
  return `${cents < 0n ? "-" : ""}${currency === "PEN" ? text.replace(",", ".") : text}`;
}

/** A statement as a table: what it says of itself and its sums first, then a row for each movement. */
export function statementTable({ statement, head, language, stamp }: BegunStatement, again: Again): Table {
  const say = words(language);
  const { currency } = statement;
  const sums = (["opening", "credits", "debits", "closing"] as const).map(
    (key) => [say(`bank.statements.${key}`), figure(statement[`${key}Cents`], currency)] as const,
  );
  const columns: TableColumn[] = [
    { label: say("bank.statements.at"), kind: "time", width: 20 },
    ...(["what", "reference", "description", "debit", "credit", "balance"] as const).map((key) => ({
      label: say(`bank.statements.${key}`),
      kind: "text" as const,
      width: 24,
    })),
  ];
  const rowOf = (line: ToldLine): string[] => [
    stamp(line.at),
    conceptOf(say, statement, line),
    line.reference,
    line.description,
    line.cents < 0n ? figure(-line.cents, currency) : "",
    line.cents > 0n ? figure(line.cents, currency) : "",
    figure(line.balanceCents, currency),
  ];
  return {
    head: { ...head, facts: [...head.facts, ...sums, [say("bank.statements.count"), String(statement.count)]] },
    columns,
    parts: rows(),
  };

  async function* rows() {
    for await (const part of linesOf(statement, again)) yield part.map(rowOf);
  }
}

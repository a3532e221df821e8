import { getTranslations } from "next-intl/server";
import { BankMovements } from "@/components/bank/bank-movements";
import { LookLine } from "@/components/bank/look-line";
import { MovementFilters } from "@/components/bank/movement-filters";
import { StatementList } from "@/components/bank/statement-list";
import { MovementList } from "@/components/home/movement-list";
import { ListFrame } from "@/components/ui/list-frame";
import { Pager } from "@/components/ui/pager";
import { Tabs } from "@/components/ui/tabs";
import { type BankAccount, listBankMovements } from "@/lib/bank/queries";
import { type MovementView, movementViews } from "@/lib/bank/rules";
import { movementSearch } from "@/lib/bank/schema";
import type { Context } from "@/lib/context";
import { countMovements, listMovements } from "@/lib/home/statement";
import { figureLocales } from "@/lib/money";
import { monthInWords } from "@/lib/statements/export";
import { listClosedMonths } from "@/lib/statements/queries";
import type { At } from "@/lib/web/doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";

/** The product's master account, as the ledger has it. */
export async function masterMovements(ctx: Context, search: At["search"]) {
  const { company, product, actor } = ctx;
  const account = { id: company.id, timeZone: company.timeZone, products: [product] };
  const { page, size } = pageWanted(search);
  const total = await countMovements(ctx, account);
  const rows = await listMovements(ctx, account, { size, skip: (page - 1) * size });
  const { currency } = product;
  const readsLots = actor.permissions.has("batch.read");
  return (
    <>
      <MovementList
        rows={rows.map((row) => ({ ...row, company, product, currency, timeZone: company.timeZone, readsLots }))}
        now={ctx.now}
      />
      {total > 0 && (
        <Pager
          page={page}
          size={size}
          total={total}
          href={(number, each) => paths.withQuery(paths.movements(ctx), { pagina: String(number), ver: String(each) })}
          numbers={figureLocales[currency]}
        />
      )}
    </>
  );
}

/** An account at the bank, as it was last told of: its details, its notes, or its returned cheques. */
export async function accountMovements(ctx: Context, account: BankAccount, search: At["search"]) {
  const t = await getTranslations("bank.movements");
  const wanted = movementSearch(search);
  const found = await listBankMovements(ctx, account.number, wanted, pageWanted(search));
  const { size } = pageWanted(search);
  const { currency } = account.figures ?? ctx.product;
  const href = paths.movements(ctx);
  const view = wanted.view === "detalles" ? undefined : wanted.view;
  const query = {
    cuenta: account.number,
    clase: view,
    desde: wanted.from ?? undefined,
    hasta: wanted.to ?? undefined,
    buscar: wanted.text ?? undefined,
    ver: size === 10 ? undefined : String(size),
  };
  const here = (more: Record<string, string | undefined>) => paths.withQuery(href, { ...query, ...more });
  return (
    <>
      <div className="mb-3">
        <LookLine account={account} now={ctx.now} href={here({})} />
      </div>
      <Tabs
        label={t("views")}
        tabs={(Object.keys(movementViews) as MovementView[]).map((one) => ({
          label: t(`view.${one}`),
          href: here({ clase: one === "detalles" ? undefined : one }),
          current: one === wanted.view,
        }))}
      />
      <ListFrame>
        <MovementFilters
          href={href}
          search={wanted}
          query={query}
          clear={paths.withQuery(href, { cuenta: account.number, clase: view })}
        />
        <BankMovements
          number={account.number}
          rows={found.rows}
          currency={currency}
          now={ctx.now}
          timeZone={ctx.company.timeZone}
          narrowed={wanted.from !== null || wanted.to !== null || wanted.text !== null || view !== undefined}
        />
        {found.total > 0 && (
          <Pager
            page={found.page}
            size={size}
            total={found.total}
            more={found.more}
            href={(number, each) => here({ pagina: String(number), ver: String(each) })}
            numbers={figureLocales[currency]}
          />
        )}
      </ListFrame>
    </>
  );
}

/** Statements of the account that is looked at, for whoever may take one. */
export async function statements(ctx: Context, account: string | null) {
  const { permissions, user } = ctx.actor;
  const formats = { pdf: permissions.has("statement.pdf"), csv: permissions.has("statement.export") };
  if (!formats.pdf && !formats.csv) return null;
  const months = await listClosedMonths(ctx, account === null ? { kind: "MASTER" } : { kind: "BANK", account });
  const link = (format: "pdf" | "csv", month: string) =>
    formats[format] ? paths.statement(ctx, format, month, account ?? undefined) : undefined;
  return (
    <StatementList
      months={months.map((month) => ({
        month,
        name: monthInWords(month, user.language),
        pdf: link("pdf", month),
        csv: link("csv", month),
      }))}
    />
  );
}

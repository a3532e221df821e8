import { getTranslations } from "next-intl/server";
import { BalanceTables } from "@/components/bank/balance-tables";
import { ConsolidatedTable } from "@/components/bank/consolidated-table";
import { LookLine } from "@/components/bank/look-line";
import { BalanceChart } from "@/components/home/balance-chart";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { Stat } from "@/components/ui/stat";
import { type BankAccount, listMasters } from "@/lib/bank/queries";
import { consolidated } from "@/lib/bank/rules";
import type { Context } from "@/lib/context";
import { listBalances } from "@/lib/home/statement";
import { paths } from "@/lib/web/paths";

/** "Por producto": the product's master account, then the company's accounts at the bank. */
export async function byProduct(ctx: Context, accounts: readonly BankAccount[]) {
  const t = await getTranslations("home.balances");
  const { company, product, actor } = ctx;
  const [balance] = await listBalances(ctx, { id: company.id, timeZone: company.timeZone, products: [product] });
  const reads = actor.permissions.has("movement.read");
  return (
    <div className="grid gap-6">
      {balance && (
        <>
          <Stat
            label={t("now")}
            value={<Money cents={balance.balanceCents.toString()} currency={product.currency} />}
            note={product.name}
          />
          <BalanceChart balance={{ ...balance, currency: product.currency }} />
        </>
      )}
      <BalanceTables
        accounts={accounts}
        now={ctx.now}
        href={paths.balances(ctx)}
        movements={reads ? (number) => paths.bankMovements(ctx, number) : undefined}
      />
    </div>
  );
}

/** "Consolidados": everything that the company holds where this person works, by currency. */
export async function consolidatedView(ctx: Context, accounts: readonly BankAccount[]) {
  const t = await getTranslations("bank");
  const masters = await listMasters(ctx);
  const all = consolidated([
    ...accounts.flatMap(({ figures }) => (figures ? [figures] : [])),
    ...masters.map(({ currency, balanceCents }) => ({
      kind: "MASTER" as const,
      currency,
      availableCents: balanceCents,
      heldCents: 0n,
      currentCents: balanceCents,
    })),
  ]);
  const href = paths.withQuery(paths.balances(ctx), { vista: "consolidados" });
  return (
    <div className="grid gap-6">
      <ul className="grid gap-1">
        {accounts.map((one) => (
          <li key={one.number} className="flex flex-wrap items-center gap-x-2 text-sm">
            <span className="tabular-nums">{one.name ?? one.number}</span>
            <LookLine account={one} now={ctx.now} href={href} />
          </li>
        ))}
      </ul>
      {all.length === 0 && <EmptyState icon="list" title={t("none")} />}
      {all.map((of) => (
        <ConsolidatedTable key={of.currency} of={of} />
      ))}
    </div>
  );
}

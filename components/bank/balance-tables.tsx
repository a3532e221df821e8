import Link from "next/link";
import { useTranslations } from "next-intl";
import { LookLine } from "@/components/bank/look-line";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import type { BankAccount } from "@/lib/bank/queries";
import { type BankAccountKind, bankAccountKinds, byCurrency } from "@/lib/bank/rules";

type Figures = NonNullable<BankAccount["figures"]>;
export type Told = BankAccount & { figures: Figures };
const parts = ["available", "held", "current"] as const;

type Props = {
  accounts: readonly BankAccount[];
  now: Date;
  href: string;
  /** Where an account's movements are, for whoever may read them. */
  movements?: (number: string) => string;
};

/** The company's accounts at the bank: corrientes, then ahorros, each with what it holds, and sums by currency. */
export function BalanceTables({ accounts, now, href, movements }: Props) {
  const t = useTranslations("bank");
  const told = accounts.filter((one): one is Told => one.figures !== null);
  const untold = accounts.filter(({ figures }) => figures === null);
  return (
    <>
      {untold.length > 0 && (
        <section aria-labelledby="por-consultar">
          <h2 id="por-consultar" className="text-base font-semibold">
            {t("unknown")}
          </h2>
          <p className="mt-0.5 mb-2 text-sm text-ink-soft">{t("unknownText")}</p>
          <ul className="grid gap-3 rounded-md border bg-surface px-4 py-3">
            {untold.map((one) => (
              <li key={one.number}>
                <p className="font-medium tabular-nums">{one.name ?? one.number}</p>
                <LookLine account={one} now={now} href={href} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {bankAccountKinds.map((kind) => (
        <KindTable
          key={kind}
          kind={kind}
          accounts={told.filter((one) => one.figures.kind === kind)}
          now={now}
          href={href}
          movements={movements}
        />
      ))}
    </>
  );
}

function KindTable({
  kind,
  accounts,
  now,
  href,
  movements,
}: Omit<Props, "accounts"> & { kind: BankAccountKind; accounts: readonly Told[] }) {
  const t = useTranslations("bank");
  const columns: Column<Told>[] = [
    {
      key: "account",
      label: t("account"),
      title: true,
      cell: (one) => (
        <div className="grid gap-0.5 py-0.5">
          <span className="font-medium tabular-nums">
            {movements ? (
              <Link prefetch={false} href={movements(one.number)} className="hover:text-primary hover:underline">
                {one.name ?? one.number}
              </Link>
            ) : (
              (one.name ?? one.number)
            )}
          </span>
          {one.name && <span className="text-xs text-ink-soft tabular-nums">{one.number}</span>}
          <LookLine account={one} now={now} href={href} />
        </div>
      ),
    },
    ...parts.map(
      (part): Column<Told> => ({
        key: part,
        label: t(part),
        align: "end",
        cell: ({ figures }) => <Money cents={figures[`${part}Cents`].toString()} currency={figures.currency} />,
      }),
    ),
  ];
  return (
    <section aria-labelledby={kind}>
      <h2 id={kind} className="mb-2 text-base font-semibold">
        {t(`kinds.${kind}`)}
      </h2>
      <DataTable
        caption={t(`kinds.${kind}`)}
        columns={columns}
        rows={accounts}
        rowKey={(one) => one.number}
        empty={<EmptyState icon="list" title={t("none")} />}
        foot={accounts.length > 1 ? <SumRows accounts={accounts} /> : undefined}
      />
    </section>
  );
}

/** A row of sums for each currency there is. */
function SumRows({ accounts }: { accounts: readonly Told[] }) {
  const t = useTranslations("bank");
  return byCurrency(accounts, (one) => one.figures.currency).map(({ currency, of }) => (
    <tr key={currency}>
      <td data-role="title">{t("total", { currency })}</td>
      {parts.map((part) => (
        <td key={part} data-label={t(part)} data-align="end">
          <Money
            cents={of.reduce((sum, one) => sum + one.figures[`${part}Cents`], 0n).toString()}
            currency={currency}
          />
        </td>
      ))}
    </tr>
  ));
}

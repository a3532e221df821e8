import { useLocale, useTranslations } from "next-intl";
import { completed, type SigningLot } from "@/components/batches/signers";
import { DataTable } from "@/components/ui/data-table";
import { DescriptionList } from "@/components/ui/description-list";
import { Money } from "@/components/ui/money";
import { Notice } from "@/components/ui/notice";
import { groupsForOrders } from "@/lib/batches/rules";
import { type Calculated, type Figures, type SignatureShown, sumOf } from "@/lib/batches/shown";
import type { Context } from "@/lib/context";
import type { BatchType } from "@/lib/generated/prisma/enums";
import { languageOf } from "@/lib/messages/language";
import { formatCount } from "@/lib/money";
import { accountTail } from "@/lib/orders/rules";
import { amountInWords } from "@/lib/words-amount";

type Props = { ctx: Pick<Context, "company" | "product">; shown: SignatureShown; lots: readonly SigningLot[] };

/** The calculated order as it was stored when the clave was given: figures, what was accepted, and the seal of each lot. */
export function SignedContent({ ctx, shown, lots }: Props) {
  const t = useTranslations("authorization.signing");
  const { company, product } = ctx;
  const { currency } = product;
  const language = languageOf(useLocale());
  const [only] = shown.lots.length === 1 ? shown.lots : [];
  return (
    <>
      <p className="text-ink-soft">
        {company.name} · {product.name}
      </p>
      <div className="mt-4 border-y py-4">
        <p className="text-xs text-ink-soft">{t("orderTotal")}</p>
        <Money cents={shown.total.totalCents} currency={currency} className="text-xl font-semibold" />
        <p className="mt-0.5 text-pretty text-ink-soft">
          {amountInWords(BigInt(shown.total.totalCents), currency, language)}
        </p>
      </div>
      {only ? <OneLot ctx={ctx} seen={only} lot={lots[0]} /> : <ManyLots ctx={ctx} shown={shown} />}
      {lots.every((lot) => !lot.warningsReason) && (
        <p className="mt-4 text-ink-soft">{t("noWarnings", { count: lots.length })}</p>
      )}
      {lots
        .filter((lot) => lot.warningsReason)
        .map((lot) => (
          <Notice key={lot.number} tone="amber" className="mt-4">
            {t("warning", { name: lot.confirmedByName, number: lot.number, reason: lot.warningsReason ?? "" })}
          </Notice>
        ))}
      {!only && <Orders ctx={ctx} shown={shown} lots={lots} />}
      <ul className="mt-4 grid gap-0.5 text-xs text-ink-faint">
        {shown.lots.map((lot) => (
          <li key={lot.number} className="break-all">
            {only ? t("seal") : t("sealOf", { number: lot.number })}: <span className="font-mono">{lot.digest}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function OneLot({
  ctx: { company, product },
  seen,
  lot,
}: {
  ctx: Props["ctx"];
  seen: Calculated;
  lot: SigningLot | undefined;
}) {
  const t = useTranslations("authorization.signing");
  const types = useTranslations("batches.type");
  const money = (cents: string) => <Money cents={cents} currency={product.currency} />;
  return (
    <div className="mt-3 grid gap-x-12 xl:grid-cols-2">
      <DescriptionList
        figures
        items={[
          { label: t("lot"), value: <span className="proportional-nums">{seen.number}</span> },
          { label: t("type"), value: types(seen.type as BatchType) },
          { label: t("file"), value: <span className="break-all proportional-nums">{lot?.fileName}</span> },
          { label: t("confirmedBy"), value: lot?.confirmedByName },
          { label: t("account"), value: t("accountTail", { tail: accountTail(seen.bankAccount) }) },
        ]}
      />
      <DescriptionList
        figures
        items={[
          { label: t("lines"), value: formatCount(seen.lineCount, product.currency) },
          { label: t("amount"), value: money(seen.amountCents) },
          { label: t("commission"), value: money(seen.commissionCents) },
          { label: t(`tax.${company.country}`), value: money(seen.taxCents) },
          { label: t("total"), value: money(seen.totalCents), total: true },
        ]}
      />
    </div>
  );
}

function ManyLots({ ctx: { company, product }, shown }: { ctx: Props["ctx"]; shown: SignatureShown }) {
  const t = useTranslations("authorization.signing");
  const types = useTranslations("batches.type");
  const columns = [
    { key: "amountCents", label: t("amount") },
    { key: "commissionCents", label: t("commission") },
    { key: "taxCents", label: t(`tax.${company.country}`) },
    { key: "totalCents", label: t("total") },
  ] as const satisfies readonly { key: keyof Figures; label: string }[];
  return (
    <div className="mt-4">
      <DataTable
        caption={t("table")}
        rows={shown.lots}
        rowKey={(lot) => lot.number}
        columns={[
          {
            key: "number",
            title: true,
            label: t("lot"),
            cell: (lot) => (
              <span>
                <span className="font-medium whitespace-nowrap">{lot.number}</span>
                <span className="block text-xs text-ink-soft">{types(lot.type as BatchType)}</span>
              </span>
            ),
          },
          {
            key: "lineCount",
            label: t("lines"),
            align: "end",
            cell: (lot) => formatCount(lot.lineCount, product.currency),
          },
          ...columns.map(({ key, label }) => ({
            key,
            label,
            align: "end" as const,
            cell: (lot: Calculated) => <Money cents={lot[key]} currency={product.currency} />,
          })),
        ]}
        foot={
          <tr>
            <td>{t("total")}</td>
            <td data-align="end" data-label={t("lines")}>
              {formatCount(shown.total.lineCount, product.currency)}
            </td>
            {columns.map(({ key, label }) => (
              <td key={key} data-align="end" data-label={label}>
                <Money cents={shown.total[key]} currency={product.currency} />
              </td>
            ))}
          </tr>
        }
        empty={null}
      />
    </div>
  );
}

/** One order for each lot, or one for each type, as the person chose: those issued now, or all while every lot misses a signature. */
function Orders({ ctx: { product }, shown, lots }: Props) {
  const t = useTranslations("authorization.signing");
  const types = useTranslations("batches.type");
  const now = completed(shown.lots, lots);
  return (
    <section className="mt-5">
      <h3 className="mb-1 text-sm font-semibold">{t(now.length > 0 ? "ordersNow" : "orders")}</h3>
      <ul className="grid gap-1.5">
        {groupsForOrders(now.length > 0 ? now : shown.lots, shown.grouping).map((group) => (
          <li key={group[0]?.number} className="flex flex-wrap items-baseline justify-between gap-x-6">
            <span className="text-ink-soft">
              {t("orderLots", {
                type: types((group[0]?.type ?? "RECARGA") as BatchType),
                numbers: group.map((lot) => lot.number).join(", "),
              })}
            </span>
            <Money cents={sumOf(group).totalCents} currency={product.currency} className="ms-auto" />
          </li>
        ))}
      </ul>
    </section>
  );
}

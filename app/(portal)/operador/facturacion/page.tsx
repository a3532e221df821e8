import { getTranslations } from "next-intl/server";
import { BillingTable } from "@/components/invoices/billing-table";
import { MonthLinks } from "@/components/invoices/month-links";
import { DeskFrame } from "@/components/operator/desk-frame";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Pager } from "@/components/ui/pager";
import { billingSorts, listBilling } from "@/lib/invoices/queries";
import { monthWanted } from "@/lib/invoices/rules";
import { sortText } from "@/lib/sorting";
import { operatorPage } from "@/lib/web/operator-doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { sortWanted, textWanted } from "@/lib/web/sorting";

export const generateMetadata = titled("invoices.title");

export default operatorPage({ asks: "invoice.read" }, async (ctx, { search }) => {
  const t = await getTranslations("invoices");
  const month = monthWanted(search.mes, ctx.now);
  const [text, sort] = [textWanted(search), sortWanted(search, billingSorts)];
  const billing = await listBilling(ctx, { month, text, sort, ...pageWanted(search) });
  const query = {
    mes: month,
    buscar: text ?? undefined,
    orden: sortText(sort),
    ver: billing.size === 10 ? undefined : String(billing.size),
  };
  const here = (more: Record<string, string | undefined>) => paths.withQuery(paths.billing, { ...query, ...more });
  return (
    <DeskFrame
      title={t("title")}
      intro={t("intro")}
      actions={
        ctx.permissions.has("invoice.write") && (
          <LinkButton href={paths.invoiceFiles} icon="upload">
            {t("file.link")}
          </LinkButton>
        )
      }
    >
      <ListFrame>
        <MonthLinks month={month} href={(mes) => here({ mes })} />
        <ListTools
          search={{
            label: t("search"),
            name: "buscar",
            value: text ?? "",
            href: paths.billing,
            keep: { mes: month, orden: query.orden, ver: query.ver },
          }}
        />
        <BillingTable
          rows={billing.rows}
          totals={billing.totals}
          sort={sort}
          href={here}
          company={(code) => paths.withQuery(paths.companyBilling(code), { mes: month })}
          empty={
            <EmptyState icon={text ? "search" : "inbox"} title={t(text ? "noMatch" : "none")}>
              {t(text ? "noMatchText" : "noneText")}
            </EmptyState>
          }
        />
        {billing.total > 0 && (
          <Pager
            page={billing.page}
            size={billing.size}
            total={billing.total}
            href={(number, size) => here({ pagina: String(number), ver: String(size) })}
            numbers="es-CO"
          />
        )}
      </ListFrame>
    </DeskFrame>
  );
});

import { getTranslations } from "next-intl/server";
import { InvoiceTable } from "@/components/invoices/invoice-table";
import { MonthLinks } from "@/components/invoices/month-links";
import { DeskFrame } from "@/components/operator/desk-frame";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { EmptyState } from "@/components/ui/empty-state";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Pager } from "@/components/ui/pager";
import { NotFound } from "@/lib/errors";
import { billedSorts, listBilledOrders, timeZoneOf } from "@/lib/invoices/queries";
import { monthWanted } from "@/lib/invoices/rules";
import { sortText } from "@/lib/sorting";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { sortWanted, textWanted } from "@/lib/web/sorting";
import { ownPasskey } from "../../../passkey";
import { giveInvoicesAction, reviewInvoicesAction } from "../actions";

export const generateMetadata = titled("invoices.title");

const without = "sin";

export default operatorPage({ asks: "invoice.read" }, async (ctx, { search }) => {
  const t = await getTranslations("invoices");
  const timeZone = await timeZoneOf(ctx);
  if (!timeZone) throw new NotFound();
  const month = monthWanted(search.mes, ctx.now);
  await ctx.audit("invoice.looked", ctx.tenant.code, { month });
  const [text, sort, pending] = [textWanted(search), sortWanted(search, billedSorts), search.factura === without];
  const orders = await listBilledOrders(ctx, { month, text, without: pending, sort, ...pageWanted(search) });
  const query = {
    mes: month,
    buscar: text ?? undefined,
    orden: sortText(sort),
    factura: pending ? without : undefined,
    ver: orders.size === 10 ? undefined : String(orders.size),
  };
  const address = paths.companyBilling(ctx.tenant.code);
  const here = (more: Record<string, string | undefined>) => paths.withQuery(address, { ...query, ...more });
  const filtered = text !== null || pending;
  const mayWrite = ctx.permissions.has("invoice.write") && orders.rows.length > 0;
  const asked = here({ pagina: orders.page === 1 ? undefined : String(orders.page) }).split("?")[1] ?? "";
  const table = (
    <InvoiceTable
      rows={orders.rows}
      totals={orders.totals}
      sort={sort}
      href={here}
      now={ctx.now}
      timeZone={timeZone}
      mayWrite={mayWrite}
      empty={
        <EmptyState icon={filtered ? "search" : "inbox"} title={t(filtered ? "noMatch" : "none")}>
          {t(filtered ? "noMatchText" : "noneText")}
        </EmptyState>
      }
    />
  );
  const pager = orders.total > 0 && (
    <Pager
      page={orders.page}
      size={orders.size}
      total={orders.total}
      href={(number, size) => here({ pagina: String(number), ver: String(size) })}
      numbers="es-CO"
    />
  );
  return (
    <DeskFrame
      title={ctx.tenant.name}
      within={[{ label: t("title"), href: paths.withQuery(paths.billing, { mes: month }) }]}
      notice={await noticeOf(search)}
      intro={t("companyIntro")}
    >
      <ListFrame>
        <MonthLinks month={month} href={(mes) => here({ mes })} />
        <ListTools
          search={{
            label: t("searchOrders"),
            name: "buscar",
            value: text ?? "",
            href: address,
            keep: { ...query, buscar: undefined },
          }}
          filters={[
            {
              label: t("filter"),
              chosen: pending ? { label: t("onlyWithout"), without: here({ factura: undefined }) } : undefined,
              choices: [
                { label: t("all"), href: here({ factura: undefined }), current: !pending },
                { label: t("onlyWithout"), href: here({ factura: without }), current: pending },
              ],
            },
          ]}
          clear={paths.withQuery(address, { mes: month })}
        />
        {mayWrite ? (
          <ReviewedForm
            key={asked}
            label={t("form")}
            review={reviewInvoicesAction}
            action={giveInvoicesAction}
            verb="invoice.give"
            askPasskey={await ownPasskey(ctx)}
            words={{}}
            title={t("review")}
            next={t("save")}
          >
            <input type="hidden" name="empresa" value={ctx.tenant.code} />
            <input type="hidden" name="producto" value="" />
            <input type="hidden" name="vuelta" value={asked} />
            {table}
            {pager}
            <p className="mt-4 max-w-prose text-xs text-pretty text-ink-soft">{t("saveText")}</p>
          </ReviewedForm>
        ) : (
          <>
            {table}
            {pager}
          </>
        )}
      </ListFrame>
    </DeskFrame>
  );
});

import { getTranslations } from "next-intl/server";
import { ProductFrame, type ProductPlace } from "@/components/product/product-frame";
import { ReportChart } from "@/components/reports/report-chart";
import { ReportCriteria } from "@/components/reports/report-criteria";
import { ReportExports } from "@/components/reports/report-exports";
import { ReportTable } from "@/components/reports/report-table";
import { ReportTotals } from "@/components/reports/report-totals";
import { EmptyState } from "@/components/ui/empty-state";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import type { Context } from "@/lib/context";
import { DomainError } from "@/lib/errors";
import { paperRowsMax } from "@/lib/files/rules";
import { dayIn } from "@/lib/messages/date-format";
import { figureLocales } from "@/lib/money";
import { askedOf } from "@/lib/reports/export";
import { reportRows } from "@/lib/reports/queries";
import type { Criteria, Report } from "@/lib/reports/report";
import { criteriaOf } from "@/lib/reports/schema";
import type { At } from "@/lib/web/doors";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";
import { refusalSentence } from "@/lib/words";

/** The page of a report: its criteria, totals, chart and table, and what it is exported to. */
export async function reportScreen<Asked extends Criteria>(
  ctx: Context,
  { search }: At,
  { report, place }: { report: Report<Asked>; place: ProductPlace },
) {
  const t = await getTranslations("reports");
  const { company, product, actor, now } = ctx;
  const { words } = report;
  const { currency } = product;
  const { timeZone } = company;
  const href = paths.report(ctx, report.name);
  const { asked, fault } = criteriaOf(report, search);
  const typed = typedIn(report, search);
  const wanted = pageWanted(search, 25);
  const ver = wanted.size === 25 ? undefined : String(wanted.size);
  const frame = { ctx, at: place, title: t(`${words}.title`), intro: t(`${words}.about`) };
  const form = (
    <ReportCriteria words={words} href={href} fields={report.fields} typed={typed} currency={currency} kept={{ ver }} />
  );
  if (fault !== null) {
    const sentence = refusalSentence(new DomainError(fault), {
      currency,
      timeZone,
      language: actor.user.language,
    });
    return (
      <ProductFrame {...frame}>
        {form}
        <Notice tone="amber">{sentence}</Notice>
      </ProductFrame>
    );
  }
  const found = await report.find(ctx, asked);
  const chart = report.chart ? await report.chart(ctx, asked) : null;
  const page = Math.min(wanted.page, Math.max(1, Math.ceil(found.count / wanted.size)));
  const rows = await reportRows(ctx, report, found, { skip: (page - 1) * wanted.size, size: wanted.size });
  const tooMany = found.count > paperRowsMax;
  const filters = askedOf(ctx, report, asked);
  const here = (query: Record<string, string | undefined>) => paths.withQuery(href, { ...typed, ver, ...query });
  const onPaper = actor.permissions.has(`${report.noun}.pdf`) || actor.permissions.has(`${report.noun}.print`);
  const today = dayIn(now, timeZone);
  return (
    <ProductFrame {...frame}>
      <ListFrame>
        {form}
        <ListTools
          filters={filters.map(({ name, label, value }) => ({
            label,
            chosen: { label: value, without: here({ [name]: undefined }) },
          }))}
          clear={paths.withQuery(href, { ver })}
          end={
            <ReportExports at={ctx} report={report} permissions={actor.permissions} asked={typed} tooMany={tooMany} />
          }
        />
        <ReportTotals words={words} count={found.count} totals={found.totals} currency={currency} />
        {chart && (
          <div className="mb-4">
            <ReportChart words={words} told={chart} currency={currency} today={today} />
          </div>
        )}
        <ReportTable
          words={words}
          columns={report.columns.map(({ key, kind, ...column }) => ({
            key,
            kind,
            ...("of" in column && { of: column.of }),
            ...("signed" in column && { signed: column.signed }),
          }))}
          rows={rows}
          at={ctx}
          currency={currency}
          timeZone={timeZone}
          now={now}
          permissions={actor.permissions}
          empty={
            <EmptyState icon="search" title={t(filters.length > 0 ? "noMatch" : "none")}>
              {t(filters.length > 0 ? "noMatchText" : "noneText")}
            </EmptyState>
          }
        />
        {found.count > 0 && (
          <Pager
            page={page}
            size={wanted.size}
            total={found.count}
            href={(number, size) => here({ pagina: String(number), ver: String(size) })}
            manner="master"
            numbers={figureLocales[currency]}
          />
        )}
        {tooMany && onPaper && (
          <p className="mt-2 max-w-prose text-xs text-ink-soft">{t("paperMax", { most: paperRowsMax })}</p>
        )}
      </ListFrame>
    </ProductFrame>
  );
}

/** What the address says of a report's fields, each once. */
function typedIn<Asked extends Criteria>(
  { fields }: Pick<Report<Asked>, "fields">,
  search: Record<string, string | string[] | undefined>,
): Record<string, string> {
  const names = fields.flatMap((field) => ("name" in field ? [field.name] : [field.from, field.to]));
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      return typeof value === "string" && value !== "" ? [[name, value]] : [];
    }),
  );
}

import { getTranslations } from "next-intl/server";
import { ProductFrame, type ProductPlace } from "@/components/product/product-frame";
import { ReportTable } from "@/components/reports/report-table";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import { PrintButton } from "@/components/ui/print-button";
import type { Context } from "@/lib/context";
import { paperRowsMax } from "@/lib/files/rules";
import { stampIn } from "@/lib/messages/language";
import { reportPaper } from "@/lib/reports/export";
import type { Criteria, Report } from "@/lib/reports/report";
import type { At } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";

/** A report to be printed, all of it: what it says of itself and its rows. It leaves its record, as every export does. */
export async function reportPrinted<Asked extends Criteria>(
  ctx: Context,
  { search }: At,
  { report, place }: { report: Report<Asked>; place: ProductPlace },
) {
  const t = await getTranslations("reports");
  const { words } = report;
  const { company, product, actor, now } = ctx;
  const paper = await reportPaper(ctx, report, search, "PRINT");
  return (
    <ProductFrame
      ctx={ctx}
      at={place}
      title={t("printed", { report: t(`${words}.title`) })}
      actions={
        <>
          <LinkButton href={paths.report(ctx, report.name)} icon="left" className="print:hidden">
            {t("back")}
          </LinkButton>
          {paper && <PrintButton />}
        </>
      }
    >
      {paper ? (
        <>
          <div data-paper="wide" className="mb-5 rounded-md border bg-surface px-5 py-3">
            <DescriptionList items={paper.head.facts.map(([label, value]) => ({ label, value }))} />
          </div>
          <ReportTable
            words={words}
            columns={report.columns}
            rows={paper.rows}
            at={ctx}
            currency={product.currency}
            timeZone={company.timeZone}
            now={now}
            permissions={new Set()}
            stamp={stampIn(company.timeZone, actor.user.language)}
            empty={<EmptyState icon="search" title={t("none")} />}
          />
        </>
      ) : (
        <Notice tone="amber">{t("paperMax", { most: paperRowsMax })}</Notice>
      )}
    </ProductFrame>
  );
}

import Form from "next/form";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { ProductFrame } from "@/components/product/product-frame";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Select } from "@/components/ui/select";
import { readableReports } from "@/lib/reports/catalog";
import { page } from "@/lib/web/doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("portal.menu.reports");

/** The catalogue of reports: those that its person may read. */
export default page({ asks: "any" }, async (ctx, { search }) => {
  const reports = readableReports(ctx.actor.permissions);
  const chosen = reports.find(({ name }) => name === search.reporte);
  if (chosen) redirect(paths.report(ctx, chosen.name));
  const t = await getTranslations("reports");
  const title = (await getTranslations("portal.menu"))("reports");
  const choices = reports.map(({ name, words }) => ({ value: name, label: t(`${words}.title`) }));
  return (
    <ProductFrame ctx={ctx} at="reports" title={title} intro={t("intro")}>
      {reports.length === 0 ? (
        <EmptyState icon="list" title={t("noReports")}>
          {t("noReportsText")}
        </EmptyState>
      ) : (
        <Form
          action={paths.reports(ctx)}
          aria-label={title}
          prefetch={false}
          className="flex max-w-xl flex-wrap items-end gap-3 rounded-md border bg-surface p-5"
        >
          <Select label={t("catalog")} name="reporte" choices={choices} className="min-w-0 flex-1" />
          <Button type="submit">{t("go")}</Button>
          {reports.map(({ name, words }) => (
            <p key={name} className="w-full text-xs text-ink-soft">
              {t(`${words}.title`)}: {t(`${words}.about`)}
            </p>
          ))}
        </Form>
      )}
    </ProductFrame>
  );
});

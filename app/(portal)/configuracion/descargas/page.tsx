import { getTranslations } from "next-intl/server";
import { HelpFrame } from "@/components/help/help-frame";
import { TemplateList } from "@/components/help/template-list";
import { TopicList } from "@/components/help/topic-list";
import { acceptedBatchTypes } from "@/lib/batches/layouts";
import { templateColumns } from "@/lib/batches/template";
import { companyPage } from "@/lib/web/company-doors";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("guides.downloads.title");

export default companyPage({ asks: "template.read" }, async ({ company, actor }) => {
  const t = await getTranslations("guides.downloads");
  const rows = acceptedBatchTypes.map((type) => ({ type, columns: templateColumns(type) }));
  return (
    <HelpFrame company={company} title={t("title")} intro={t("intro")}>
      <section aria-labelledby="templates" className="mb-6">
        <h2 id="templates" className="text-base font-semibold">
          {t("templates")}
        </h2>
        <p className="mt-0.5 mb-2 text-sm text-ink-soft">{t("templatesText")}</p>
        <TemplateList company={company.code} rows={rows} />
      </section>
      {actor.permissions.has("guide.read") && (
        <section aria-labelledby="manuals">
          <h2 id="manuals" className="text-base font-semibold">
            {t("manuals")}
          </h2>
          <p className="mt-0.5 mb-2 text-sm text-ink-soft">{t("manualsText")}</p>
          <TopicList company={company.code} typed="" />
        </section>
      )}
    </HelpFrame>
  );
});

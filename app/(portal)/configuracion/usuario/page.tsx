import { getTranslations } from "next-intl/server";
import { keepPreferencesAction } from "@/app/(portal)/actions";
import { PageBody } from "@/components/shell/page-body";
import { Preferences } from "@/components/shell/preferences";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { DescriptionList } from "@/components/ui/description-list";
import { listOwnCompanies } from "@/lib/companies/queries";
import { ownPage } from "@/lib/web/doors";
import { preferences, titled } from "@/lib/web/preferences";

export const generateMetadata = titled("portal.settings.title");

export default ownPage(async (ctx) => {
  const t = await getTranslations("portal.settings");
  const { name, username, document, email } = ctx.user;
  const companies = await listOwnCompanies(ctx);
  return (
    <PageBody
      title={t("title")}
      trail={<Breadcrumb entries={[{ label: t("area") }, { label: t("title") }]} />}
      intro={t("intro")}
    >
      <div className="grid max-w-3xl gap-8">
        <section aria-labelledby="data">
          <h2 id="data" className="mb-3 text-base font-semibold">
            {t("data")}
          </h2>
          <div className="rounded-md border bg-surface px-4 py-3">
            <DescriptionList
              items={[
                { label: t("name"), value: name },
                { label: t("username"), value: username },
                { label: t("document"), value: document.replace("-", " ") },
                { label: t("email"), value: email },
                { label: t("companies"), value: companies.map((company) => company.name).join(", ") || t("none") },
              ]}
            />
          </div>
          <p className="mt-2 text-xs text-ink-soft">{t("dataNote")}</p>
        </section>
        <section aria-labelledby="looks">
          <h2 id="looks" className="mb-3 text-base font-semibold">
            {t("looks")}
          </h2>
          <div className="max-w-sm rounded-md border bg-surface px-1.5 py-1">
            <Preferences action={keepPreferencesAction} chosen={await preferences()} />
          </div>
        </section>
      </div>
    </PageBody>
  );
});

import { getTranslations } from "next-intl/server";
import { PageBody } from "@/components/shell/page-body";
import { countDesk } from "@/lib/operator/queries";
import { operatorPage } from "@/lib/web/operator-doors";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("operator.title");

export default operatorPage({ asks: "registry.read" }, async (ctx) => {
  const t = await getTranslations("operator");
  const counts = await countDesk(ctx);
  return (
    <PageBody title={t("title")} intro={t("intro")}>
      <ul className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {(["companies", "changes", "doubts", "messages"] as const).map((what) => (
          <li key={what} className="rounded-md border bg-surface p-4">
            <p className="text-2xl font-semibold tabular-nums">{counts[what]}</p>
            <p className="text-sm text-ink-soft">{t(`counts.${what}`, { count: counts[what] })}</p>
          </li>
        ))}
      </ul>
    </PageBody>
  );
});

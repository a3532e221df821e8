import { getTranslations } from "next-intl/server";
import { DeskMenu } from "@/components/operator/desk-menu";
import { PageBody } from "@/components/shell/page-body";
import { Stat } from "@/components/ui/stat";
import { countDesk } from "@/lib/operator/queries";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("operator.title");

/** What is counted, and where it is listed. */
const counted = {
  companies: paths.registry,
  changes: paths.changes,
  doubts: paths.doubts,
  messages: paths.inquiries,
} as const;

export default operatorPage({ asks: "registry.read" }, async (ctx) => {
  const t = await getTranslations("operator");
  const counts = await countDesk(ctx);
  return (
    <PageBody title={t("title")} intro={t("intro")}>
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
        {(["companies", "changes", "doubts", "messages"] as const).map((what) => (
          <Stat
            key={what}
            label={t(`counts.${what}`, { count: counts[what] })}
            value={counts[what]}
            href={counted[what]}
          />
        ))}
      </div>
      <DeskMenu permissions={ctx.permissions} />
    </PageBody>
  );
});

import { getTranslations } from "next-intl/server";
import { HelpFrame } from "@/components/help/help-frame";
import { TopicList } from "@/components/help/topic-list";
import { ListTools } from "@/components/ui/list-tools";
import { companyPage } from "@/lib/web/company-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { textWanted } from "@/lib/web/sorting";

export const generateMetadata = titled("guides.title");

export default companyPage({ asks: "guide.read" }, async ({ company }, { search }) => {
  const t = await getTranslations("guides");
  const typed = textWanted(search) ?? "";
  return (
    <HelpFrame company={company} title={t("title")} intro={t("intro")}>
      <ListTools
        search={{
          label: t("search"),
          name: "buscar",
          value: typed,
          href: paths.guides(),
          keep: { empresa: company.code },
        }}
      />
      <TopicList company={company.code} typed={typed} />
    </HelpFrame>
  );
});

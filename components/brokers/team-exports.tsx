import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import type { TeamSearch } from "@/lib/brokers/list";
import { filterQuery } from "@/lib/brokers/rules";
import { sortText } from "@/lib/sorting";
import { paths } from "@/lib/web/paths";

/** All the people that the list finds, in its order, as files. */
export function TeamExports({ broker, asked }: { broker: string; asked: TeamSearch }) {
  const t = useTranslations("activity");
  const query = {
    empresa: broker,
    ...filterQuery(asked),
    buscar: asked.text ?? undefined,
    orden: sortText(asked.sort),
  };
  return (
    <>
      <LinkButton download href={paths.withQuery(paths.teamExport, query)} icon="excel">
        {t("excel")}
      </LinkButton>
      <LinkButton download href={paths.withQuery(paths.teamExport, { ...query, formato: "csv" })} icon="download">
        {t("csv")}
      </LinkButton>
    </>
  );
}

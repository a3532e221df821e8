import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import type { PeopleWanted } from "@/lib/people/queries";
import { paths } from "@/lib/web/paths";

type Props = { company: string; asked: Pick<PeopleWanted, "text" | "profile" | "standing" | "token"> };

/** All the people that the list finds, as files. */
export function PeopleExports({ company, asked: { text, profile, standing, token } }: Props) {
  const t = useTranslations("activity");
  const query = {
    empresa: company,
    buscar: text ?? undefined,
    perfil: profile === null ? undefined : String(profile),
    estado: standing ?? undefined,
    token: token ?? undefined,
  };
  return (
    <>
      <LinkButton download href={paths.withQuery(paths.peopleExport, query)} icon="excel">
        {t("excel")}
      </LinkButton>
      <LinkButton download href={paths.withQuery(paths.peopleExport, { ...query, formato: "csv" })} icon="download">
        {t("csv")}
      </LinkButton>
    </>
  );
}

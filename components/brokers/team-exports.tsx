import { ActivityExports } from "@/components/activity/activity-exports";
import type { TeamSearch } from "@/lib/brokers/list";
import { filterQuery } from "@/lib/brokers/rules";
import { sortText } from "@/lib/sorting";
import { paths } from "@/lib/web/paths";

type Props = {
  broker: string;
  asked: TeamSearch /** Which file its person asked to be offered first. */;
  first: "xlsx" | "csv";
};

/** All the people that the list finds, in its order, as files. */
export function TeamExports({ broker, asked, first }: Props) {
  const query = {
    empresa: broker,
    ...filterQuery(asked),
    buscar: asked.text ?? undefined,
    orden: sortText(asked.sort),
  };
  return <ActivityExports to={{ sheet: paths.teamExport }} query={query} tooMany={false} first={first} />;
}

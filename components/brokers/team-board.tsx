import { useTranslations } from "next-intl";
import { TeamExports } from "@/components/brokers/team-exports";
import { TeamList } from "@/components/brokers/team-list";
import { EmptyState } from "@/components/ui/empty-state";
import type { Filter } from "@/components/ui/filter-chips";
import { LinkButton } from "@/components/ui/link-button";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import type { TeamPage, TeamSearch } from "@/lib/brokers/list";
import {
  accesses,
  accessNames,
  filterQuery,
  isFiltered,
  roles,
  sections,
  type TeamFilter,
  teamStandings,
} from "@/lib/brokers/rules";
import type { BrokerPermission } from "@/lib/catalog";
import { sortText } from "@/lib/sorting";
import { paths } from "@/lib/web/paths";

type Props = {
  broker: { code: string; name: string; timeZone: string };
  permissions: ReadonlySet<BrokerPermission>;
  now: string;
  asked: TeamSearch;
  found: TeamPage;
  /** Which file its person asked to be offered first. */
  first: "xlsx" | "csv";
};
type Href = (more: Record<string, string | undefined>) => string;

/** Gestionar usuarios: the broker's people, searched, filtered, sorted and turned page by page. */
export function TeamBoard({ broker, permissions, now, asked, found, first }: Props) {
  const t = useTranslations("team.list");
  const address = paths.team(broker.code);
  const [path = ""] = address.split("?");
  const query = {
    ...filterQuery(asked),
    buscar: asked.text ?? undefined,
    orden: sortText(asked.sort),
    ver: found.size === 10 ? undefined : String(found.size),
  };
  const here: Href = (more) => paths.withQuery(address, { ...query, ...more });
  const { buscar, ...keep } = query;
  const filtered = isFiltered(asked);
  return (
    <ListFrame>
      <ListTools
        search={{
          label: t("search"),
          hint: t("searchHint"),
          name: "buscar",
          value: buscar ?? "",
          href: path,
          keep: { empresa: broker.code, ...keep },
        }}
        filters={useFilters(asked, here)}
        clear={paths.withQuery(address, { orden: query.orden, ver: query.ver })}
        end={permissions.has("brokeruser.export") && <TeamExports broker={broker.code} asked={asked} first={first} />}
      />
      {found.more && asked.text !== null && (
        <Notice tone="plain" className="mb-3">
          {t("capped")}
        </Notice>
      )}
      <TeamList
        broker={broker}
        now={now}
        rows={found.rows}
        first={(found.page - 1) * found.size + 1}
        sort={asked.sort}
        href={here}
        empty={
          <EmptyState
            icon={filtered ? "search" : "inbox"}
            title={t(filtered ? "noMatch" : "none")}
            action={filtered && <LinkButton href={address}>{t("all")}</LinkButton>}
          >
            {t(filtered ? "noMatchText" : "noneText")}
          </EmptyState>
        }
      />
      {found.total > 0 && (
        <Pager
          manner="brokers"
          page={found.page}
          size={found.size}
          total={found.total}
          more={found.more}
          of={filtered ? found.of : undefined}
          href={(number, each) => here({ pagina: String(number), ver: String(each) })}
          numbers="es-PE"
        />
      )}
    </ListFrame>
  );
}

function useFilters({ role, standing, access, section }: TeamFilter, href: Href): Filter[] {
  const t = useTranslations("team.list");
  const words = useTranslations("brokers");
  /** By one field of the address: its name, what it says now, and what it can say with its words. */
  const by = (
    label: string,
    name: string,
    now: string | null,
    choices: readonly (readonly [string, string])[],
  ): Filter => ({
    label,
    chosen:
      now === null ? undefined : { label: new Map(choices).get(now) ?? now, without: href({ [name]: undefined }) },
    choices: choices.map(([said, word]) => ({ label: word, href: href({ [name]: said }), current: said === now })),
  });
  return [
    by(
      t("role"),
      "rol",
      role,
      roles.map((one) => [one, words(`roles.${one}`)]),
    ),
    by(
      t("standing"),
      "estado",
      standing,
      teamStandings.map((one) => [one, words(`standings.${one}`)]),
    ),
    by(
      t("access"),
      "acceso",
      access && accessNames[access],
      accesses.map((one) => [accessNames[one], t(`accesses.${one}`)]),
    ),
    by(
      t("section"),
      "seccion",
      section,
      sections.map((one) => [one, words(`sections.${one}`)]),
    ),
  ];
}

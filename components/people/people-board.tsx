import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type PeopleKind, PeopleList } from "@/components/people/people-list";
import { EmptyState } from "@/components/ui/empty-state";
import type { Filter } from "@/components/ui/filter-chips";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Notice } from "@/components/ui/notice";
import { Pager } from "@/components/ui/pager";
import type { Permission } from "@/lib/catalog";
import type { PeopleWanted, PersonRow, ProfileChoice } from "@/lib/people/queries";
import { standings, tokenStates } from "@/lib/people/rules";
import { sortText } from "@/lib/sorting";
import { paths } from "@/lib/web/paths";

type Props = {
  kind: PeopleKind;
  /** The list's own address, of its company. */
  address: string;
  company: { code: string; timeZone: string };
  permissions: ReadonlySet<Permission>;
  now: string;
  caption: string;
  asked: Omit<PeopleWanted, "page" | "size">;
  found: { rows: readonly PersonRow[]; total: number; more: boolean; page: number; size: number };
  profiles: readonly Pick<ProfileChoice, "id" | "name">[];
  /** What leaves the list, at its right. */
  end?: ReactNode;
};

/** A list of the company's people: searched, filtered by profile, state or token, turned page by page. */
export function PeopleBoard({ kind, address, company, permissions, now, caption, asked, found, profiles, end }: Props) {
  const t = useTranslations("people");
  const { text, sort } = asked;
  const [path = ""] = address.split("?");
  const query = {
    perfil: asked.profile === null ? undefined : String(asked.profile),
    estado: asked.standing ?? undefined,
    token: asked.token ?? undefined,
    buscar: text ?? undefined,
    orden: sortText(sort),
    ver: found.size === 10 ? undefined : String(found.size),
  };
  const here = (more: Record<string, string | undefined>) => paths.withQuery(address, { ...query, ...more });
  const { buscar, ...keep } = query;
  const filtered = [text, asked.profile, asked.standing, asked.token].some((one) => one !== null);
  return (
    <ListFrame>
      <ListTools
        search={{
          label: t("list.search"),
          name: "buscar",
          value: buscar ?? "",
          href: path,
          keep: { empresa: company.code, ...keep },
        }}
        filters={useFilters(kind, asked, profiles, here)}
        clear={paths.withQuery(address, { orden: query.orden, ver: query.ver })}
        end={end}
      />
      {found.more && text !== null && (
        <Notice tone="plain" className="mb-3">
          {t("list.capped")}
        </Notice>
      )}
      <PeopleList
        {...{ kind, company, permissions, now, caption, sort }}
        rows={found.rows}
        href={here}
        empty={
          <EmptyState icon={filtered ? "search" : "inbox"} title={t(filtered ? "list.noMatch" : "list.none")}>
            {t(filtered ? "list.noMatchText" : "list.noneText")}
          </EmptyState>
        }
      />
      {found.total > 0 && (
        <Pager
          page={found.page}
          size={found.size}
          total={found.total}
          more={found.more}
          href={(number, each) => here({ pagina: String(number), ver: String(each) })}
          numbers="es-CO"
        />
      )}
    </ListFrame>
  );
}

function useFilters(
  kind: PeopleKind,
  { profile, standing, token }: Props["asked"],
  profiles: Props["profiles"],
  href: (more: Record<string, string | undefined>) => string,
): Filter[] {
  const t = useTranslations("people");
  const chosenProfile = profiles.find(({ id }) => id === profile);
  const byProfile: Filter = {
    label: t("list.profile"),
    chosen: chosenProfile && { label: chosenProfile.name, without: href({ perfil: undefined }) },
    choices: profiles.map(({ id, name }) => ({
      label: name,
      href: href({ perfil: String(id) }),
      current: id === profile,
    })),
  };
  const ofTokens = kind === "tokens" || kind === "tokenList";
  const state: Filter = ofTokens
    ? {
        label: t("list.token"),
        chosen: token ? { label: t(`tokenStates.${token}`), without: href({ token: undefined }) } : undefined,
        choices: tokenStates.map((one) => ({
          label: t(`tokenStates.${one}`),
          href: href({ token: one }),
          current: one === token,
        })),
      }
    : {
        label: t("list.status"),
        chosen: standing ? { label: t(`standings.${standing}`), without: href({ estado: undefined }) } : undefined,
        choices: standings.map((one) => ({
          label: t(`standings.${one}`),
          href: href({ estado: one }),
          current: one === standing,
        })),
      };
  return [byProfile, state];
}

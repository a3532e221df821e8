import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StandingBadge, TokenBadge } from "@/components/people/person-badges";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { IconLink } from "@/components/ui/icon-button";
import type { Permission } from "@/lib/catalog";
import type { PersonRow, peopleSorts } from "@/lib/people/queries";
import { type Sort, sortLink } from "@/lib/sorting";
import { paths } from "@/lib/web/paths";

export type PeopleKind = "people" | "activation" | "keys" | "tokens" | "tokenList";
type Key = (typeof peopleSorts)[number];
type Props = {
  kind: PeopleKind;
  company: { code: string; timeZone: string };
  permissions: ReadonlySet<Permission>;
  now: string;
  caption: string;
  rows: readonly PersonRow[];
  sort: Sort<Key> | null;
  /** The list's address with something else asked. */
  href: (more: Record<string, string | undefined>) => string;
  empty: ReactNode;
};

/** The people of a company, with what each list of them is looked at for. */
export function PeopleList({ kind, company, permissions, caption, rows, empty, ...rest }: Props) {
  const columns = useColumns({ kind, company, permissions, ...rest });
  const acts = kind === "tokenList" ? undefined : (row: PersonRow) => <Acts {...{ kind, company, permissions, row }} />;
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.username}
      actions={acts}
      empty={empty}
    />
  );
}

function useColumns({
  kind,
  company,
  permissions,
  now,
  sort,
  href,
}: Omit<Props, "rows" | "empty" | "caption">): Column<PersonRow>[] {
  const t = useTranslations("people.list");
  const by = (key: Key, first: "up" | "down" = "up") => sortLink(sort, key, (orden) => href({ orden }), first);
  const time = (at: string | null) => (at ? <DateTime at={at} now={now} timeZone={company.timeZone} /> : t("never"));
  const columns: Record<string, Column<PersonRow>> = {
    name: {
      key: "name",
      label: t("name"),
      sort: by("nombre"),
      title: true,
      cell: (row) => (
        <span>
          {permissions.has("user.read") ? (
            <Link
              prefetch={false}
              href={paths.person(company.code, row.username)}
              className="font-medium hover:text-primary hover:underline"
            >
              {row.name}
            </Link>
          ) : (
            <span className="font-medium">{row.name}</span>
          )}
          {row.own && <span className="text-ink-soft"> {t("you")}</span>}
          {row.several && <span className="block text-xs font-normal text-ink-soft">{t("several")}</span>}
        </span>
      ),
    },
    username: { key: "username", label: t("username"), sort: by("usuario"), cell: (row) => row.username },
    profile: { key: "profile", label: t("profile"), cell: (row) => row.profile },
    status: {
      key: "status",
      label: t("status"),
      cell: (row) => <StandingBadge standing={row.standing} paused={row.pausedUntil !== null} />,
    },
    entered: {
      key: "entered",
      label: t("entered"),
      sort: by("acceso", "down"),
      className: "whitespace-nowrap",
      cell: (row) => time(row.enteredAt),
    },
    products: {
      key: "products",
      label: t("products"),
      cell: (row) => (row.allProducts ? t("allProducts") : row.products.join(", ")),
    },
    token: { key: "token", label: t("token"), cell: (row) => <TokenBadge state={row.tokenState} /> },
    tokenUsed: {
      key: "tokenUsed",
      label: t("tokenUsed"),
      className: "whitespace-nowrap",
      cell: (row) => time(row.tokenUsedAt),
    },
  };
  return shown[kind].flatMap((key) => columns[key] ?? []);
}

const shown: Record<PeopleKind, readonly string[]> = {
  people: ["name", "username", "profile", "status", "entered", "products"],
  activation: ["name", "username", "profile", "status", "entered"],
  keys: ["name", "username", "status", "entered"],
  tokens: ["name", "username", "profile", "token", "tokenUsed"],
  tokenList: ["name", "username", "profile", "token", "tokenUsed"],
};

function Acts({
  kind,
  company,
  permissions,
  row,
}: Pick<Props, "kind" | "company" | "permissions"> & { row: PersonRow }) {
  const t = useTranslations("people.list.acts");
  const { name, username, own } = row;
  if (kind === "people")
    return (
      <>
        <IconLink name={t("detail", { name })} icon="detail" href={paths.person(company.code, username)} />
        {permissions.has("user.modify") && !own && (
          <IconLink name={t("modify", { name })} icon="edit" href={paths.modifiedPerson(company.code, username)} />
        )}
      </>
    );
  if (own) return null;
  if (kind === "activation")
    return <IconLink name={t("activation", { name })} icon="edit" href={paths.activation(company.code, username)} />;
  if (kind === "keys")
    return <IconLink name={t("keys", { name })} icon="lock" href={paths.peopleKeys(company.code, username)} />;
  return <IconLink name={t("tokens", { name })} icon="token" href={paths.tokens(company.code, username)} />;
}

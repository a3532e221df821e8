import { useTranslations } from "next-intl";
import { ModifyBranch, NewBranch, TurnBranch } from "@/components/brokers/branch-forms";
import { Badge } from "@/components/ui/badge";
import { type Column, DataTable } from "@/components/ui/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import type { FormAction } from "@/components/ui/form";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Pager } from "@/components/ui/pager";
import type { PageOf } from "@/lib/batches/queries";
import type { Branch } from "@/lib/brokers/branches";
import { paths } from "@/lib/web/paths";

type Props = {
  broker: string;
  found: PageOf<Branch> & { total: number };
  text: string | null;
  /** What may be done to them, for whoever may. */
  actions: { create: FormAction; modify: FormAction; turn: FormAction } | null;
};

/** The broker's branches, with who answers for each. */
export function BranchBoard({ broker, found, text, actions }: Props) {
  const t = useTranslations("brokerhouse.own");
  const href = (more: Record<string, string | undefined>) =>
    paths.withQuery(paths.ownBroker(), {
      empresa: broker,
      buscar: text ?? undefined,
      ver: found.size === 10 ? undefined : String(found.size),
      ...more,
    });
  const columns: Column<Branch>[] = [
    {
      key: "name",
      label: t("branch.name"),
      title: true,
      cell: (row) => <span className="font-medium wrap-anywhere">{row.name}</span>,
    },
    { key: "code", label: t("branch.code"), cell: ({ code }) => <span className="whitespace-nowrap">{code}</span> },
    { key: "city", label: t("branch.city"), cell: ({ city }) => city || "—" },
    { key: "address", label: t("branch.address"), cell: ({ address }) => address || "—" },
    {
      key: "phone",
      label: t("branch.phone"),
      cell: ({ phone }) => <span className="whitespace-nowrap tabular-nums">{phone ?? "—"}</span>,
    },
    { key: "responsible", label: t("branch.responsible"), cell: ({ responsibleName }) => responsibleName ?? "—" },
    {
      key: "status",
      label: t("branch.status"),
      cell: ({ status }) => <Badge tone={status === "ACTIVE" ? "in" : "plain"}>{t(`statuses.${status}`)}</Badge>,
    },
  ];
  return (
    <section aria-labelledby="sucursales">
      <div className="mb-3 flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <div>
          <h2 id="sucursales" className="text-base font-semibold">
            {t("branches")}
          </h2>
          <p className="mt-0.5 max-w-prose text-sm text-ink-soft">{t("branchesText")}</p>
        </div>
        {actions && <NewBranch broker={broker} action={actions.create} />}
      </div>
      <ListFrame>
        {(found.total > 10 || text !== null) && (
          <ListTools
            search={{
              label: t("search"),
              name: "buscar",
              value: text ?? "",
              href: paths.ownBroker(),
              keep: { empresa: broker },
            }}
            filters={[]}
            clear={paths.ownBroker(broker)}
          />
        )}
        <DataTable
          caption={t("branches")}
          columns={columns}
          rows={found.rows}
          rowKey={({ code, version }) => `${code} ${version}`}
          actions={
            actions
              ? (row) => (
                  <>
                    {row.status === "ACTIVE" && <ModifyBranch broker={broker} action={actions.modify} row={row} />}
                    <TurnBranch broker={broker} action={actions.turn} row={row} />
                  </>
                )
              : undefined
          }
          empty={
            <EmptyState icon={text === null ? "inbox" : "search"} title={t(text === null ? "noBranches" : "noMatch")}>
              {t(text === null ? "noBranchesText" : "noMatchText")}
            </EmptyState>
          }
        />
        {found.total > 10 && (
          <Pager
            page={found.page}
            size={found.size}
            total={found.total}
            href={(number, size) => href({ pagina: String(number), ver: String(size) })}
            manner="brokers"
            numbers="es-PE"
          />
        )}
      </ListFrame>
    </section>
  );
}

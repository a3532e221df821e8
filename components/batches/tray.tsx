import Link from "next/link";
import { useTranslations } from "next-intl";
import { BatchBadge } from "@/components/batches/batch-badge";
import { LiveReading } from "@/components/batches/live-reading";
import { PreparingVerbs } from "@/components/batches/preparing-verbs";
import { type Column, DataTable } from "@/components/ui/data-table";
import { DateTime } from "@/components/ui/date-time";
import { EmptyState } from "@/components/ui/empty-state";
import type { Filter } from "@/components/ui/filter-chips";
import type { FormAction } from "@/components/ui/form";
import { IconLink } from "@/components/ui/icon-button";
import { ListFrame } from "@/components/ui/list-frame";
import { ListTools } from "@/components/ui/list-tools";
import { Money } from "@/components/ui/money";
import { Pager } from "@/components/ui/pager";
import type { BatchSearch, BatchSort } from "@/lib/batches/filter";
import { batchTypes } from "@/lib/batches/layouts";
import type { FaultRow, PageOf, TrayRow } from "@/lib/batches/queries";
import { batchStatuses } from "@/lib/batches/rules";
import type { Context } from "@/lib/context";
import { figureLocales, formatCount } from "@/lib/money";
import { sortLink, sortText } from "@/lib/sorting";
import { paths } from "@/lib/web/paths";

export type TrayAsked = BatchSearch & { text: string | null; sort: BatchSort | null };

type Props = {
  ctx: Pick<Context, "company" | "product" | "actor" | "now">;
  batches: PageOf<TrayRow>;
  /** What the address asks of the list. */
  asked: TrayAsked;
  /** First warnings of the lots to confirm, by number. */
  warnings: ReadonlyMap<string, readonly FaultRow[]>;
  actions: { confirm: FormAction; remove: FormAction };
};

/** The loaded lots, newest first: what each one is, how it stands, and what may be done with it. */
export function Tray({ ctx, batches, asked, warnings, actions }: Props) {
  const t = useTranslations("batches");
  const query = queryOf(asked, batches.size);
  const here = (more: Record<string, string | undefined>) => paths.withQuery(paths.upload(ctx), { ...query, ...more });
  const columns = useColumns(ctx, asked, here);
  const narrowed = asked.text !== null || asked.status !== null || asked.type !== null;
  const mayUpload = ctx.actor.permissions.has("batch.upload");
  return (
    <section aria-labelledby="tray">
      <h2 id="tray" className="mb-3 text-base font-semibold">
        {t("tray.title")}
      </h2>
      <ListFrame>
        {(narrowed || batches.total > 0) && (
          <ListTools
            search={{
              label: t("tray.search"),
              name: "buscar",
              value: asked.text ?? "",
              href: paths.upload(ctx),
              keep: { ...query, buscar: undefined },
            }}
            filters={useFilters(asked, here)}
            clear={paths.withQuery(paths.upload(ctx), { ver: query.ver })}
          />
        )}
        <DataTable
          caption={t("tray.title")}
          columns={columns}
          rows={batches.rows}
          rowKey={(row) => row.number}
          rowTone={(row) => (row.status === "INVALID" ? "out" : undefined)}
          actions={(row) => (
            <>
              <PreparingVerbs
                ctx={ctx}
                batch={row}
                warnings={warnings.get(row.number) ?? []}
                confirm={actions.confirm}
                remove={actions.remove}
                iconOnly
              />
              <IconLink name={t("verb.detail")} icon="detail" href={paths.batch(ctx, row.number)} />
            </>
          )}
          empty={
            narrowed ? (
              <EmptyState icon="search" title={t("tray.noMatch")}>
                {t("tray.noMatchText")}
              </EmptyState>
            ) : (
              <EmptyState title={t("tray.empty")}>{t(mayUpload ? "tray.emptyText" : "tray.emptyReader")}</EmptyState>
            )
          }
        />
        {batches.total > 0 && (
          <Pager
            page={batches.page}
            size={batches.size}
            total={batches.total}
            href={(page, size) => here({ pagina: String(page), ver: String(size) })}
            numbers={figureLocales[ctx.product.currency]}
          />
        )}
      </ListFrame>
    </section>
  );
}

function queryOf({ text, status, type, sort }: TrayAsked, size: number): Record<string, string | undefined> {
  return {
    buscar: text ?? undefined,
    estado: status ?? undefined,
    tipo: type ?? undefined,
    orden: sortText(sort),
    ver: size === 10 ? undefined : String(size),
  };
}

type Here = (more: Record<string, string | undefined>) => string;

function useFilters({ status, type }: TrayAsked, here: Here): Filter[] {
  const t = useTranslations("batches");
  return [
    {
      label: t("tray.state"),
      chosen: status ? { label: t(`status.${status}`), without: here({ estado: undefined }) } : undefined,
      choices: batchStatuses.map((each) => ({
        label: t(`status.${each}`),
        href: here({ estado: each }),
        current: each === status,
      })),
    },
    {
      label: t("tray.type"),
      chosen: type ? { label: t(`type.${type}`), without: here({ tipo: undefined }) } : undefined,
      choices: batchTypes.map((each) => ({
        label: t(`type.${each}`),
        href: here({ tipo: each }),
        current: each === type,
      })),
    },
  ];
}

const dash = <span className="text-ink-faint">—</span>;

/** Lines and total are known once the file was read; a refused file has none. */
const isRead = (row: TrayRow): boolean => row.lineCount > 0;

function useColumns(ctx: Props["ctx"], { sort }: TrayAsked, here: Here): Column<TrayRow>[] {
  const t = useTranslations("batches.tray");
  const types = useTranslations("batches.type");
  const { now, company, product } = ctx;
  const by = (key: BatchSort["by"]) => sortLink(sort, key, (orden) => here({ orden }));
  return [
    {
      key: "number",
      sort: by("numero"),
      title: true,
      className: "whitespace-nowrap",
      label: t("number"),
      cell: (row) => (
        <Link
          prefetch={false}
          href={paths.batch(ctx, row.number)}
          className="font-medium hover:text-primary hover:underline"
        >
          {row.number}
        </Link>
      ),
    },
    {
      key: "type",
      label: t("type"),
      cell: (row) => (
        <span className="min-w-0">
          {types(row.type)}
          <span className="block max-w-60 truncate text-xs text-ink-soft" title={row.fileName}>
            {row.fileName}
          </span>
        </span>
      ),
    },
    {
      key: "lines",
      sort: by("lineas"),
      label: t("lines"),
      align: "end",
      cell: (row) => (isRead(row) ? formatCount(row.lineCount, ctx.product.currency) : dash),
    },
    {
      key: "total",
      sort: by("total"),
      label: t("total"),
      align: "end",
      cell: (row) => (isRead(row) ? <Money cents={row.totalCents.toString()} currency={product.currency} /> : dash),
    },
    { key: "state", sort: by("estado"), label: t("state"), cell: (row) => <State row={row} /> },
    {
      key: "at",
      sort: by("fecha"),
      label: t("at"),
      cell: (row) => <DateTime at={row.uploadedAt.toISOString()} now={now.toISOString()} timeZone={company.timeZone} />,
    },
  ];
}

function State({ row }: { row: TrayRow }) {
  const t = useTranslations("batches.tray");
  const reading = row.status === "RECEIVED" || row.status === "VALIDATING";
  return (
    <span className="inline-flex flex-wrap items-center justify-end gap-x-2 gap-y-0.5 sm:justify-start">
      <BatchBadge status={row.status} />
      {reading && <LiveReading number={row.number} linesRead={row.linesRead} faultCount={row.faultCount} />}
      {row.status === "INVALID" && <span className="text-xs text-out">{t("faults", { count: row.faultCount })}</span>}
      {row.status === "VALID" && row.warningCount > 0 && (
        <span className="text-xs text-amber">{t("warnings", { count: row.warningCount })}</span>
      )}
    </span>
  );
}

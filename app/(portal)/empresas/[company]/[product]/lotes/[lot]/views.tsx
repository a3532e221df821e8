import { useTranslations } from "next-intl";
import { FaultTable } from "@/components/batches/fault-table";
import { LineTable } from "@/components/batches/line-table";
import { Pager } from "@/components/ui/pager";
import { Tabs } from "@/components/ui/tabs";
import {
  type BatchDetail,
  type FaultRow,
  type LineRow,
  listFaults,
  listLines,
  type PageOf,
} from "@/lib/batches/queries";
import type { Context } from "@/lib/context";
import { figureLocales, formatCount } from "@/lib/money";
import { pageWanted } from "@/lib/web/paging";
import { paths } from "@/lib/web/paths";

const names = { faults: "errores", warnings: "avisos", lines: "lineas" } as const;
type ViewName = keyof typeof names;
type View = { of: "lines"; page: PageOf<LineRow> } | { of: "faults" | "warnings"; page: PageOf<FaultRow> };

/** Reads the view that the address asks for; without one, the faults where there are any, else the lines. */
export async function readView(
  ctx: Context,
  batch: BatchDetail,
  search: Record<string, string | string[] | undefined>,
): Promise<View> {
  const wanted = pageWanted(search, 25);
  const asked = (Object.keys(names) as ViewName[]).find((name) => names[name] === search.vista);
  const of = asked ?? (batch.faultCount > 0 && batch.status === "INVALID" ? "faults" : "lines");
  if (of === "lines") return { of, page: await listLines(ctx, batch, wanted) };
  const all = await listFaults(ctx, batch.id, of === "faults" ? "FAULT" : "WARNING");
  const first = (wanted.page - 1) * wanted.size;
  return { of, page: { rows: all.slice(first, first + wanted.size), total: all.length, ...wanted } };
}

type Props = { ctx: Pick<Context, "company" | "product">; batch: BatchDetail; view: View };

/** Errores, Avisos and Líneas of a lot, each with an address of its own. */
export function BatchViews({ ctx, batch, view }: Props) {
  const t = useTranslations("batches.detail");
  const here = (name: ViewName, more: Record<string, string> = {}) =>
    paths.withQuery(paths.batch(ctx, batch.number), { vista: names[name], ...more });
  const counts = { faults: batch.faultCount, warnings: batch.warningCount, lines: batch.lineCount };
  const counted = view.of === "lines" ? null : counts[view.of];
  return (
    <>
      <Tabs
        label={t("tabs")}
        tabs={(Object.keys(names) as ViewName[]).map((name) => ({
          label: t(name),
          href: here(name),
          current: view.of === name,
          count: formatCount(counts[name], ctx.product.currency),
        }))}
      />
      {counted !== null && counted > view.page.total && (
        <p className="mb-3 text-ink-soft">{t("firstFaults", { listed: view.page.total, total: counted })}</p>
      )}
      {view.of === "lines" && batch.faultCount > 0 && batch.lineCount > 0 && (
        <p className="mb-3 text-ink-soft">{t("linesWithFaults")}</p>
      )}
      {view.of === "lines" ? (
        <LineTable batch={batch} lines={view.page.rows} currency={ctx.product.currency} />
      ) : (
        <FaultTable type={batch.type} faults={view.page.rows} kind={view.of} />
      )}
      {view.page.total > 0 && (
        <Pager
          page={view.page.page}
          size={view.page.size}
          total={view.page.total}
          href={(page, size) => here(view.of, { pagina: String(page), ver: String(size) })}
          numbers={figureLocales[ctx.product.currency]}
        />
      )}
    </>
  );
}

import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Tick } from "@/components/ui/checkbox";
import { classNames } from "@/components/ui/class-names";
import { SelectAll } from "@/components/ui/select-all";

export type Column<Row> = {
  key: string;
  label: string;
  cell: (row: Row) => ReactNode;
  align?: "start" | "end";
  /** Where a press on the head leads, and how the rows stand now. */
  sort?: { href: string; now?: "ascending" | "descending" };
  /** On a phone this cell heads the card, without its label: what names the row. */
  title?: boolean;
  className?: string;
};

export type Selection<Row> = {
  /** Name of the boxes in the form around: each ticked row posts its value under it. */
  name: string;
  value: (row: Row) => string;
  label: (row: Row) => string;
  can?: (row: Row) => boolean;
  /** Whole cents of a row in decimal digits, which SelectionBar adds up. */
  cents?: (row: Row) => string;
};

type Props<Row> = {
  /** Read aloud as the table's name. */
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  /** A row to look at: a lot with errors is red, and says so in a word as well. */
  rowTone?: (row: Row) => "out" | undefined;
  /** Icon buttons and links that act on one row. */
  actions?: (row: Row) => ReactNode;
  /** How a manual calls their column. */
  actionsLabel?: string;
  selection?: Selection<Row>;
  /** What stands in place of rows when there are none, and says what to do. */
  empty: ReactNode;
  /** Totals under a line, as a row of cells. */
  foot?: ReactNode;
};

/**
 * A list of things, one page of it rendered whole on the server; rows become cards on a phone. Its company is always the same:
 *
 *     <ListFrame>                                    // keeps the rows in place while another page of them comes
 *       <ListTools search={…} filters={…} clear={…} end={<LinkButton icon="excel" …/>} />
 *       <form>                                       // only where rows are chosen
 *         <DataTable … selection={{ name: "lotes", value, label, cents }} />
 *         <SelectionBar name="lotes" …/>
 *       </form>
 *       <Pager …/>
 *     </ListFrame>
 *
 * What is searched, filtered, sorted and paged lives in the address alone.
 */
export function DataTable<Row>(props: Props<Row>) {
  const { caption, columns, rows, rowKey, rowTone, actions, actionsLabel, selection, empty, foot } = props;
  const t = useTranslations("ui");
  const words = useTranslations("controls.table");
  if (rows.length === 0) return <div className="rounded-md border bg-surface">{empty}</div>;
  return (
    <div
      role="group"
      aria-label={caption}
      tabIndex={0}
      className="overflow-x-auto rounded-md border bg-surface xl:overflow-visible print:overflow-visible"
    >
      <table className="grid-table">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            {selection && (
              <th scope="col" className="w-px">
                <SelectAll name={selection.name} label={words("selectAll")} />
              </th>
            )}
            {columns.map((column) => (
              <Head key={column.key} column={column} />
            ))}
            {actions && (
              <th scope="col" className="w-px">
                {actionsLabel ?? t("actions")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} data-tone={rowTone?.(row)}>
              {selection && (
                <td data-role="tick">
                  <Tick
                    name={selection.name}
                    value={selection.value(row)}
                    label={selection.label(row)}
                    disabled={selection.can ? !selection.can(row) : false}
                    data-cents={selection.cents?.(row)}
                  />
                </td>
              )}
              {columns.map((column) => (
                <td
                  key={column.key}
                  data-label={column.label}
                  data-role={column.title ? "title" : undefined}
                  data-align={column.align}
                  className={column.className}
                >
                  {column.cell(row)}
                </td>
              ))}
              {actions && (
                <td data-role="actions">
                  <div className="-my-1.5 -ms-2 flex gap-0.5">{actions(row)}</div>
                </td>
              )}
            </tr>
          ))}
        </tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </div>
  );
}

function Head<Row>({ column }: { column: Column<Row> }) {
  const t = useTranslations("controls.table");
  const { sort } = column;
  return (
    <th scope="col" data-align={column.align} aria-sort={sort?.now} className={column.className}>
      {sort ? (
        <Link
          prefetch={false}
          href={sort.href}
          scroll={false}
          title={t("sort", { column: column.label })}
          className={classNames("inline-flex items-center gap-1 rounded-sm hover:text-ink", sort.now && "text-ink")}
        >
          {column.label}
          <svg viewBox="0 0 8 12" width="8" height="12" aria-hidden="true" fill="currentColor">
            <path d="M4 1 7 5H1z" opacity={sort.now === "descending" ? 0.25 : sort.now ? 1 : 0.45} />
            <path d="M4 11 1 7h6z" opacity={sort.now === "ascending" ? 0.25 : sort.now ? 1 : 0.45} />
          </svg>
        </Link>
      ) : (
        column.label
      )}
    </th>
  );
}

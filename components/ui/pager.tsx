import Link from "next/link";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { Popover, panelItemClasses } from "@/components/ui/popover";

type Props = {
  page: number;
  size: number;
  total: number;
  /** There are more than `total`, which is as far as was counted. */
  more?: boolean;
  /** Of how many these were filtered, where they were and the manner says so. */
  of?: { total: number; more: boolean };
  /** Address of a page of this list; the second argument is how many rows it shows. */
  href: (page: number, size: number) => string;
  sizes?: readonly number[];
  /** Whose manual names the ends: lots "Primero … Último", master account "Primera … Última", brokers "Anterior … Siguiente". */
  manner?: "lots" | "master" | "brokers";
  /** Name of this pager where the page has several lists. */
  label?: string;
  /** Country's way of writing 5.389 or 5,389. */
  numbers: string;
};

/** Pages to offer around the present one: at most five, all within the list. */
function pagesAround(page: number, last: number): number[] {
  const from = Math.max(1, Math.min(page - 2, last - 4));
  const to = Math.min(last, from + 4);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** The same, and where no link names the ends, the first and the last page, with a gap (below zero) where some are left out. */
function pagesOffered(page: number, last: number, ends: boolean): number[] {
  const around = pagesAround(page, last);
  if (!ends) return around;
  const [from = 1] = around;
  const to = around.at(-1) ?? 1;
  return [
    ...(from > 1 ? [1] : []),
    ...(from > 2 ? [-1] : []),
    ...around,
    ...(to < last - 1 ? [-2] : []),
    ...(to < last ? [last] : []),
  ];
}

/** The one pager: which rows are shown of how many, how many at a time, and links to the others. */
export function Pager({
  page,
  size,
  total,
  more,
  of,
  href,
  sizes = [10, 25, 50, 100],
  manner = "lots",
  label,
  numbers,
}: Props) {
  const t = useTranslations("controls.pager");
  const number = new Intl.NumberFormat(numbers);
  const last = Math.max(1, Math.ceil(total / size));
  const brokers = manner === "brokers";
  const shown = {
    from: number.format((page - 1) * size + 1),
    to: number.format(Math.min(page * size, total)),
    total: number.format(total),
  };
  const counted = (count: { total: number; more?: boolean }) =>
    count.more ? t("moreThan", { total: number.format(count.total) }) : number.format(count.total);
  const range = () => {
    if (!brokers) return t(more ? "rangeOver" : "range", shown);
    const words = { ...shown, total: counted({ total, more }) };
    return of ? t("rangeBrokersOf", { ...words, all: counted(of) }) : t("rangeBrokers", words);
  };
  const to = (target: number) => href(target, size);
  return (
    <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 gap-y-2 text-xs text-ink-soft print:hidden">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p aria-live="polite" className="tabular-nums">
          {total === 0 ? t("none") : range()}
        </p>
        <Popover
          trigger={t(brokers ? "sizeBrokers" : "size", { size })}
          triggerClassName="min-h-8 rounded-md border border-rule bg-surface px-2.5 text-ink hover:bg-sunken touch:min-h-11"
          panelClassName="min-w-28"
        >
          {sizes.map((each) => (
            <Link
              prefetch={false}
              key={each}
              href={href(1, each)}
              scroll={false}
              aria-current={each === size ? "true" : undefined}
              className={panelItemClasses}
            >
              {t(brokers ? "sizeBrokers" : "size", { size: each })}
            </Link>
          ))}
        </Popover>
      </div>
      <nav aria-label={label ?? t("label")} className="flex flex-wrap items-center gap-0.5">
        {!brokers && <Step href={to(1)} off={page <= 1} words={t(manner === "master" ? "firstMaster" : "first")} />}
        <Step href={to(page - 1)} off={page <= 1} words={brokers ? t("before") : "«"} name={t("before")} />
        {pagesOffered(page, last, brokers).map((each) => {
          if (each < 0)
            return (
              <span key={each} aria-hidden="true" className="px-1 max-sm:hidden">
                …
              </span>
            );
          return (
            <Link
              prefetch={false}
              key={each}
              href={to(each)}
              scroll={false}
              aria-current={each === page ? "page" : undefined}
              className={classNames(
                stepClasses,
                Math.abs(each - page) > 1 && "max-sm:hidden",
                each === page && "bg-primary-soft font-semibold text-primary",
              )}
            >
              {each}
            </Link>
          );
        })}
        <Step href={to(page + 1)} off={page >= last} words={brokers ? t("after") : "»"} name={t("after")} />
        {!brokers && <Step href={to(last)} off={page >= last} words={t(manner === "master" ? "lastMaster" : "last")} />}
      </nav>
    </div>
  );
}

const stepClasses =
  "inline-grid min-h-8 min-w-8 place-items-center rounded-md px-1 sm:px-2 tabular-nums text-ink-soft hover:bg-sunken hover:text-ink touch:min-h-11 touch:min-w-11";

function Step({ href, off, words, name }: { href: string; off: boolean; words: string; name?: string }) {
  const spoken = name !== undefined && name !== words ? name : undefined;
  if (off) {
    return (
      <span className={classNames(stepClasses, "cursor-not-allowed text-ink-faint hover:bg-transparent")}>{words}</span>
    );
  }
  return (
    <Link prefetch={false} href={href} scroll={false} className={stepClasses}>
      {words}
      {spoken && <span className="sr-only">{spoken}</span>}
    </Link>
  );
}

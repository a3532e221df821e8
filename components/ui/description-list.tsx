import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";

type Item = { label: string; value: ReactNode; total?: boolean };

/** Facts with their names; `figures` stands amounts at the right edge, a total under a line. */
export function DescriptionList({ items, figures }: { items: readonly Item[]; figures?: boolean }) {
  return (
    <dl className="text-sm">
      {items.map((item) => (
        <div
          key={item.label}
          className={classNames(
            "gap-x-6 py-1.5",
            figures ? "flex justify-between" : "sm:grid sm:grid-cols-[11rem_minmax(0,1fr)]",
            item.total && "mt-1.5 border-t border-edge pt-2.5 font-semibold",
          )}
        >
          <dt className={classNames(item.total ? "text-ink" : "text-ink-soft", figures && "max-w-1/2 shrink-0")}>
            {item.label}
          </dt>
          <dd className={classNames("min-w-0 wrap-anywhere", figures && "text-end tabular-nums")}>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";

/** The shape of a text that is on its way; give it the size of what will stand there. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={classNames("block animate-late rounded-sm bg-sunken", className)} />;
}

const widths = ["w-24", "w-40", "w-16", "w-28", "w-20", "w-32"];

type Props = { rows?: number; columns?: number };

/** A list that is on its way, as high as it will be; nothing of it is seen before 300 ms. */
export function TableSkeleton({ rows = 10, columns = 5 }: Props) {
  const t = useTranslations("ui");
  const cells = Array.from({ length: columns }, (_, index) => ({ index, width: widths[index % widths.length] }));
  return (
    <div role="status" className="rounded-md border bg-surface">
      <span className="sr-only">{t("loading")}</span>
      <div aria-hidden="true" className="h-10 rounded-t-md border-b bg-sunken" />
      {Array.from({ length: rows }, (_, row) => `${row}`).map((row) => (
        <div key={row} className="flex h-12 items-center gap-6 border-b px-4 last:border-b-0">
          {cells.map(({ index, width }) => (
            <Skeleton
              key={index}
              className={classNames("h-3.5", width, index === columns - 1 && "ms-auto", index > 1 && "max-sm:hidden")}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

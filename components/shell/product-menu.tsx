import Link from "next/link";
import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { Popover, panelItemClasses } from "@/components/ui/popover";

type Entry = { label: string; href: string; current?: boolean };

/** An entry that leads somewhere, or a group whose entries one press shows. */
export type ProductMenuItem = Entry | { label: string; current?: boolean; entries: readonly Entry[] };

const itemClasses =
  "min-h-10 border-b-2 px-0.5 text-sm whitespace-nowrap touch:min-h-11 focus-visible:-outline-offset-2";

function looks(current: boolean | undefined) {
  return classNames(
    itemClasses,
    current
      ? "border-primary font-medium text-primary"
      : "border-transparent text-ink-soft hover:border-edge hover:text-ink",
  );
}

/** The product's own menu, as its manual has it: only what this person may use is given. */
export function ProductMenu({ items }: { items: readonly ProductMenuItem[] }) {
  const t = useTranslations("ui.shell");
  return (
    <nav aria-label={t("product")} className="overflow-x-auto border-b bg-surface px-4 sm:px-6 print:hidden">
      <ul className="flex gap-5">
        {items.map((item) => (
          <li key={item.label} className="-mb-px flex">
            {"entries" in item ? (
              <Popover trigger={item.label} triggerClassName={looks(item.current)}>
                <ul>
                  {item.entries.map((entry) => (
                    <li key={entry.href}>
                      <Link
                        prefetch={false}
                        href={entry.href}
                        aria-current={entry.current ? "page" : undefined}
                        className={panelItemClasses}
                      >
                        {entry.label}
                      </Link>
                    </li>
                  ))}
                </ul>
              </Popover>
            ) : (
              <Link
                prefetch={false}
                href={item.href}
                aria-current={item.current ? "page" : undefined}
                className={classNames("inline-flex items-center", looks(item.current))}
              >
                {item.label}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

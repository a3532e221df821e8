import Link from "next/link";
import { useTranslations } from "next-intl";
import { Brand } from "@/components/shell/brand";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";

export type Area = { label: string; href: string; icon: IconName; current?: boolean; count?: string };

/** The areas this person may use, at the left; on a phone they stand at the foot of the page. */
export function AreaRail({ areas, home }: { areas: readonly Area[]; home: string }) {
  const t = useTranslations("ui.shell");
  return (
    <nav aria-label={t("areas")} className="hidden w-56 shrink-0 border-e bg-surface md:block print:hidden">
      <div className="sticky top-0 flex h-dvh flex-col">
        <Link
          prefetch={false}
          href={home}
          className="flex h-14 shrink-0 items-center px-5 focus-visible:-outline-offset-2"
        >
          <Brand />
        </Link>
        <ul className="grid flex-1 content-start gap-0.5 overflow-y-auto px-3 py-2">
          {areas.map((area) => (
            <li key={area.href}>
              <Link
                prefetch={false}
                href={area.href}
                aria-current={area.current ? "page" : undefined}
                className={classNames(
                  "flex min-h-9 items-center gap-3 rounded-md px-2.5 text-sm transition-colors duration-150 touch:min-h-11",
                  area.current
                    ? "bg-primary-soft font-medium text-primary"
                    : "text-ink-soft hover:bg-sunken hover:text-ink",
                )}
              >
                <Icon name={area.icon} size={18} />
                <span className="flex-1">{area.label}</span>
                {area.count && <span className="text-xs tabular-nums">{area.count}</span>}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}

/** The same areas within reach of a thumb. */
export function AreaBar({ areas }: { areas: readonly Area[] }) {
  const t = useTranslations("ui.shell");
  return (
    <nav
      aria-label={t("areasPhone")}
      className="fixed inset-x-0 bottom-0 z-30 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      <ul className="flex">
        {areas.map((area) => (
          <li key={area.href} className="min-w-0 flex-1">
            <Link
              prefetch={false}
              href={area.href}
              aria-current={area.current ? "page" : undefined}
              className={classNames(
                "flex h-14 flex-col items-center justify-center gap-0.5 text-xs focus-visible:-outline-offset-2",
                area.current ? "font-medium text-primary" : "text-ink-soft",
              )}
            >
              <Icon name={area.icon} size={20} />
              <span className="max-w-full truncate px-0.5 tracking-tight">{area.label}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

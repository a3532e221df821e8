"use client";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Brand } from "@/components/shell/brand";
import { usePulse } from "@/components/shell/pulse";
import { railCookie, railFolded } from "@/components/shell/rail-cookie";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";
import { Mark } from "@/components/ui/mark";

export type Area = {
  label: string;
  href: string;
  icon: IconName;
  /** Where it is not told, the address tells: the area's own, or one below it; or below `within`. */
  current?: boolean;
  within?: string;
  count?: string;
  /** Shows how much waits for the person, as it changes. */
  waits?: boolean;
};

type Props = {
  areas: readonly Area[];
  home: string;
  /** As the cookie said when the page was made. */
  folded?: boolean;
};

/** The areas this person may use, at the left; folded, only their drawings. On a phone they stand at the foot of the page. */
export function AreaRail({ areas, home, folded: foldedAtFirst = false }: Props) {
  const t = useTranslations("ui.shell");
  const words = useTranslations("home.rail");
  const [folded, setFolded] = useState(foldedAtFirst);
  function fold() {
    keepFolded(!folded);
    setFolded(!folded);
  }
  return (
    <nav
      aria-label={t("areas")}
      className={classNames("hidden shrink-0 border-e bg-surface md:block print:hidden", folded ? "w-16" : "w-56")}
    >
      <div className="sticky top-0 flex h-dvh flex-col">
        <Link
          prefetch={false}
          href={home}
          className={classNames(
            "flex h-14 shrink-0 items-center focus-visible:-outline-offset-2",
            folded ? "justify-center" : "px-5",
          )}
        >
          {folded ? <FoldedBrand /> : <Brand />}
        </Link>
        <ul className="grid flex-1 content-start gap-0.5 overflow-y-auto px-3 py-2">
          {areas.map((area) => (
            <li key={area.href}>
              <RailLink area={area} folded={folded} />
            </li>
          ))}
        </ul>
        <div className="border-t px-3 py-2">
          <button
            type="button"
            aria-expanded={!folded}
            aria-label={folded ? words("unfold") : undefined}
            data-tip={folded ? words("unfold") : undefined}
            onClick={fold}
            className={classNames(
              "flex min-h-9 w-full items-center gap-3 rounded-md px-2.5 text-xs text-ink-soft hover:bg-sunken hover:text-ink",
              folded && "justify-center",
            )}
          >
            <Icon name="down" className={folded ? "-rotate-90" : "rotate-90"} />
            {!folded && words("fold")}
          </button>
        </div>
      </div>
    </nav>
  );
}

/** Where a browser has no cookie store yet the rail is folded for this page only. */
function keepFolded(folded: boolean): void {
  const yearMs = 365 * 86_400_000;
  void window.cookieStore?.set({
    name: railCookie,
    value: folded ? railFolded : "",
    path: "/",
    sameSite: "lax",
    expires: Date.now() + yearMs,
  });
}

function FoldedBrand() {
  const t = useTranslations("ui");
  return (
    <>
      <Mark className="size-6" />
      <span className="sr-only">{t("brand")}</span>
    </>
  );
}

function useArea(area: Area): { current: boolean; count: string | undefined } {
  const path = usePathname();
  const pulse = usePulse();
  const within = area.within ?? area.href;
  const isHere = within === "/" ? path === "/" : path === within || path.startsWith(`${within}/`);
  const waiting = area.waits && pulse && pulse.waiting > 0 ? String(pulse.waiting) : undefined;
  return { current: area.current ?? isHere, count: area.count ?? waiting };
}

function RailLink({ area, folded }: { area: Area; folded: boolean }) {
  const { current, count } = useArea(area);
  return (
    <Link
      prefetch={false}
      href={area.href}
      aria-current={current ? "page" : undefined}
      data-tip={folded ? area.label : undefined}
      className={classNames(
        "relative flex min-h-9 items-center gap-3 rounded-md px-2.5 text-sm transition-colors duration-150 touch:min-h-11",
        folded && "justify-center",
        current ? "bg-primary-soft font-medium text-primary" : "text-ink-soft hover:bg-sunken hover:text-ink",
      )}
    >
      <Icon name={area.icon} size={18} />
      <span className={folded ? "sr-only" : "flex-1"}>{area.label}</span>
      {count && <Count count={count} apart={folded} />}
    </Link>
  );
}

/** How much waits, beside its area; told in words to whoever hears it. */
function Count({ count, apart }: { count: string; apart: boolean }) {
  const t = useTranslations("home.rail");
  return (
    <span
      className={classNames(
        "rounded-full bg-primary px-1.5 text-[0.6875rem] leading-4 font-semibold text-on-primary tabular-nums",
        apart && "absolute end-0 top-0",
      )}
    >
      <span aria-hidden="true">{count}</span>
      <span className="sr-only">{t("count", { count })}</span>
    </span>
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
            <BarLink area={area} />
          </li>
        ))}
      </ul>
    </nav>
  );
}

function BarLink({ area }: { area: Area }) {
  const { current, count } = useArea(area);
  return (
    <Link
      prefetch={false}
      href={area.href}
      aria-current={current ? "page" : undefined}
      className={classNames(
        "flex h-14 flex-col items-center justify-center gap-0.5 text-xs focus-visible:-outline-offset-2",
        current ? "font-medium text-primary" : "text-ink-soft",
      )}
    >
      <span className="relative">
        <Icon name={area.icon} size={20} />
        {count && (
          <span className="absolute -end-4 -top-1.5">
            <Count count={count} apart={false} />
          </span>
        )}
      </span>
      <span className="max-w-full truncate px-0.5 tracking-tight">{area.label}</span>
    </Link>
  );
}

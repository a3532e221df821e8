"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { usePulse } from "@/components/shell/pulse";
import { DateTime } from "@/components/ui/date-time";
import { Icon } from "@/components/ui/icon";
import { Popover } from "@/components/ui/popover";
import type { Told } from "@/lib/home/shell";
import { paths } from "@/lib/web/paths";

/** What happened to lots, orders and movements of this person's, and how much of it is new since the bell was last opened. */
export function Bell() {
  const t = useTranslations("home.bell");
  const pulse = usePulse();
  const frame = useRef<HTMLSpanElement>(null);
  const seen = pulse?.seen;
  useEffect(() => {
    const bell = frame.current;
    // Closed, not opened: what was new is marked so while one reads it.
    const closed = (event: Event) => event instanceof ToggleEvent && event.newState === "closed" && seen?.();
    // `toggle` does not rise from the panel: it is caught on its way down to it.
    bell?.addEventListener("toggle", closed, true);
    return () => bell?.removeEventListener("toggle", closed, true);
  }, [seen]);
  if (!pulse) return null;
  const fresh = pulse.news.filter((one) => one.isNew).length;
  return (
    <span ref={frame}>
      <Popover
        align="end"
        mark={false}
        name={t("open", { count: fresh })}
        triggerClassName="relative size-9 justify-center rounded-md text-ink-soft hover:bg-primary-soft hover:text-primary touch:size-11"
        panelClassName="w-96 max-w-[calc(100vw-1.5rem)]"
        trigger={
          <>
            <Icon name="bell" size={18} />
            {fresh > 0 && (
              <span className="absolute end-0.5 top-0.5 grid h-4 min-w-4 place-items-center rounded-full bg-primary px-1 text-[0.6875rem] leading-none font-semibold text-on-primary tabular-nums">
                {fresh > 9 ? "9+" : fresh}
              </span>
            )}
          </>
        }
      >
        <p className="border-b px-2.5 pt-1.5 pb-2 font-medium">{t("title")}</p>
        {pulse.news.length === 0 ? (
          <p className="px-2.5 py-6 text-center text-sm text-ink-soft">{t("none")}</p>
        ) : (
          <ul className="max-h-96 overflow-y-auto py-1">
            {pulse.news.map((one) => (
              <li key={one.id}>
                <Item told={one} now={pulse.now} />
              </li>
            ))}
          </ul>
        )}
      </Popover>
    </span>
  );
}

function hrefOf({ about, subject, card, company, product }: Told): string {
  if (about === "message" || !product) return paths.messages(company.code);
  const at = { company, product };
  if (about === "instruction") return card ? paths.card(at, card) : paths.master(at);
  return about === "batch" ? paths.batch(at, subject) : paths.order(at, subject);
}

function Item({ told, now }: { told: Told; now: string }) {
  const t = useTranslations("home.bell");
  const href = hrefOf(told);
  return (
    <Link
      prefetch={false}
      href={href}
      className="flex gap-2.5 rounded-sm px-2.5 py-2 text-sm text-ink hover:bg-primary-soft hover:text-primary"
    >
      <span className="min-w-0 flex-1">
        <span className={told.isNew ? "block font-medium" : "block"}>
          {t(`news.${told.says}`, { subject: told.subject, count: told.count })}
        </span>
        <span className="block truncate text-xs text-ink-soft">
          <DateTime at={told.at} now={now} timeZone={told.timeZone} /> · {told.product && `${told.product.name} · `}
          {told.company.name}
        </span>
      </span>
      {told.isNew && (
        <span className="mt-1.5 size-2 shrink-0 rounded-full bg-primary">
          <span className="sr-only">{t("isNew")}</span>
        </span>
      )}
    </Link>
  );
}

"use client";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useEffect, useState, useSyncExternalStore } from "react";
import { Icon } from "@/components/ui/icon";

/** The search comes when it is first wanted: it is no part of any page's first load. */
const load = () => import("@/components/shell/command-palette").then((part) => ({ default: part.CommandPalette }));
const CommandPalette = lazy(load);

const never = () => () => undefined;
const isMac = () => /mac|iphone|ipad/i.test(navigator.platform);

/** Opens the search over the whole portal, by a press or by ⌘K (Ctrl K where there is no ⌘). */
export function SearchButton() {
  const t = useTranslations("home.palette");
  const mac = useSyncExternalStore(never, isMac, () => false);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      setOpen((before) => !before);
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        aria-keyshortcuts="Meta+K Control+K"
        aria-label={t("open")}
        onClick={() => setOpen(true)}
        onPointerEnter={() => void load()}
        className="inline-flex size-9 items-center justify-center gap-2 rounded-md text-sm text-ink-soft hover:bg-primary-soft hover:text-primary touch:size-11 lg:w-44 lg:justify-start lg:border lg:border-rule lg:bg-surface lg:px-2.5"
      >
        <Icon name="search" size={18} className="shrink-0" />
        <span className="hidden flex-1 text-start lg:inline">{t("open")}</span>
        <kbd className="hidden w-11 rounded-sm border bg-sunken text-center font-sans text-xs leading-5 lg:inline">
          {mac ? "⌘K" : "Ctrl K"}
        </kbd>
      </button>
      {open && (
        <Suspense>
          <CommandPalette onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import { type Toast, toastEvent } from "@/components/ui/toast";

const shownMs = 8_000;
const atOnce = 3;

const icons: Record<NonNullable<Toast["tone"]>, IconName> = {
  primary: "info",
  in: "done",
  amber: "warning",
  out: "alert",
};
const colours = { primary: "text-primary", in: "text-in", amber: "text-amber", out: "text-out" };

type Shown = Toast & { key: number };

/**
 * The one place of toasts (`showToast`), once in the frame. Each is read aloud politely and goes after eight seconds, but not
 * while the pointer or the focus is on them; Esc takes the newest away. At most three stand at once.
 */
export function ToastLayer() {
  const t = useTranslations("ui");
  const [toasts, setToasts] = useState<readonly Shown[]>([]);
  const [held, setHeld] = useState(false);
  const next = useRef(0);
  const before = useRef<Element | null>(null);

  useEffect(() => {
    const take = (event: Event) => {
      const toast = (event as CustomEvent<Toast>).detail;
      next.current += 1;
      const key = next.current;
      setToasts((now) => [...now, { ...toast, key }].slice(-atOnce));
    };
    window.addEventListener(toastEvent, take);
    return () => window.removeEventListener(toastEvent, take);
  }, []);

  const oldest = toasts[0]?.key;
  useEffect(() => {
    if (held || oldest === undefined) return;
    const timer = setTimeout(() => setToasts((now) => now.slice(1)), shownMs);
    return () => clearTimeout(timer);
  }, [held, oldest]);

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) setToasts((now) => now.slice(0, -1));
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);

  function close(key: number) {
    setToasts((now) => now.filter((one) => one.key !== key));
    setHeld(false);
    if (before.current instanceof HTMLElement) before.current.focus();
  }

  return (
    <section
      aria-label={t("toast.region")}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={({ currentTarget, relatedTarget }) => {
        setHeld(true);
        if (!currentTarget.contains(relatedTarget)) before.current = relatedTarget;
      }}
      onBlur={() => setHeld(false)}
      className="pointer-events-none fixed inset-x-4 bottom-18 z-40 sm:inset-x-auto sm:end-6 sm:w-96 md:bottom-6 print:hidden"
    >
      <ol aria-live="polite" aria-relevant="additions" className="grid gap-2">
        {toasts.map(({ key, text, tone = "primary", link }) => (
          <li
            key={key}
            className="pointer-events-auto flex animate-appear items-start gap-2.5 rounded-md border border-rule bg-surface py-2.5 ps-3.5 pe-2 text-sm shadow-raised"
          >
            <Icon name={icons[tone]} className={classNames("mt-0.5 shrink-0", colours[tone])} />
            <p className="min-w-0 flex-1 text-pretty">
              {text}
              {link && (
                <>
                  {" "}
                  <Link
                    prefetch={false}
                    href={link.href}
                    className="font-medium whitespace-nowrap text-primary underline underline-offset-2"
                  >
                    {link.label}
                  </Link>
                </>
              )}
            </p>
            <IconButton name={t("close")} icon="close" onClick={() => close(key)} className="-my-1.5" />
          </li>
        ))}
      </ol>
    </section>
  );
}

"use client";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { paths } from "@/lib/web/paths";

const askEveryMs = 3_000;
const backMs = 6_000;

type State = "online" | "gone" | "held" | "back";

const looks: Record<Exclude<State, "online">, string> = {
  gone: "border-amber bg-amber-soft text-amber",
  held: "border-out bg-out-soft text-out",
  back: "border-in bg-in-soft text-in",
};

/**
 * While the browser has no connection: says so over the page, and holds whatever would send or leave it, so that nothing typed is lost.
 * The browser's word is checked by asking, since some say "offline" on a network of their own.
 */
export function OfflineBar() {
  const t = useTranslations("portal.offline");
  const [state, setState] = useState<State>("online");
  const offline = state === "gone" || state === "held";

  useEffect(() => {
    const gone = async () => {
      if (!(await answers())) setState((before) => (before === "held" ? "held" : "gone"));
    };
    if (!navigator.onLine) void gone();
    window.addEventListener("offline", gone);
    return () => window.removeEventListener("offline", gone);
  }, []);

  useEffect(() => {
    if (!offline) return;
    const root = document.documentElement;
    root.dataset.offline = "";
    const back = async () => {
      if (await answers()) setState("back");
    };
    const hold = (event: Event) => {
      if (event.type === "click" && !leadsAway(event)) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      setState("held");
    };
    const timer = setInterval(back, askEveryMs);
    window.addEventListener("online", back);
    window.addEventListener("submit", hold, true);
    window.addEventListener("click", hold, true);
    return () => {
      delete root.dataset.offline;
      clearInterval(timer);
      window.removeEventListener("online", back);
      window.removeEventListener("submit", hold, true);
      window.removeEventListener("click", hold, true);
    };
  }, [offline]);

  useEffect(() => {
    if (state !== "back") return;
    const timer = setTimeout(() => setState("online"), backMs);
    return () => clearTimeout(timer);
  }, [state]);

  return (
    <div
      role="status"
      className="pointer-events-none fixed inset-x-4 bottom-[calc(var(--under-bar,0rem)+1rem)] z-60 flex justify-center md:bottom-4 print:hidden"
    >
      {state !== "online" && (
        <p
          className={classNames(
            "flex items-start gap-2.5 rounded-md border px-4 py-2.5 text-sm font-medium shadow-raised",
            looks[state],
          )}
        >
          <Icon name={state === "back" ? "done" : "warning"} className="mt-0.5 shrink-0" />
          {t(state)}
        </p>
      )}
    </div>
  );
}

/** A press on a link to another page; one within the page goes on. */
function leadsAway(event: Event): boolean {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  return link !== null && !link.getAttribute("href")?.startsWith("#");
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch(paths.health, { cache: "no-store", signal: AbortSignal.timeout(askEveryMs) })).ok;
  } catch {
    return false;
  }
}

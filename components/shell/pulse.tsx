"use client";
import { usePathname } from "next/navigation";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useRef, useState } from "react";
import type { Pulse } from "@/lib/home/shell";
import { paths } from "@/lib/web/paths";

type Beat = Pulse & { seen: () => void };

const Beats = createContext<Beat | null>(null);

/**
 * How much waits and what is new, around all pages: as the frame was made, and asked anew after each arrival and on coming back to the
 * window, since the frame itself is not made again from page to page.
 */
export function PulseProvider({ first, children }: { first: Pulse; children: ReactNode }) {
  const path = usePathname();
  const [pulse, setPulse] = useState(first);
  const arrivedAt = useRef(path);

  const ask = useCallback(async (signal: AbortSignal) => {
    try {
      const answer = await fetch(paths.news, { cache: "no-store", signal });
      if (answer.ok) setPulse((await answer.json()) as Pulse);
    } catch {
      // What was known stays; the next arrival asks again.
    }
  }, []);

  useEffect(() => {
    const left = new AbortController();
    if (arrivedAt.current !== path) void ask(left.signal);
    arrivedAt.current = path;
    const back = () => document.visibilityState === "visible" && void ask(left.signal);
    document.addEventListener("visibilitychange", back);
    return () => {
      left.abort();
      document.removeEventListener("visibilitychange", back);
    };
  }, [path, ask]);

  const seen = useCallback(() => {
    const newest = pulse.news.find((one) => one.isNew);
    if (!newest) return;
    void post(paths.news, { until: pulse.now });
    setPulse({ ...pulse, news: pulse.news.map((one) => ({ ...one, isNew: false })) });
  }, [pulse]);

  return <Beats value={{ ...pulse, seen }}>{children}</Beats>;
}

/** Null outside the portal's frame. */
export const usePulse = (): Beat | null => useContext(Beats);

/** A small post of the person's own that nobody waits for; what fails is asked or kept again another time. */
export async function post(href: string, body: object): Promise<void> {
  await fetch(href, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
    keepalive: true,
  }).catch(() => undefined);
}

"use client";
import { useLocale } from "next-intl";
import { useEffect, useState } from "react";
import { dateLocales, languageOf } from "@/lib/messages/language";

const steps = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
] as const;

/** How long ago an instant is, counting on while one looks: "hace 12 segundos". `now` is the server's, when the page was made. */
export function Ago({ at, now }: { at: string; now: string }) {
  const format = new Intl.RelativeTimeFormat(dateLocales[languageOf(useLocale())], { numeric: "auto" });
  const [passed, setPassed] = useState(0);
  useEffect(() => {
    const began = performance.now();
    setPassed(0);
    const timer = setInterval(() => setPassed((performance.now() - began) / 1_000), 5_000);
    return () => clearInterval(timer);
  }, [now]);
  const seconds = Math.max(0, Math.floor((Date.parse(now) - Date.parse(at)) / 1_000 + passed));
  const [unit, each] = steps.find(([, size]) => seconds >= size) ?? (["second", 1] as const);
  return <time dateTime={at}>{format.format(-Math.floor(seconds / each), unit)}</time>;
}

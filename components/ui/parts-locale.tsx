"use client";
import type { ReactNode } from "react";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { calendarLocales, type Language } from "@/lib/messages/language";

/** What react-aria says by itself (a calendar's months, "dismiss") follows the person's language, not the browser's. */
export function PartsLocale({ language, children }: { language: Language; children: ReactNode }) {
  return <I18nProvider locale={calendarLocales[language]}>{children}</I18nProvider>;
}

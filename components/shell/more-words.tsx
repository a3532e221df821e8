"use client";
import { type AbstractIntlMessages, NextIntlClientProvider, useLocale, useMessages } from "next-intl";
import type { ReactNode } from "react";

/** Words that only these screens say in the browser, beside those that every page brings. */
export function MoreWords({ words, children }: { words: AbstractIntlMessages; children: ReactNode }) {
  const before = useMessages();
  return (
    <NextIntlClientProvider locale={useLocale()} messages={{ ...before, ...words }}>
      {children}
    </NextIntlClientProvider>
  );
}

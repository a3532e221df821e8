"use client";
import { NextIntlClientProvider } from "next-intl";
import { useSyncExternalStore } from "react";
import { Failed } from "@/components/shell/failed";
import { PublicShell } from "@/components/shell/public-shell";
import { failure as failureEn } from "@/lib/messages/en/failure";
import { failure } from "@/lib/messages/es/failure";
import { languageOf, locales } from "@/lib/messages/language";
import { typeface } from "./typeface";
import "./globals.css";

type Props = { error: Error & { digest?: string } };

const messages = { es: failure, en: failureEn };

const never = () => () => undefined;
/** What the page that failed was written in, where there is one still; else what the browser reads. */
const ofPage = () => document.documentElement.lang || navigator.language;
const themeOfPage = () => document.documentElement.dataset.theme;

/**
 * The frame itself failed: this page brings its own. Below it each half of the portal has its error page; one more at the root would
 * weigh on every page's first load and say the same.
 */
export default function GlobalError({ error }: Props) {
  const language = languageOf(useSyncExternalStore(never, ofPage, () => "es"));
  const theme = useSyncExternalStore(never, themeOfPage, () => undefined);
  const { title } = messages[language].portal.error;
  return (
    <html lang={language} className={typeface.variable} data-theme={theme}>
      <body>
        <title>{title}</title>
        <NextIntlClientProvider locale={locales[language]} messages={messages[language]} timeZone="America/Bogota">
          <Failed error={error} frame={(title, body) => <PublicShell title={title}>{body}</PublicShell>} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}

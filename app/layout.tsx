import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { PartsLocale } from "@/components/ui/parts-locale";
import { catalogs } from "@/lib/messages/catalog";
import type { Language } from "@/lib/messages/language";
import { preferences } from "@/lib/web/preferences";
import { typeface } from "./typeface";
import "./globals.css";

export async function generateMetadata(): Promise<Metadata> {
  const { portal } = catalogs[(await preferences()).language];
  return {
    title: { default: portal.title, template: `%s · ${portal.title}` },
    description: portal.description,
    manifest: "/manifest.webmanifest",
    robots: { index: false, follow: false },
  };
}

export async function generateViewport(): Promise<Viewport> {
  const { theme } = await preferences();
  return { colorScheme: theme === "system" ? "light dark" : theme };
}

/** What the browser's half of the screens says, in one language; sentences of faults, refusals and notices stay on the server. */
function wordsOfBrowser(language: Language) {
  const { batches, cards, controls, home, portal, token, ui } = catalogs[language];
  // Of the operator's desk what its forms say; its lists are made on the server.
  const { review, changes } = catalogs[language].operator;
  const { ask, resolve } = catalogs[language].doubts;
  const { mail: _entryMail, ...entry } = catalogs[language].entry;
  const { mail: _mail, pdf: _pdf, ...orders } = catalogs[language].orders;
  return {
    // The name of the company whose house a page is about, and the places in it that a search finds.
    access: { menu: catalogs[language].access.menu },
    batches,
    cards,
    doubts: { ask, resolve },
    entry,
    home,
    invoices: { file: catalogs[language].invoices.file },
    operator: { review, changes },
    orders,
    people: { act: catalogs[language].people.act },
    portal,
    registry: { invite: catalogs[language].registry.invite },
    token,
    controls,
    ui,
  };
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Each answer carries a nonce of its own, so no page is made in advance.
  await connection();
  const { language, theme } = await preferences();
  return (
    <html lang={language} className={typeface.variable} data-theme={theme === "system" ? undefined : theme}>
      <body>
        <NextIntlClientProvider messages={wordsOfBrowser(language)}>
          <PartsLocale language={language}>{children}</PartsLocale>
        </NextIntlClientProvider>
        {/* A page is painted once all of it is there: a table half read would move as its columns find their width. */}
        <link rel="expect" href="#end" blocking="render" />
        <span id="end" hidden />
      </body>
    </html>
  );
}

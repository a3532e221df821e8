import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { PartsLocale } from "@/components/ui/parts-locale";
import { wordsOfBrowser } from "@/lib/messages/browser";
import { catalogs } from "@/lib/messages/catalog";
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

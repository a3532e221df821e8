import type { Metadata, Viewport } from "next";
import { connection } from "next/server";
import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { catalogs } from "@/lib/messages/catalog";
import { portal } from "@/lib/messages/es/portal";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: portal.title, template: `%s · ${portal.title}` },
  description: portal.description,
  manifest: "/manifest.webmanifest",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  colorScheme: "light dark",
};

/** What the browser's half of the screens says; the sentences of faults, refusals and notices stay on the server. */
const { batches, cards, home, portal: frame, ui } = catalogs.es;
const { mail: _mail, pdf: _pdf, ...orders } = catalogs.es.orders;

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Each answer carries a nonce of its own, so no page is made in advance.
  await connection();
  return (
    <html lang="es">
      <body>
        <NextIntlClientProvider messages={{ batches, cards, home, orders, portal: frame, ui }}>
          {children}
        </NextIntlClientProvider>
      </body>
    </html>
  );
}

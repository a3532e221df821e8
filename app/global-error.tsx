"use client";
import { NextIntlClientProvider } from "next-intl";
import { Failed } from "@/components/shell/failed";
import { PublicShell } from "@/components/shell/public-shell";
import { portal } from "@/lib/messages/es/portal";
import { ui } from "@/lib/messages/es/ui";
import "./globals.css";

type Props = { error: Error & { digest?: string } };

/** The frame itself failed: this page brings its own. */
export default function GlobalError({ error }: Props) {
  return (
    <html lang="es">
      <body>
        <title>{portal.error.title}</title>
        <NextIntlClientProvider locale="es" messages={{ portal, ui }} timeZone="America/Bogota">
          <Failed error={error} frame={(title, body) => <PublicShell title={title}>{body}</PublicShell>} />
        </NextIntlClientProvider>
      </body>
    </html>
  );
}

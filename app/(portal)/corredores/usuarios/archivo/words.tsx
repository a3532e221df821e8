import "server-only";
import type { ReactNode } from "react";
import { MoreWords } from "@/components/shell/more-words";
import { catalogs } from "@/lib/messages/catalog";
import { preferences } from "@/lib/web/preferences";

/** What the browser's half of these pages says: the words of changing a team by a sheet. */
export async function BulkWords({ children }: { children: ReactNode }) {
  const { bulk } = catalogs[(await preferences()).language];
  return <MoreWords words={{ bulk }}>{children}</MoreWords>;
}

import "server-only";
import type { ReactNode } from "react";
import { MoreWords } from "@/components/shell/more-words";
import { catalogs } from "@/lib/messages/catalog";
import { preferences } from "@/lib/web/preferences";

/** What the browser's half of these pages says: the master account, and the states of cards. */
export async function MasterWords({ children }: { children: ReactNode }) {
  const { cards, master } = catalogs[(await preferences()).language];
  return <MoreWords words={{ cards, master }}>{children}</MoreWords>;
}

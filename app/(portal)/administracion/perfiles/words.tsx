import "server-only";
import type { ReactNode } from "react";
import { MoreWords } from "@/components/shell/more-words";
import { catalogs } from "@/lib/messages/catalog";
import { preferences } from "@/lib/web/preferences";

/** What the browser's half of these pages says: the services by name, and the words of profiles. */
export async function ProfileWords({ children }: { children: ReactNode }) {
  const { access, profiles } = catalogs[(await preferences()).language];
  return <MoreWords words={{ access, profiles }}>{children}</MoreWords>;
}

import type { ReactNode } from "react";
import { OfflineBar } from "@/components/live/offline-bar";
import { SupportKnown } from "@/components/shell/support-known";
import { supportKnown } from "@/lib/web/support";

/** The pages before the session: what is typed there is held, too, while there is no connection. */
export default async function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <SupportKnown value={await supportKnown()}>
      {children}
      <OfflineBar />
    </SupportKnown>
  );
}

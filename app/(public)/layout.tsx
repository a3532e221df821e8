import type { ReactNode } from "react";
import { OfflineBar } from "@/components/live/offline-bar";

/** The pages before the session: what is typed there is held, too, while there is no connection. */
export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <OfflineBar />
    </>
  );
}

"use client";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { IdleWarning } from "@/components/session/idle-warning";
import { leftMs, noteUse } from "@/components/session/last-use";
import { FreshPage } from "@/components/shell/fresh-page";
import { idleWarningSeconds } from "@/lib/auth/rules";
import { paths } from "@/lib/web/paths";

/**
 * On a page on the way in: says that the entry is about to end for want of use and lets one stay; once it has ended, the login again.
 * Brought back from the browser's history it is read again.
 */
export function StageGuard() {
  const router = useRouter();
  const [seconds, setSeconds] = useState<number | null>(null);
  useEffect(() => {
    noteUse();
    const timer = setInterval(() => {
      const left = leftMs();
      setSeconds(left <= idleWarningSeconds * 1_000 ? Math.ceil(left / 1_000) : null);
      if (left > 0) return;
      clearInterval(timer);
      window.location.reload();
    }, 1_000);
    return () => clearInterval(timer);
  }, []);

  function stay() {
    noteUse();
    setSeconds(null);
    router.refresh();
  }
  return (
    <>
      <FreshPage />
      {seconds !== null && seconds > 0 && (
        <IdleWarning seconds={seconds} logout={paths.logout} onStay={stay} nothingKept />
      )}
    </>
  );
}

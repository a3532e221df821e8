"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** What was just done is told once: a page reached by going back, or loaded again, says it no more. */
export function ToldOnce() {
  const router = useRouter();
  useEffect(() => {
    const forget = () => {
      const url = new URL(window.location.href);
      if (!url.searchParams.has("aviso")) return;
      url.searchParams.delete("aviso");
      router.replace(`${url.pathname}${url.search}${url.hash}`, { scroll: false });
    };
    // After the router, which turns to the page of before in the same event.
    const cameBack = () => setTimeout(forget);
    const [loaded] = performance.getEntriesByType("navigation");
    if (loaded?.name === window.location.href && "type" in loaded && loaded.type !== "navigate") forget();
    window.addEventListener("popstate", cameBack);
    return () => window.removeEventListener("popstate", cameBack);
  }, [router]);
  return null;
}

"use client";
import { useEffect } from "react";

/** A page that the browser brings back from its history is read again: whoever left may not look at it (security.md 46). */
export function FreshPage() {
  useEffect(() => {
    const readAgain = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener("pageshow", readAgain);
    return () => window.removeEventListener("pageshow", readAgain);
  }, []);
  return null;
}

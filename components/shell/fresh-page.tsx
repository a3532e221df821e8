"use client";
import { useEffect } from "react";

/**
 * A page that the browser brings back from its history is read again, and shows nothing until it is: whoever left may not look at
 * it (security.md 46).
 */
export function FreshPage() {
  useEffect(() => {
    const hide = (event: PageTransitionEvent) => {
      if (event.persisted) document.documentElement.dataset.left = "";
    };
    const readAgain = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload();
    };
    window.addEventListener("pagehide", hide);
    window.addEventListener("pageshow", readAgain);
    return () => {
      window.removeEventListener("pagehide", hide);
      window.removeEventListener("pageshow", readAgain);
    };
  }, []);
  return null;
}

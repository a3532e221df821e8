"use client";
import type { ReactNode } from "react";

/**
 * Around a dialog whose button stands inside another form: React lets the dialog's submit climb to that form, which would
 * take it for its own.
 */
export function Apart({ children }: { children: ReactNode }) {
  return (
    <span className="contents" onSubmit={(event) => event.stopPropagation()}>
      {children}
    </span>
  );
}

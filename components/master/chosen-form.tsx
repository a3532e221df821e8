"use client";
import type { ReactNode } from "react";

/** Holds the boxes of what is chosen in a list; nothing is sent from here, the dialogs of the verbs do that. */
export function ChosenForm({ label, children }: { label: string; children: ReactNode }) {
  return (
    <form aria-label={label} onSubmit={(event) => event.preventDefault()} noValidate>
      {children}
    </form>
  );
}

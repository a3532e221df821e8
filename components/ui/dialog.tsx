"use client";
import { type ComponentType, type ReactNode, useEffect, useRef, useState } from "react";

export type DialogProps = {
  open: boolean;
  onClose: () => void;
  title: string;
  children: ReactNode;
  size?: "narrow" | "wide";
  /** An alert dialog interrupts: it is read at once and asks for an answer. */
  alert?: boolean;
};

const load = () => import("@/components/ui/dialog-window").then((parts) => parts.DialogWindow);

/** Fetches what a dialog is made of: when the pointer or the focus is on what opens one, before the press. */
export function fetchDialog(): void {
  load().catch(() => undefined); // the press itself tries again
}

/**
 * A modal page above the page: focus enters it, stays in it and goes back; Esc closes it. Its machinery comes when it is first
 * wanted and weighs on no page before; where it cannot be fetched the dialog counts as closed, and the next press tries again.
 */
export function Dialog(dialog: DialogProps) {
  const [Window, setWindow] = useState<ComponentType<DialogProps> | null>(null);
  const onClose = useRef(dialog.onClose);
  onClose.current = dialog.onClose;
  const wanted = dialog.open && !Window;

  useEffect(() => {
    if (!wanted) return;
    let left = false;
    load().then(
      (loaded) => !left && setWindow(() => loaded),
      () => !left && onClose.current(),
    );
    return () => {
      left = true;
    };
  }, [wanted]);

  return Window ? <Window {...dialog} /> : null;
}

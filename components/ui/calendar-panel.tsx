"use client";
import type { ReactNode, RefObject } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Popover } from "react-aria-components/Popover";

type Props = {
  name: string;
  at: RefObject<HTMLElement | null>;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
};

/** What opens under a field of dates: focus enters it and goes back, Esc closes it. */
export function CalendarPanel({ name, at, open, onClose, children }: Props) {
  return (
    <Popover
      triggerRef={at}
      isOpen={open}
      onOpenChange={(next) => !next && onClose()}
      placement="bottom start"
      className="max-w-[calc(100vw-1rem)] animate-appear overflow-auto rounded-md border bg-surface text-ink shadow-raised"
    >
      <Dialog aria-label={name} className="flex gap-4 p-4 outline-none">
        {children}
      </Dialog>
    </Popover>
  );
}

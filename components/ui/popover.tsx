"use client";
import { type MouseEvent, type ReactNode, useId } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

type Props = {
  /** What the button shows; with `name`, what it is called instead. */
  trigger: ReactNode;
  name?: string;
  triggerClassName?: string;
  panelClassName?: string;
  /** On which edge of the button the panel stands. */
  align?: "start" | "end";
  mark?: boolean;
  children: ReactNode;
};

/**
 * A button that shows a few links. The browser opens and closes the panel (press, Enter, Esc, a press outside) and
 * gives the focus back, so it works on a fresh page before our script has arrived.
 */
export function Popover({
  trigger,
  name,
  triggerClassName,
  panelClassName,
  align = "start",
  mark = true,
  children,
}: Props) {
  const id = useId();

  function closeAfterLink(event: MouseEvent<HTMLDivElement>) {
    if (event.target instanceof Element && event.target.closest("a")) event.currentTarget.hidePopover();
  }

  return (
    <span className="inline-flex max-w-full">
      <button
        type="button"
        popoverTarget={id}
        aria-label={name}
        className={classNames("inline-flex items-center gap-1.5", triggerClassName)}
      >
        {trigger}
        {mark && <Icon name="down" size={14} className="shrink-0 text-ink-soft" />}
      </button>
      {/* The click is delegated from the links inside, which keyboards press too */}
      <div
        id={id}
        popover="auto"
        onClickCapture={closeAfterLink}
        className={classNames("panel", align === "end" && "panel-end", "min-w-48 p-1", panelClassName)}
      >
        {children}
      </div>
    </span>
  );
}

/** The looks of a link or a button that stands in a panel. */
export const panelItemClasses = classNames(
  "flex min-h-9 w-full items-center gap-2.5 rounded-sm px-2.5 py-1.5 text-start text-sm text-ink touch:min-h-11",
  "hover:bg-primary-soft hover:text-primary aria-[current]:font-medium aria-[current]:text-primary",
);

"use client";
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { useFormFaults } from "@/components/ui/form";
import { Icon } from "@/components/ui/icon";

export type TabPanel = {
  key: string;
  label: string /** Names of its fields. */;
  fields: readonly string[];
  children: ReactNode;
};

type Props = {
  label: string;
  panels: readonly TabPanel[];
  /** What the press says that leads to the next one. */
  next: string;
  /** What a screen reader is told of a tab with wrong fields. */
  faulty: string;
  /** The press of the last one. */
  children: ReactNode;
};

/**
 * Parts of one form, one in sight at a time and all in the page: nothing typed is lost between them. An answer that found a field wrong
 * opens the first part that has one, and marks each. Without our script all parts stand one below the other.
 */
export function TabPanels({ label, panels, next, faulty, children }: Props) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(0);
  const { answer, names } = useFormFaults();
  const wrong = panels.map(({ fields }) => fields.some((name) => names.includes(name)));
  const [answered, setAnswered] = useState(answer);
  if (answer !== answered) {
    // While it is drawn, so that the field is in sight when the form goes to it.
    setAnswered(answer);
    const first = wrong.indexOf(true);
    if (first >= 0) setOpen(first);
  }

  function goTo(index: number) {
    setOpen(index);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[index]?.focus();
  }
  function turn(event: KeyboardEvent) {
    const ways: Record<string, number> = {
      ArrowRight: (open + 1) % panels.length,
      ArrowLeft: (open + panels.length - 1) % panels.length,
      Home: 0,
      End: panels.length - 1,
    };
    const to = ways[event.key];
    if (to === undefined) return;
    event.preventDefault();
    goTo(to);
  }
  return (
    <>
      <div className="mb-4 overflow-x-auto border-b [@media(scripting:none)]:hidden">
        <div ref={list} role="tablist" aria-label={label} className="flex gap-4 sm:gap-5">
          {panels.map((panel, index) => (
            <button
              key={panel.key}
              type="button"
              role="tab"
              id={`${id}-tab-${panel.key}`}
              aria-selected={index === open}
              aria-controls={`${id}-${panel.key}`}
              tabIndex={index === open ? 0 : -1}
              onClick={() => setOpen(index)}
              onKeyDown={turn}
              className={classNames(
                "-mb-px inline-flex min-h-10 items-center gap-2 border-b-2 text-start text-sm sm:whitespace-nowrap touch:min-h-11",
                "focus-visible:-outline-offset-2",
                index === open
                  ? "border-primary font-medium text-primary"
                  : "border-transparent text-ink-soft hover:border-edge hover:text-ink",
              )}
            >
              {panel.label}
              {wrong[index] && (
                <>
                  <Icon name="alert" size={14} className="shrink-0 text-out" />
                  <span className="sr-only">{faulty}</span>
                </>
              )}
            </button>
          ))}
        </div>
      </div>
      {panels.map((panel, index) => {
        const last = index === panels.length - 1;
        return (
          <div
            key={panel.key}
            role="tabpanel"
            id={`${id}-${panel.key}`}
            aria-labelledby={`${id}-tab-${panel.key}`}
            onKeyDown={(event) => {
              // Enter would send the form with its other part unseen.
              if (last || event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
              event.preventDefault();
              goTo(index + 1);
            }}
            className={classNames(index !== open && "hidden [@media(scripting:none)]:block")}
          >
            {panel.children}
            <div className="mt-6 flex justify-end gap-2">
              {last ? (
                children
              ) : (
                <Button variant="primary" onClick={() => goTo(index + 1)} className="[@media(scripting:none)]:hidden">
                  {next}
                  <Icon name="right" />
                </Button>
              )}
            </div>
          </div>
        );
      })}
    </>
  );
}

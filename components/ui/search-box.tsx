"use client";
import Form from "next/form";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { classNames } from "@/components/ui/class-names";
import { boxClasses } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";

export type Search = {
  /** What it searches: "Buscar lotes". */
  label: string;
  /** Read in the empty box, where it says more than the label. */
  hint?: string;
  name: string;
  /** What was searched for, from the address. */
  value: string;
  /** Address of the list, without its query. */
  href: string;
  /** What of the address a search leaves as it is: filters, rows a page. */
  keep?: Record<string, string | undefined>;
};

/** Searches a list by its address: `/` leads to it from anywhere on the page, Enter searches, Esc empties it. */
export function SearchBox({ label, hint = label, name, value, href, keep = {} }: Search) {
  const t = useTranslations("controls.list");
  const box = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("[aria-modal='true'], [role='dialog'], [role='alertdialog']")) return;
      event.preventDefault();
      box.current?.select();
    };
    document.addEventListener("keydown", focus);
    return () => document.removeEventListener("keydown", focus);
  }, []);

  // A filter's removal may have emptied the search as well; what is being typed is left alone.
  useEffect(() => {
    if (box.current && document.activeElement !== box.current) box.current.value = value;
  }, [value]);

  return (
    <Form action={href} scroll={false} prefetch={false} role="search" className="relative w-full sm:w-72">
      <Icon name="search" className="pointer-events-none absolute inset-y-0 start-3 my-auto text-ink-soft" />
      <input
        ref={box}
        type="search"
        name={name}
        defaultValue={value}
        placeholder={hint}
        aria-label={label}
        aria-keyshortcuts="/"
        autoComplete="off"
        onKeyDown={(event) => {
          if (event.key !== "Escape" || event.currentTarget.value === "") return;
          event.preventDefault();
          event.currentTarget.value = "";
          if (value !== "") event.currentTarget.form?.requestSubmit();
        }}
        className={classNames(boxClasses, "search-box peer ps-9 pe-9")}
      />
      <kbd
        title={t("slash")}
        className="absolute inset-y-0 end-2 my-auto grid size-5 place-items-center rounded-sm border border-rule font-sans text-xs text-ink-soft peer-focus:hidden touch:hidden"
      >
        /
      </kbd>
      {Object.entries(keep).map(
        ([key, kept]) => kept !== undefined && <input key={key} type="hidden" name={key} value={kept} />,
      )}
    </Form>
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest("input, textarea, select, [contenteditable], [role='textbox']") !== null
  );
}

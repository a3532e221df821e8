"use client";
import { useEffect, useRef } from "react";
import { Tick } from "@/components/ui/checkbox";

function ticksOf(box: HTMLInputElement, name: string): HTMLInputElement[] {
  const table = box.closest("table");
  if (!table) return [];
  const all = table.querySelectorAll<HTMLInputElement>("tbody input[type='checkbox']:enabled");
  return [...all].filter((tick) => tick.name === name);
}

/** The box in the head: all rows of this page, none, or some (shown as mixed). */
export function SelectAll({ name, label }: { name: string; label: string }) {
  const box = useRef<HTMLInputElement>(null);

  useEffect(() => {
    const head = box.current;
    const table = head?.closest("table");
    if (!head || !table) return;
    const follow = () => {
      const ticks = ticksOf(head, name);
      const on = ticks.filter((tick) => tick.checked).length;
      head.checked = ticks.length > 0 && on === ticks.length;
      head.indeterminate = on > 0 && on < ticks.length;
      head.disabled = ticks.length === 0;
    };
    follow();
    table.addEventListener("change", follow);
    return () => table.removeEventListener("change", follow);
  }, [name]);

  function setAll() {
    const head = box.current;
    if (!head) return;
    const on = head.checked;
    for (const tick of ticksOf(head, name)) {
      tick.checked = on;
      tick.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  return <Tick ref={box} label={label} onChange={setAll} />;
}

"use client";
import { useEffect, useRef } from "react";

const gapPx = 6;

function place(bubble: HTMLElement, target: HTMLElement) {
  const box = target.getBoundingClientRect();
  const width = bubble.offsetWidth;
  const left = Math.min(Math.max(box.left + box.width / 2 - width / 2, gapPx), window.innerWidth - width - gapPx);
  const below = box.bottom + gapPx;
  const fitsBelow = below + bubble.offsetHeight < window.innerHeight;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${fitsBelow ? below : box.top - gapPx - bubble.offsetHeight}px`;
}

/**
 * The one tooltip of the page: shows the `data-tip` of whatever is hovered or focused by keyboard, and goes with Esc.
 * One listener instead of one part per icon, so a table of a thousand icons costs nothing.
 */
export function TooltipLayer() {
  const bubble = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const tip = bubble.current;
    if (!tip) return;
    const hide = () => tip.matches(":popover-open") && tip.hidePopover();
    const show = (event: Event) => {
      const target = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-tip]") : null;
      if (!target?.dataset.tip) return hide();
      if (event.type === "focusin" && !target.matches(":focus-visible")) return;
      tip.textContent = target.dataset.tip;
      if (!tip.matches(":popover-open")) tip.showPopover();
      place(tip, target);
    };
    const onKey = (event: KeyboardEvent) => event.key === "Escape" && hide();
    const events = ["pointerover", "focusin"] as const;
    const away = ["pointerdown", "focusout", "scroll"] as const;
    for (const name of events) document.addEventListener(name, show);
    for (const name of away) document.addEventListener(name, hide, true);
    document.addEventListener("keydown", onKey);
    return () => {
      for (const name of events) document.removeEventListener(name, show);
      for (const name of away) document.removeEventListener(name, hide, true);
      document.removeEventListener("keydown", onKey);
    };
  }, []);

  return (
    <div
      ref={bubble}
      popover="manual"
      aria-hidden="true"
      className="pointer-events-none fixed inset-auto m-0 rounded-sm bg-ink px-2 py-1 text-xs text-ground shadow-raised print:hidden"
    />
  );
}

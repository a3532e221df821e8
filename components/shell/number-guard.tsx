"use client";
import { useEffect } from "react";
import { holdsCardNumber } from "@/lib/mask";

/** A card's whole number goes in no address: a form that asks by its address and holds one stays, and its field says where to search. */
export function NumberGuard({ text }: { text: string }) {
  useEffect(() => {
    // Before React, whose forms lead on by themselves.
    const guard = (event: SubmitEvent) => {
      const form = event.target;
      if (!(form instanceof HTMLFormElement) || !asksByAddress(form)) return;
      const field = [...form.elements].find((one) => one instanceof HTMLInputElement && holdsCardNumber(one.value));
      if (!(field instanceof HTMLInputElement)) return;
      event.preventDefault();
      event.stopPropagation();
      field.setCustomValidity(text);
      field.addEventListener("input", () => field.setCustomValidity(""), { once: true });
      field.reportValidity();
    };
    window.addEventListener("submit", guard, { capture: true });
    return () => window.removeEventListener("submit", guard, { capture: true });
  }, [text]);
  return null;
}

/** A form of an action of ours has none, or one of React's. */
const asksByAddress = (form: HTMLFormElement) =>
  form.method === "get" && form.hasAttribute("action") && /^https?:/.test(form.action);

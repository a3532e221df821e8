import { secretFields } from "@/lib/drafts/rules";
import type { Typed } from "@/lib/drafts/schema";

/** What a person typed or chose in a form, by field: never what is secret, a file, or what the page itself put there. */
export function typedIn(form: HTMLFormElement): Typed {
  const typed: Typed = {};
  for (const field of form.elements) {
    if (!isTyped(field) || field.name === "" || field.disabled || !isChosen(field)) continue;
    if (field.value !== "") typed[field.name] = [...(typed[field.name] ?? []), field.value];
  }
  return typed;
}

/** Sets the boxes of a form as they were; the fields of text take theirs as they are drawn. */
export function tickAsTyped(form: HTMLFormElement, typed: Typed): void {
  for (const box of form.querySelectorAll<HTMLInputElement>("input:is([type=checkbox], [type=radio]):enabled")) {
    if (box.checked || !typed[box.name]?.includes(box.value)) continue;
    box.checked = true;
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

/** Claves, tokens and codes are typed afresh each time, whatever the answer was. */
export function forgetSecrets(form: HTMLFormElement): void {
  for (const input of form.querySelectorAll<HTMLInputElement>("input[data-secret]")) {
    input.value = "";
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function isTyped(element: Element): element is Field {
  if (element instanceof HTMLTextAreaElement || element instanceof HTMLSelectElement)
    return !secretFields.has(element.name);
  if (!(element instanceof HTMLInputElement)) return false;
  if (element.dataset.typed !== undefined) return true; // stands for a control that is no input: the parts of a date
  const kinds = ["hidden", "password", "file", "submit", "button", "image", "reset"];
  return !kinds.includes(element.type) && element.dataset.secret === undefined && !secretFields.has(element.name);
}

/** A box or a choice that the page came with is nobody's. */
const isChosen = (field: Field) =>
  !(field instanceof HTMLInputElement && ["checkbox", "radio"].includes(field.type)) ||
  (field.checked && !field.defaultChecked);

import type { Tone } from "@/components/ui/tone";

export type Toast = {
  /** What happened elsewhere: "Lote L-2026-000131 validado". */
  text: string;
  tone?: Extract<Tone, "primary" | "in" | "amber" | "out">;
  /** Where it can be seen. */
  link?: { label: string; href: string };
};

export const toastEvent = "contrafirma:toast";

/**
 * Says in the corner of any page that something happened elsewhere (a lot was validated, an order was paid). Never the only place of a
 * refusal or of what the person must act on: it goes by itself. Shown by ToastLayer; in the browser only.
 */
export function showToast(toast: Toast): void {
  window.dispatchEvent(new CustomEvent<Toast>(toastEvent, { detail: toast }));
}

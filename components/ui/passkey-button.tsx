"use client";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useAnswers } from "@/components/ui/answers";
import { Button } from "@/components/ui/button";
import type { FormAction } from "@/components/ui/form";

type Props = {
  label: string;
  /** The field in which the form carries what the passkey answered. */
  name: string;
  /** Answers with what the passkey is asked to sign. */
  ask: FormAction;
  carries?: Record<string, string>;
  wide?: boolean;
};

/**
 * In a form: instead of typing a code, the person's passkey signs, and the form is sent with what it answered. Its machinery comes
 * with the press.
 */
export function PasskeyButton({ label, name, ask, carries = {}, wide }: Props) {
  const t = useTranslations("ui.passkey");
  const { heard } = useAnswers();
  const carrier = useRef<HTMLInputElement>(null);
  const [pending, setPending] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);

  async function signed(): Promise<string> {
    const asked = new FormData();
    for (const [field, value] of Object.entries(carries)) asked.append(field, value);
    const outcome = await ask(null, asked);
    heard(outcome);
    if (!outcome?.ok || outcome.answer === undefined)
      throw new Refused((outcome && !outcome.ok && (outcome.message ?? Object.values(outcome.fields ?? {})[0])) || "");
    const { startAuthentication } = await import("@simplewebauthn/browser");
    return JSON.stringify(await startAuthentication({ optionsJSON: JSON.parse(outcome.answer) }));
  }

  async function press() {
    const form = carrier.current?.form;
    if (!form || !carrier.current || !form.reportValidity()) return;
    setPending(true);
    setWrong(null);
    try {
      carrier.current.value = await signed();
      form.requestSubmit();
    } catch (error) {
      setWrong(error instanceof Refused && error.message ? error.message : t("notUsed"));
    }
    setPending(false);
  }

  return (
    <div>
      <input ref={carrier} type="hidden" name={name} data-secret="" />
      <Button icon="token" wide={wide} pending={pending} onClick={press}>
        {label}
      </Button>
      <p role="status" className="mt-1.5 text-xs text-out empty:hidden">
        {wrong}
      </p>
    </div>
  );
}

/** The portal said why not. */
class Refused extends Error {}

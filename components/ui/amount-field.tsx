"use client";
import { useLocale } from "next-intl";
import { type ComponentProps, useId, useState } from "react";
import { AmountBox, amountShown } from "@/components/ui/amount-box";
import { centsOfTyped } from "@/components/ui/amount-typed";
import { classNames } from "@/components/ui/class-names";
import { describedBy, Field, type FieldWords } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";
import { languageOf } from "@/lib/messages/language";
import type { Currency } from "@/lib/money";
import { amountInWords } from "@/lib/words-amount";

/** From here on the words stand under the figures: a zero too many is easier heard than seen. */
const wordsFromCents: Record<Currency, bigint> = { COP: 100_000_000n, PEN: 1_000_000n };

type Props = FieldWords & Omit<ComponentProps<typeof AmountBox>, "id" | "onHint">;

/**
 * An amount of money, typed in the country's own way (`1.250.000,00`, `1,250.00`): thousands come by themselves, letters do not come
 * at all. It posts the plain text of the amounts' grammar (`1250000,00`); before our script has arrived, what was typed.
 */
export function AmountField({ label, description, error, optional, className, currency, onCents, ...input }: Props) {
  const language = languageOf(useLocale());
  const id = useId();
  const field = useFormField(input.name);
  const first = amountShown(field.typed ?? String(input.defaultValue ?? ""), currency);
  const [cents, setCents] = useState(() => centsOfTyped(first, currency));
  const [hint, setHint] = useState<string | null>(null);
  const wrong = error ?? field.error;
  // What is missing because it was not taken is told once: by why it was not.
  const words = {
    label,
    description: wrong ? description : (hint ?? description),
    optional,
    error: wrong && (hint ?? wrong),
  };
  return (
    <Field id={id} {...words} className={className}>
      <AmountBox
        {...input}
        id={id}
        currency={currency}
        defaultValue={first}
        onCents={(now, box) => {
          setCents(now);
          onCents?.(now, box);
        }}
        onHint={setHint}
        aria-invalid={words.error ? true : undefined}
        aria-describedby={classNames(describedBy(id, words), `${id}-words`)}
      />
      <p
        id={`${id}-words`}
        aria-live="polite"
        className="text-xs text-ink-soft not-empty:mt-1.5 first-letter:uppercase"
      >
        {cents !== null && cents >= wordsFromCents[currency] ? amountInWords(cents, currency, language) : null}
      </p>
    </Field>
  );
}

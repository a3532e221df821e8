"use client";
import { useLocale, useTranslations } from "next-intl";
import {
  type ClipboardEvent,
  type ComponentProps,
  type KeyboardEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { amountAsTyped, centsOfTyped, decimalMark } from "@/components/ui/amount-typed";
import { classNames } from "@/components/ui/class-names";
import { boxClasses, describedBy, Field, type FieldWords } from "@/components/ui/field";
import { useFormField } from "@/components/ui/form";
import { languageOf } from "@/lib/messages/language";
import { amountProposal, type Currency, formatMoney, parseSumCents, plainAmount } from "@/lib/money";
import { amountInWords } from "@/lib/words-amount";

/** From here on the words stand under the figures: a zero too many is easier heard than seen. */
const wordsFromCents: Record<Currency, bigint> = { COP: 100_000_000n, PEN: 1_000_000n };

type Props = FieldWords &
  Omit<ComponentProps<"input">, "id" | "type" | "value" | "onChange" | "inputMode" | "onPaste"> & {
    name: string;
    currency: Currency;
  };

/** What was kept or given, in whichever way, as the country writes it; text that is no amount stays as it is. */
function shownOf(text: string, currency: Currency): string {
  const cents = centsOfTyped(text, currency);
  return cents === null ? text : formatMoney(cents, currency).replace(/^\D+/, "");
}

/**
 * An amount of money, typed in the country's own way (`1.250.000,00`, `1,250.00`): thousands come by themselves, letters do not come
 * at all. It posts the plain text of the amounts' grammar (`1250000,00`); before our script has arrived, what was typed.
 */
export function AmountField({ label, description, error, optional, className, currency, ...input }: Props) {
  const t = useTranslations("controls.amount");
  const language = languageOf(useLocale());
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const field = useFormField(input.name);
  const first = shownOf(field.typed ?? String(input.defaultValue ?? ""), currency);
  const [cents, setCents] = useState(() => centsOfTyped(first, currency));
  const [hint, setHint] = useState<string | null>(null);
  const words = { label, description: hint ?? description, optional, error: error ?? field.error };
  const example = formatMoney(125_000_000n, currency).replace(/^\D+/, "");

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const refuse = (event: InputEvent) => {
      const wrong =
        event.inputType === "insertText" && /[^\d]/.test((event.data ?? "").replace(decimalMark(currency), ""));
      if (wrong) event.preventDefault();
      setHint(wrong ? t("figures", { mark: decimalMark(currency) === "," ? "comma" : "point" }) : null);
    };
    const post = (event: FormDataEvent) => {
      const now = centsOfTyped(element.value, currency);
      if (now !== null && event.formData.has(element.name)) event.formData.set(element.name, plainAmount(now));
    };
    const { form } = element;
    element.addEventListener("beforeinput", refuse);
    form?.addEventListener("formdata", post);
    return () => {
      element.removeEventListener("beforeinput", refuse);
      form?.removeEventListener("formdata", post);
    };
  }, [currency, t]);

  function show(text: string, caret: number) {
    const element = box.current;
    if (!element) return;
    const next = amountAsTyped(text, caret, currency);
    element.value = next.text;
    element.setSelectionRange(next.caret, next.caret);
    setCents(centsOfTyped(next.text, currency));
  }

  /** The figures' pad has one mark, whatever the country. */
  function padMark(event: KeyboardEvent<HTMLInputElement>) {
    if (event.code !== "NumpadDecimal") return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const start = selectionStart ?? value.length;
    show(`${value.slice(0, start)}${decimalMark(currency)}${value.slice(selectionEnd ?? start)}`, start + 1);
  }

  /** Whoever pastes pastes a whole amount, perhaps in another country's way; what could be two amounts is refused. */
  function paste(event: ClipboardEvent<HTMLInputElement>) {
    event.preventDefault();
    const text = event.clipboardData.getData("text").trim();
    const bare = text.replace(/^(?:\$|S\/\.?|COP|PEN)\s*/i, "");
    const pasted = centsOfTyped(bare, currency) ?? parseSumCents(amountProposal(text) ?? "");
    setHint(pasted === null ? t("pasted", { example }) : null);
    if (pasted === null) return;
    const shown = formatMoney(pasted, currency).replace(/^\D+/, "");
    show(shown, shown.length);
  }

  return (
    <Field id={id} {...words} className={className}>
      <div className="relative">
        <span
          aria-hidden="true"
          className="pointer-events-none absolute inset-y-0 start-3 grid place-items-center text-ink-soft"
        >
          {currency === "COP" ? "$" : "S/"}
        </span>
        <input
          autoComplete="off"
          {...input}
          ref={box}
          id={id}
          type="text"
          inputMode="decimal"
          defaultValue={first}
          onInput={({ currentTarget }) =>
            show(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length)
          }
          onKeyDown={padMark}
          onPaste={paste}
          onBlur={({ currentTarget }) => {
            currentTarget.value = shownOf(currentTarget.value, currency);
          }}
          aria-invalid={words.error ? true : undefined}
          aria-describedby={classNames(describedBy(id, words), `${id}-words`)}
          className={classNames(boxClasses, "ps-9 text-end tabular-nums")}
        />
      </div>
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

"use client";
import { useTranslations } from "next-intl";
import { type ClipboardEvent, type ComponentProps, type KeyboardEvent, useEffect, useRef } from "react";
import { amountAsTyped, centsOfTyped, decimalMark, standsWhole } from "@/components/ui/amount-typed";
import { classNames } from "@/components/ui/class-names";
import { boxClasses } from "@/components/ui/field";
import { amountProposal, type Currency, formatMoney, parseSumCents, plainAmount } from "@/lib/money";

type Props = Omit<ComponentProps<"input">, "type" | "value" | "onChange" | "inputMode" | "onPaste"> & {
  name: string;
  currency: Currency;
  /** Told the amount whenever it changes; null while what stands there is none. */
  onCents?: (cents: bigint | null, box: HTMLInputElement) => void;
  /** A sentence about what was just typed or pasted and not taken; null when all was. */
  onHint?: (hint: string | null) => void;
};

/** What was kept or given, in whichever way, as the country writes it; text that is no amount stays as it is. */
export function amountShown(text: string, currency: Currency): string {
  const cents = centsOfTyped(text, currency);
  return cents === null ? text : formatMoney(cents, currency).replace(/^\D+/, "");
}

/**
 * The box of an amount, without its label: in a row of a table, or inside AmountField. Several of one name post in the order in which
 * they stand.
 */
export function AmountBox({ currency, onCents, onHint, className, ...input }: Props) {
  const t = useTranslations("controls.amount");
  const box = useRef<HTMLInputElement>(null);
  const told = useRef(onHint);
  told.current = onHint;
  const typing = useRef<(element: HTMLInputElement, text: string) => string | null>(() => null);
  const example = formatMoney(125_000_000n, currency).replace(/^\D+/, "");

  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const refuse = (event: InputEvent) => {
      if (event.inputType !== "insertText" || event.data === null) return;
      const wrong = typing.current(element, event.data);
      if (wrong === null) return;
      event.preventDefault();
      if (wrong !== "") told.current?.(wrong);
    };
    const post = (event: FormDataEvent) => {
      const now = centsOfTyped(element.value, currency);
      if (now !== null) postAs(event.formData, element, plainAmount(now));
    };
    const { form } = element;
    element.addEventListener("beforeinput", refuse);
    form?.addEventListener("formdata", post);
    return () => {
      element.removeEventListener("beforeinput", refuse);
      form?.removeEventListener("formdata", post);
    };
  }, [currency]);

  function show(text: string, caret: number) {
    const element = box.current;
    if (!element) return;
    const next = amountAsTyped(text, caret, currency);
    if (next.text === "") onHint?.(null);
    element.value = next.text;
    element.setSelectionRange(next.caret, next.caret);
    onCents?.(centsOfTyped(next.text, currency), element);
  }

  /** The figures' pad has one mark, whatever the country. */
  function padMark(event: KeyboardEvent<HTMLInputElement>) {
    if (event.code !== "NumpadDecimal") return;
    event.preventDefault();
    const { value, selectionStart, selectionEnd } = event.currentTarget;
    const start = selectionStart ?? value.length;
    show(`${value.slice(0, start)}${decimalMark(currency)}${value.slice(selectionEnd ?? start)}`, start + 1);
  }

  /** A key, or a text put in at once: the sentence why it is not taken, none when it was taken in its own way, null when it may come. */
  function whyNot(element: HTMLInputElement, text: string): string | null {
    const { value } = element;
    const start = element.selectionStart ?? value.length;
    const end = element.selectionEnd ?? start;
    if (text.length > 1 && start === 0 && end === value.length) return put(text);
    const mark = decimalMark(currency);
    if (/[^\d]/.test(text.replace(mark, ""))) return t("figures", { mark: mark === "," ? "comma" : "point" });
    return standsWhole(`${value.slice(0, start)}${text}${value.slice(end)}`, currency) ? null : t("long");
  }
  typing.current = whyNot;

  /** A whole amount; what could be two amounts, or would lose a figure, is refused in a sentence. */
  function put(text: string, meant = centsOfTyped(text, currency)): string {
    const shown = meant === null ? "" : formatMoney(meant, currency).replace(/^\D+/, "");
    if (meant === null || !standsWhole(shown, currency)) return t("pasted", { example });
    onHint?.(null);
    show(shown, shown.length);
    return "";
  }

  /** Whoever pastes pastes a whole amount, perhaps in another country's way. */
  function paste(event: ClipboardEvent<HTMLInputElement>) {
    event.preventDefault();
    const text = event.clipboardData.getData("text").trim();
    const bare = text.replace(/^(?:\$|S\/\.?|COP|PEN)\s*/i, "");
    const wrong = put(bare, centsOfTyped(bare, currency) ?? parseSumCents(amountProposal(text) ?? ""));
    if (wrong !== "") onHint?.(wrong);
  }

  return (
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
        type="text"
        inputMode="decimal"
        onInput={({ currentTarget }) =>
          show(currentTarget.value, currentTarget.selectionStart ?? currentTarget.value.length)
        }
        onKeyDown={padMark}
        onPaste={paste}
        onBlur={({ currentTarget }) => {
          currentTarget.value = amountShown(currentTarget.value, currency);
        }}
        className={classNames(boxClasses, "ps-9 text-end tabular-nums", className)}
      />
    </div>
  );
}

/** Puts this box's text in the place that it has among those of its name. */
function postAs(data: FormData, box: HTMLInputElement, text: string): void {
  const { form, name } = box;
  if (!form || !data.has(name)) return;
  const ones = [...form.elements].filter(
    (one): one is HTMLInputElement => one instanceof HTMLInputElement && one.name === name && !one.disabled,
  );
  const texts = data.getAll(name);
  texts[ones.indexOf(box)] = text;
  data.delete(name);
  for (const each of texts) data.append(name, each);
}

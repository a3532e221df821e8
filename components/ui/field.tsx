import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

export type FieldWords = {
  label: string;
  /** What helps to fill it in, always visible. */
  description?: string;
  /** A sentence from the page; without it, the server's answer to the form around. */
  error?: string;
  optional?: boolean;
};

/** The looks of anything that is typed or chosen in a box. */
export const boxClasses = classNames(
  "block min-h-9 w-full rounded-md border border-edge bg-surface px-3 py-1.5 text-sm text-ink transition-colors",
  "placeholder:text-ink-faint hover:border-ink-soft touch:min-h-11 touch:text-base",
  "focus-visible:border-focus focus-visible:outline-offset-0",
  "aria-invalid:border-out disabled:border-line disabled:bg-sunken disabled:text-ink-faint",
);

/** Ids of a field's sentences, to be named by `aria-describedby`. */
export function describedBy(id: string, words: Pick<FieldWords, "description" | "error">): string | undefined {
  return classNames(words.error && `${id}-error`, words.description && `${id}-help`) || undefined;
}

/** Label above, help below, the error in its own place beside the field it speaks of. */
export function Field({
  id,
  group,
  label,
  description,
  error,
  optional,
  className,
  children,
}: FieldWords & {
  id: string;
  /** What is inside is no single control but several, named by the label (`<id>-label`). */
  group?: boolean;
  className?: string;
  children: ReactNode;
}) {
  const t = useTranslations("ui");
  return (
    <div className={classNames("min-w-0", className)}>
      <div className="mb-1.5 flex items-baseline justify-between gap-3">
        {group ? (
          <span id={`${id}-label`} className="text-sm font-medium text-ink">
            {label}
          </span>
        ) : (
          <label id={`${id}-label`} htmlFor={id} className="text-sm font-medium text-ink">
            {label}
          </label>
        )}
        {optional && <span className="text-xs text-ink-faint">{t("optional")}</span>}
      </div>
      {children}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
      {description && (
        <p id={`${id}-help`} className="mt-1.5 text-xs text-ink-soft">
          {description}
        </p>
      )}
    </div>
  );
}

/** The sentence beside a field that was not understood. */
export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} data-fault className="mt-1.5 flex items-start gap-1.5 text-xs text-out">
      <Icon name="alert" size={14} className="mt-0.5 shrink-0" />
      <span>{children}</span>
    </p>
  );
}

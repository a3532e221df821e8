import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

/** The looks of the box itself; the tick is drawn by the browser in the accent colour. */
const tickClasses = "size-4 shrink-0 rounded-sm touch:size-5 disabled:opacity-60";

type Props = Omit<ComponentProps<"input">, "type"> & { label: string; description?: string };

/** A yes or no with its words beside it. */
export function Checkbox({ label, description, className, ...input }: Props) {
  return (
    <label className={classNames("flex items-start gap-2.5 py-1 text-sm touch:min-h-11", className)}>
      <input {...input} type="checkbox" className={classNames(tickClasses, "mt-0.5 touch:mt-0")} />
      <span>
        {label}
        {description && <span className="block text-xs text-ink-soft">{description}</span>}
      </span>
    </label>
  );
}

/** A box alone in a row, named for whoever cannot see the row: a lot by its number. */
export function Tick({ label, className, ...input }: Omit<Props, "description">) {
  return (
    <input {...input} type="checkbox" aria-label={label} className={classNames(tickClasses, "block", className)} />
  );
}

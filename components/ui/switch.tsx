import type { ComponentProps } from "react";
import { classNames } from "@/components/ui/class-names";

type Props = Omit<ComponentProps<"input">, "type" | "role"> & { label: string; description?: string };

/** On or off, in force once its form is sent: a checkbox by nature, so it posts its name only while it is on. */
export function Switch({ label, description, className, ...input }: Props) {
  return (
    <label className={classNames("flex items-start justify-between gap-6 py-1.5 text-sm touch:min-h-11", className)}>
      <span>
        {label}
        {description && <span className="block text-xs text-ink-soft">{description}</span>}
      </span>
      <input {...input} type="checkbox" role="switch" className="switch mt-px" />
    </label>
  );
}

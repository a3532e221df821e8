import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/ui/icon";
import { SupportReference } from "@/components/ui/support-reference";

type Props = {
  icon: IconName;
  /** Where no heading of the page says what happened. */
  title?: string;
  /** What was kept and what to do, in a calm sentence or two. */
  children: ReactNode;
  /** Under which our log holds the rest. */
  reference?: string;
  /** What may be done now. */
  actions?: ReactNode;
  /** Something happened while the person was at it, and is read at once. */
  alert?: boolean;
};

/** In place of what cannot be shown: one drawing, what happened, the reference and the next press. */
export function Trouble({ icon, title, children, reference, actions, alert }: Props) {
  return (
    <div role={alert ? "alert" : undefined} className="flex max-w-xl gap-4">
      <span className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-ink-soft">
        <Icon name={icon} size={20} />
      </span>
      <div className="min-w-0 pt-1.5">
        {title && <p className="mb-1 font-medium">{title}</p>}
        <div className="text-pretty text-ink-soft">{children}</div>
        {reference && <SupportReference reference={reference} />}
        {actions && <div className="mt-5 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}

import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/ui/icon";

type Props = {
  icon: IconName;
  children: ReactNode;
  /** What may be done now. */
  actions: ReactNode;
  /** Something happened while the person was at it, and is read at once. */
  alert?: boolean;
};

/** What stands in place of a page that cannot be shown: one drawing, a calm sentence or two, and the next press. */
export function Trouble({ icon, children, actions, alert }: Props) {
  return (
    <div role={alert ? "alert" : undefined} className="flex max-w-xl gap-4">
      <span className="grid size-10 shrink-0 place-items-center rounded-full bg-sunken text-ink-soft">
        <Icon name={icon} size={20} />
      </span>
      <div className="min-w-0 pt-1.5">
        <div className="text-pretty text-ink-soft">{children}</div>
        <div className="mt-5 flex flex-wrap gap-2">{actions}</div>
      </div>
    </div>
  );
}

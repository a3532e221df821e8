import type { ReactNode } from "react";
import { Icon, type IconName } from "@/components/ui/icon";

type Props = { icon?: IconName; title: string; children?: ReactNode; action?: ReactNode };

/** Nothing here yet, and what to do about it. */
export function EmptyState({ icon = "inbox", title, children, action }: Props) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <Icon name={icon} size={28} className="mb-3 text-ink-faint" />
      <p className="text-base font-medium">{title}</p>
      {children && <p className="mt-1 max-w-md text-sm text-pretty text-ink-soft">{children}</p>}
      {action && <div className="mt-4">{action}</div>}
    </div>
  );
}

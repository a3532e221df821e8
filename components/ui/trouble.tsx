import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";

type Kind = "refused" | "failed" | "offline";

type Props = {
  /** The rules said no; something of ours broke; there is no connection. */
  kind: Kind;
  title: string;
  /** What was kept and what to do now. */
  children?: ReactNode;
  /** Under which our log holds the rest. */
  reference?: string;
  action?: ReactNode;
};

const looks: Record<Kind, { icon: IconName; colours: string }> = {
  refused: { icon: "annul", colours: "bg-amber-soft text-amber" },
  failed: { icon: "alert", colours: "bg-out-soft text-out" },
  offline: { icon: "offline", colours: "bg-sunken text-ink-soft" },
};

/** In place of what could not be shown or done: what happened, what was kept, what to do, and the reference. */
export function Trouble({ kind, title, children, reference, action }: Props) {
  const t = useTranslations("ui");
  const { icon, colours } = looks[kind];
  return (
    <div role="alert" className="flex flex-col items-center px-6 py-12 text-center">
      <span className={classNames("mb-3 grid size-11 place-items-center rounded-full", colours)}>
        <Icon name={icon} size={22} />
      </span>
      <p className="text-base font-medium">{title}</p>
      {children && <div className="mt-1 max-w-md text-sm text-pretty text-ink-soft">{children}</div>}
      {reference && (
        <p className="mt-3 text-xs text-ink-soft">
          {t.rich("referenceOf", {
            reference: () => <span className="font-mono text-sm text-ink select-all">{reference}</span>,
          })}
        </p>
      )}
      {action && <div className="mt-5 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}

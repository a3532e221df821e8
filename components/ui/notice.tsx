import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon, type IconName } from "@/components/ui/icon";
import { type Tone, toneClasses } from "@/components/ui/tone";

const icons: Record<Tone, IconName> = { plain: "info", primary: "info", in: "done", amber: "warning", out: "alert" };

type Props = { tone?: Tone; title?: string; children?: ReactNode; action?: ReactNode; id?: string; className?: string };

/** A sentence in the page, never modal: read aloud politely, or at once when something went wrong. */
export function Notice({ tone = "primary", title, children, action, id, className }: Props) {
  return (
    <div
      id={id}
      role={tone === "out" ? "alert" : "status"}
      tabIndex={id ? -1 : undefined}
      className={classNames(
        "flex flex-wrap items-start gap-2.5 rounded-md border px-3.5 py-2.5 text-sm sm:flex-nowrap",
        toneClasses[tone],
        className,
      )}
    >
      <Icon name={icons[tone]} className="mt-0.5 shrink-0" />
      <div className="min-w-0 flex-1 basis-[calc(100%-2rem)] text-pretty wrap-break-word sm:basis-0">
        {title && <p className="font-medium">{title}</p>}
        {children && <div className={tone === "plain" || title ? "text-ink" : undefined}>{children}</div>}
      </div>
      {action && <div className="ms-7 shrink-0 sm:ms-0">{action}</div>}
    </div>
  );
}

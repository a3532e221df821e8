import type { ReactNode } from "react";
import { type Area, AreaBar, AreaRail } from "@/components/shell/area-rail";
import { PersonMenu, type PersonMenuProps } from "@/components/shell/person-menu";
import { SkipLink } from "@/components/shell/skip-link";
import { Mark } from "@/components/ui/mark";
import { ToastLayer } from "@/components/ui/toast-layer";
import { TooltipLayer } from "@/components/ui/tooltip-layer";

type Props = {
  areas: readonly Area[];
  home: string;
  /** The rail shows drawings only, as this person left it. */
  folded?: boolean;
  person: PersonMenuProps;
  /** Company and product in force, with what changes them. */
  switcher?: ReactNode;
  /** ⌘K, bell: what stands before the person at the top right. */
  tools?: ReactNode;
  children: ReactNode;
};

/** The frame of the portal: areas at the left, company and person on top, the page in the middle. */
export function AppShell({ areas, home, folded, person, switcher, tools, children }: Props) {
  return (
    <div className="flex min-h-dvh [--under-bar:3.5rem]">
      <SkipLink />
      <AreaRail areas={areas} home={home} folded={folded} />
      <div className="flex min-w-0 flex-1 flex-col pb-14 md:pb-0">
        <header className="sticky top-0 z-20 flex h-14 items-center gap-3 border-b bg-surface px-4 sm:px-6 print:hidden">
          <Mark className="size-6 shrink-0 md:hidden" />
          <div className="min-w-0 flex-1">{switcher}</div>
          <div className="flex shrink-0 items-center gap-1.5">
            {tools}
            <PersonMenu {...person} />
          </div>
        </header>
        {children}
      </div>
      <AreaBar areas={areas} />
      <TooltipLayer />
      <ToastLayer />
    </div>
  );
}

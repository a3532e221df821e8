import type { ReactNode } from "react";
import { PageMarks } from "@/components/shell/kept-pages";

type Props = {
  title: string;
  /** Where one stands, above the title; a page that has it can be starred, and is remembered among the recent ones. */
  trail?: ReactNode;
  /** A state beside the title. */
  badge?: ReactNode;
  intro?: ReactNode;
  /** What this page can do, at the right. */
  actions?: ReactNode;
  children: ReactNode;
};

/** The page inside the frame: `main`, with its title, what it says and what it can do. */
export function PageBody({ title, trail, badge, intro, actions, children }: Props) {
  return (
    <main id="contenido" tabIndex={-1} className="mx-auto w-full max-w-7xl flex-1 px-4 pt-4 pb-10 outline-none sm:px-6">
      {trail && (
        <div className="flex items-center gap-1">
          {trail}
          <PageMarks title={title} />
        </div>
      )}
      <div className="mt-1 mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 text-lg font-semibold wrap-anywhere sm:text-xl">{title}</h1>
            {badge}
          </div>
          {intro && <div className="mt-1 max-w-prose text-sm text-pretty text-ink-soft">{intro}</div>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </div>
      {children}
    </main>
  );
}

import type { ReactNode } from "react";
import { Brand } from "@/components/shell/brand";
import { classNames } from "@/components/ui/class-names";
import { TooltipLayer } from "@/components/ui/tooltip-layer";

type Props = {
  title: string;
  intro?: ReactNode /** For a text to be read. */;
  wide?: boolean;
  children?: ReactNode;
  foot?: ReactNode;
};

/** The page before the door: the mark, one form, nothing else. */
export function PublicShell({ title, intro, wide, children, foot }: Props) {
  return (
    <div className="flex min-h-dvh flex-col px-4 py-6 sm:py-10">
      <main
        id="contenido"
        tabIndex={-1}
        className={classNames("m-auto w-full outline-none", wide ? "max-w-2xl" : "max-w-96")}
      >
        <div className="mb-7 flex justify-center">
          <Brand large />
        </div>
        <div className="rounded-md border bg-surface px-5 py-6 shadow-raised sm:px-8 sm:py-8">
          <h1 className="text-lg font-semibold">{title}</h1>
          {intro && <div className="mt-1 text-sm text-pretty text-ink-soft">{intro}</div>}
          <div className="mt-5">{children}</div>
        </div>
        {foot && <div className="mt-5 text-center text-xs text-ink-soft">{foot}</div>}
      </main>
      <TooltipLayer />
    </div>
  );
}

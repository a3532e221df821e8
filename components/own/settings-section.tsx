import type { ReactNode } from "react";
import { Notice } from "@/components/ui/notice";

type Props = {
  /** Its anchor. */
  id: string;
  title: string;
  /** What it is for, beside it. */
  text: string;
  /** What was just done here. */
  notice?: string | null;
  /** What acts on all of it, at its foot. */
  foot?: ReactNode;
  children: ReactNode;
};

/** One matter of a page of settings: what it is at the left, the card at the right; one above the other on a phone. */
export function SettingsSection({ id, title, text, notice, foot, children }: Props) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-20 border-t py-7 first:border-t-0 first:pt-0 lg:grid lg:grid-cols-[16rem_minmax(0,1fr)] lg:gap-x-10"
    >
      <div className="mb-4 lg:mb-0">
        <h2 id={`${id}-title`} className="text-base font-semibold">
          {title}
        </h2>
        <p className="mt-1 max-w-prose text-sm text-pretty text-ink-soft">{text}</p>
      </div>
      <div className="min-w-0">
        {notice && (
          <Notice tone="in" className="mb-4">
            {notice}
          </Notice>
        )}
        <div className="rounded-md border bg-surface">
          <div className="px-5 py-5">{children}</div>
          {foot && <div className="flex flex-wrap justify-end gap-2 border-t px-5 py-3">{foot}</div>}
        </div>
      </div>
    </section>
  );
}

/** The foot of a card whose form fills it: its button at the right, as other sections have theirs. */
export function SectionFoot({ children }: { children: ReactNode }) {
  return <div className="-mx-5 mt-5 -mb-5 flex flex-wrap justify-end gap-2 border-t px-5 py-3">{children}</div>;
}

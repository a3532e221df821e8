import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { style } from "@/lib/messages/es/style";

export type SectionName = keyof typeof style.guide.sections;

/** One kind of parts, under its anchor. */
export function Section({ name, children }: { name: SectionName; children: ReactNode }) {
  return (
    <section id={name} aria-labelledby={`${name}-title`} className="scroll-mt-16 border-t py-6">
      <h2 id={`${name}-title`} className="mb-4 text-base font-semibold">
        {style.guide.sections[name]}
      </h2>
      {children}
    </section>
  );
}

/** One state of a part, with its name above. */
export function Shown({
  as,
  wide,
  children,
}: {
  as: keyof typeof style.guide.state;
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={classNames("min-w-0", wide && "col-span-full")}>
      <p className="mb-1.5 font-mono text-xs text-ink-faint">{style.guide.state[as]}</p>
      {children}
    </div>
  );
}

/** States side by side where there is room. */
export function States({ children }: { children: ReactNode }) {
  return <div className="grid items-start gap-x-8 gap-y-6 sm:grid-cols-2 lg:grid-cols-3">{children}</div>;
}

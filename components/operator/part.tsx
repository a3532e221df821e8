import { type ReactNode, useId } from "react";

type Props = {
  title: string;
  text?: string;
  /** What acts on it, at the right of its title. */
  actions?: ReactNode;
  children: ReactNode;
};

/** One matter of a registration: its title, and the card it stands in. */
export function Part({ title, text, actions, children }: Props) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="rounded-md border bg-surface px-4 py-4 sm:px-5">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2">
        <h2 id={id} className="text-base font-semibold">
          {title}
        </h2>
        {actions}
      </div>
      {text && <p className="mt-0.5 text-sm text-ink-soft">{text}</p>}
      <div className="mt-3">{children}</div>
    </section>
  );
}

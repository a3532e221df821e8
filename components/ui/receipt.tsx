import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DescriptionList } from "@/components/ui/description-list";
import { Icon } from "@/components/ui/icon";
import { Mark } from "@/components/ui/mark";
import { PrintButton } from "@/components/ui/print-button";

type Props = {
  title: string;
  reference: string;
  /** One sentence of what happened and what comes next. */
  children: ReactNode;
  items: readonly { label: string; value: ReactNode; total?: boolean }[];
  /** Amount in words, and whatever else closes the paper. */
  foot?: ReactNode;
  actions?: ReactNode;
  /** Whoever sees it may print it. */
  printable: boolean;
};

/** What a person takes away from a decision: what, how much, under which reference. Made to be printed. */
export function Receipt({ title, reference, children, items, foot, actions, printable }: Props) {
  const t = useTranslations("ui");
  return (
    <article className="mx-auto w-full max-w-xl rounded-md border bg-surface shadow-raised print:max-w-none print:border-0 print:shadow-none">
      <header className="flex items-start gap-3.5 border-b px-6 py-5">
        <Icon name="done" size={24} className="mt-0.5 shrink-0 text-in" />
        <div className="min-w-0 flex-1">
          <h2 className="text-lg font-semibold">{title}</h2>
          <p className="mt-0.5 text-sm text-pretty text-ink-soft">{children}</p>
        </div>
        <Mark className="hidden size-8 print:block" />
      </header>
      <div className="px-6 py-4">
        <DescriptionList figures items={items} />
        {foot && <div className="mt-1 text-end text-xs text-ink-soft">{foot}</div>}
      </div>
      <footer className="flex flex-wrap items-center justify-between gap-3 border-t px-6 py-4">
        <p className="text-xs text-ink-soft">
          {t("receipt.reference")} <span className="font-mono text-sm text-ink">{reference}</span>
        </p>
        <div className="flex gap-2 print:hidden">
          {printable && <PrintButton />}
          {actions}
        </div>
      </footer>
    </article>
  );
}

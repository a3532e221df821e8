import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { Popover, panelItemClasses } from "@/components/ui/popover";

export type Filter = {
  /** What is filtered by: "Estado". */
  label: string;
  /** What is chosen, and the address without it. */
  chosen?: { label: string; without: string };
  /** What may be chosen, each an address. Without choices the chip only shows what is chosen. */
  choices?: readonly { label: string; href: string; current?: boolean }[];
  /** In place of choices: a small form of plain fields (an amount from, to). */
  panel?: ReactNode;
};

type Props = {
  filters: readonly Filter[];
  /** Address of the list without any filter. */
  clear: string;
};

const chip = "inline-flex min-h-8 items-center rounded-full border text-xs touch:min-h-11";
const press = "min-h-8 gap-1.5 rounded-full px-3 touch:min-h-11";

/** What a list is filtered by, as chips: each opens its choices, each goes with its cross, "Quitar filtros" takes all away. */
export function FilterChips({ filters, clear }: Props) {
  const t = useTranslations("controls.list");
  const shown = filters.filter((filter) => filter.chosen || filter.choices || filter.panel);
  const some = filters.some((filter) => filter.chosen);
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ul aria-label={t("filters")} className="contents">
        {shown.map((filter) => (
          <li key={filter.label}>{filter.chosen ? <On filter={filter} /> : <Off filter={filter} />}</li>
        ))}
      </ul>
      {some && (
        <Link
          prefetch={false}
          href={clear}
          scroll={false}
          className="inline-flex min-h-8 items-center rounded-md px-2 text-xs font-medium text-primary hover:bg-primary-soft touch:min-h-11"
        >
          {t("clear")}
        </Link>
      )}
    </div>
  );
}

function On({ filter: { label, chosen, choices, panel } }: { filter: Filter }) {
  const t = useTranslations("controls.list");
  const words = (
    <span>
      {label}: <span className="font-medium text-primary">{chosen?.label}</span>
    </span>
  );
  return (
    <span className={classNames(chip, "border-primary-soft bg-primary-soft text-ink")}>
      {choices || panel ? (
        <Popover
          trigger={words}
          triggerClassName={classNames(press, "pe-1")}
          panelClassName={panel ? "p-3" : undefined}
        >
          <Choices choices={choices} panel={panel} />
        </Popover>
      ) : (
        <span className="ps-3">{words}</span>
      )}
      <Link
        prefetch={false}
        href={chosen?.without ?? ""}
        scroll={false}
        aria-label={t("remove", { filter: label })}
        data-tip={t("remove", { filter: label })}
        className="me-1 grid size-6 place-items-center rounded-full text-ink-soft hover:bg-surface hover:text-primary touch:size-11"
      >
        <Icon name="close" size={14} />
      </Link>
    </span>
  );
}

function Off({ filter: { label, choices, panel } }: { filter: Filter }) {
  return (
    <span
      className={classNames(
        chip,
        "border-dashed border-edge bg-surface text-ink-soft hover:border-ink-soft hover:text-ink",
      )}
    >
      <Popover
        trigger={
          <>
            <Icon name="plus" size={14} />
            {label}
          </>
        }
        mark={false}
        triggerClassName={press}
        panelClassName={panel ? "p-3" : undefined}
      >
        <Choices choices={choices} panel={panel} />
      </Popover>
    </span>
  );
}

function Choices({ choices, panel }: Pick<Filter, "choices" | "panel">) {
  if (panel) return panel;
  return (choices ?? []).map((choice) => (
    <Link
      prefetch={false}
      key={choice.href}
      href={choice.href}
      scroll={false}
      aria-current={choice.current ? "true" : undefined}
      className={panelItemClasses}
    >
      {choice.label}
    </Link>
  ));
}

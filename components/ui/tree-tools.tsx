"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { boxClasses } from "@/components/ui/field";
import { Icon } from "@/components/ui/icon";

type Props = {
  label: string;
  changes: number;
  query: string;
  onQuery: (query: string) => void;
  onlyChanges: boolean;
  onOnlyChanges: (only: boolean) => void;
  onFold: (all: boolean) => void;
};

/** Above a TreeTable: search inside, unfold and fold all, how many cells were changed, and a look at only those. */
export function TreeTools({ label, changes, query, onQuery, onlyChanges, onOnlyChanges, onFold }: Props) {
  const t = useTranslations("controls.tree");
  return (
    <div className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      <div className="relative w-full sm:w-64">
        <Icon name="search" className="pointer-events-none absolute inset-y-0 start-3 my-auto text-ink-soft" />
        <input
          type="search"
          value={query}
          onChange={(event) => onQuery(event.target.value)}
          onKeyDown={(event) => event.key === "Enter" && event.preventDefault()} // searching sends no form
          placeholder={t("search")}
          aria-label={`${t("search")}: ${label}`}
          autoComplete="off"
          className={classNames(boxClasses, "ps-9")}
        />
      </div>
      <Button variant="quiet" onClick={() => onFold(true)}>
        {t("unfold")}
      </Button>
      <Button variant="quiet" onClick={() => onFold(false)}>
        {t("fold")}
      </Button>
      <div className="ms-auto flex items-center gap-3">
        <p
          aria-live="polite"
          className={classNames("text-sm tabular-nums", changes > 0 ? "font-medium text-amber" : "text-ink-soft")}
        >
          {t("changes", { count: changes })}
        </p>
        <Button aria-pressed={onlyChanges} onClick={() => onOnlyChanges(!onlyChanges)}>
          {t("onlyChanges")}
        </Button>
      </div>
    </div>
  );
}

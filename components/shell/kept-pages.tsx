"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useState } from "react";
import { post } from "@/components/shell/pulse";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import type { KeptPage } from "@/lib/home/kept-pages";
import { type Reachable, screenOf } from "@/lib/home/rules";
import { paths } from "@/lib/web/paths";

type Desk = {
  pages: readonly KeptPage[];
  reach: readonly Reachable[];
  change: (path: string, title: string, act: "visit" | "star" | "unstar") => void;
};

const Desk = createContext<Desk | null>(null);

type Props = { first: readonly KeptPage[]; reach: readonly Reachable[]; children: ReactNode };

/** Pages starred and visited by this person, around all pages; what changes is shown at once and kept on the server. */
export function KeptPages({ first, reach, children }: Props) {
  const [pages, setPages] = useState(first);
  const change = useCallback<Desk["change"]>((path, title, act) => {
    setPages((before) => changed(before, path, title, act));
    void post(paths.keptPages, { path, title, act });
  }, []);
  return <Desk value={{ pages, reach, change }}>{children}</Desk>;
}

/** Null outside the portal's frame. */
export const useKeptPages = (): Desk | null => useContext(Desk);

function changed(
  before: readonly KeptPage[],
  path: string,
  title: string,
  act: "visit" | "star" | "unstar",
): readonly KeptPage[] {
  const known = before.find((page) => page.path === path);
  const page: KeptPage = {
    path,
    title,
    starred: act === "visit" ? (known?.starred ?? false) : act === "star",
    visitedAt: act === "visit" ? new Date() : (known?.visitedAt ?? null),
  };
  const others = before.filter((one) => one !== known);
  if (act === "visit") return [page, ...others];
  return known ? before.map((one) => (one === known ? page : one)) : [...others, page];
}

/** Beside the breadcrumb: the star, and the visit that is written down once the page is there. */
export function PageMarks({ title }: { title: string }) {
  const t = useTranslations("home.star");
  const path = usePathname();
  const desk = useKeptPages();
  const change = desk?.change;
  const keepable = desk !== null && screenOf(path) !== null;
  useEffect(() => {
    if (keepable) change?.(path, title, "visit");
  }, [change, path, title, keepable]);
  if (!desk || !keepable) return null;
  const starred = desk.pages.some((page) => page.path === path && page.starred);
  const name = t("add");
  return (
    <button
      type="button"
      aria-pressed={starred}
      aria-label={name}
      data-tip={starred ? t("remove") : name}
      onClick={() => desk.change(path, title, starred ? "unstar" : "star")}
      className={classNames(
        "inline-grid size-7 shrink-0 place-items-center rounded-md transition-colors duration-150 touch:size-11",
        "hover:bg-primary-soft hover:text-primary",
        starred ? "text-amber" : "text-ink-soft",
      )}
    >
      <Icon name="star" className={starred ? "fill-current" : undefined} />
    </button>
  );
}

"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useKeptPages } from "@/components/shell/kept-pages";
import { type Entry, keptEntry } from "@/components/shell/palette-entries";
import { Icon, type IconName } from "@/components/ui/icon";

const recentShown = 6;

export type Verb = { label: string; detail: string; href: string; icon: IconName };

/** Ways on from the Bandeja: what this person does most often, the pages they starred, the pages they last looked at. */
export function Shortcuts({ verbs }: { verbs: readonly Verb[] }) {
  const t = useTranslations("home.shortcuts");
  const screen = useTranslations("home.screens");
  const desk = useKeptPages();
  const entries = (desk?.pages ?? []).map((page) => ({ page, entry: keptEntry(page, desk?.reach ?? [], { screen }) }));
  const shown = (wanted: (page: (typeof entries)[number]["page"]) => boolean) =>
    entries.flatMap(({ page, entry }) => (entry && wanted(page) ? [entry] : []));
  const favourites = shown((page) => page.starred);
  const recent = shown((page) => !page.starred && page.visitedAt !== null).slice(0, recentShown);
  return (
    <div className="grid min-w-0 content-start gap-6 sm:grid-cols-2 lg:grid-cols-1">
      {verbs.length > 0 && (
        <Part title={t("verbs")} entries={verbs.map((verb) => ({ ...verb, key: verb.href }))} empty="" />
      )}
      <Part title={t("favourites")} entries={favourites} empty={t("noFavourites")} />
      {(recent.length > 0 || favourites.length === 0) && (
        <Part title={t("recent")} entries={recent} empty={t("noRecent")} />
      )}
    </div>
  );
}

function Part({ title, entries, empty }: { title: string; entries: readonly Entry[]; empty: string }) {
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="mb-2 text-sm font-semibold">{title}</h2>
      {entries.length === 0 ? (
        <p className="text-xs text-pretty text-ink-soft">{empty}</p>
      ) : (
        <ul>
          {entries.map((entry) => (
            <li key={entry.key}>
              <Link
                prefetch={false}
                href={entry.href}
                className="-mx-2 flex min-h-9 items-center gap-2.5 rounded-md px-2 py-1 text-sm hover:bg-primary-soft hover:text-primary touch:min-h-11"
              >
                <Icon name={entry.icon} className="shrink-0 text-ink-soft" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{entry.label}</span>
                  {entry.detail && <span className="block truncate text-xs text-ink-soft">{entry.detail}</span>}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

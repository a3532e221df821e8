"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, useId, useState } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useKeptPages } from "@/components/shell/kept-pages";
import {
  type Entry,
  foundGroups,
  type Group,
  inSight,
  keptEntry,
  matchingScreens,
  screenEntries,
} from "@/components/shell/palette-entries";
import { useSearch } from "@/components/shell/use-search";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { IconButton } from "@/components/ui/icon-button";
import type { Reachable } from "@/lib/home/rules";
import { holdsCardNumber } from "@/lib/mask";

const recentShown = 6;

/** The search over everything this person may see: type, choose with the arrows, Enter opens, Esc closes and gives the focus back. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const t = useTranslations("home.palette");
  const router = useRouter();
  const desk = useKeptPages();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const { found, state } = useSearch(typed);
  const groups = useGroups(typed, found);
  const entries = groups.flatMap((group) => group.entries);
  const chosen = Math.min(at, entries.length - 1);
  const isSettled = state !== "searching";
  const ofTeam = isOfTeamAlone(desk?.reach ?? []);
  const label = t(ofTeam ? "labelTeam" : "label");

  function go(entry: Entry | undefined) {
    if (!entry) return;
    onClose();
    router.push(inSight(entry.href, desk?.reach ?? [], window.location));
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && entries.length > 0) {
      event.preventDefault();
      const next = (chosen + step + entries.length) % entries.length;
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    }
    if (event.key === "Enter") {
      event.preventDefault();
      go(entries[chosen]);
    }
  }

  return (
    <ModalOverlay
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
      className="fixed inset-0 z-50 flex animate-appear items-start justify-center bg-veil sm:p-6 sm:pt-[10vh]"
    >
      <Modal className="flex h-full max-h-full w-full flex-col overflow-hidden border bg-surface shadow-raised sm:h-auto sm:max-h-[32rem] sm:max-w-2xl sm:rounded-md">
        <Dialog aria-label={t("title")} className="flex min-h-0 flex-1 flex-col outline-none">
          <div className="flex items-center gap-2.5 border-b px-4 py-1.5">
            <Icon name="search" size={18} className="shrink-0 text-ink-soft" />
            <input
              autoFocus
              type="search"
              role="combobox"
              aria-label={label}
              aria-expanded={entries.length > 0}
              aria-controls={`${id}-list`}
              aria-activedescendant={entries.length > 0 ? `${id}-${chosen}` : undefined}
              aria-describedby={`${id}-hint`}
              aria-autocomplete="list"
              autoComplete="off"
              spellCheck={false}
              maxLength={80}
              placeholder={label}
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
              className="min-h-11 min-w-0 flex-1 bg-transparent text-base outline-none placeholder:text-ink-faint [&::-webkit-search-cancel-button]:hidden"
            />
            <IconButton name={t("close")} icon="close" onClick={onClose} />
          </div>
          <p role="status" className="sr-only">
            {isSettled && typed.trim() !== "" && t("found", { count: entries.length })}
          </p>
          <div className="min-h-0 flex-1 overflow-y-auto py-1.5">
            {entries.length > 0 ? (
              <Results id={id} groups={groups} chosen={chosen} onPoint={setAt} onChoose={go} />
            ) : (
              <Nothing typed={typed.trim()} state={state} />
            )}
          </div>
          <p id={`${id}-hint`} className="border-t px-4 py-2 text-xs text-ink-soft">
            <span className="max-sm:hidden">{t("keys")}. </span>
            {t(ofTeam ? "hintTeam" : "hint")}
          </p>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Whoever finds people of a broker and has no product, of which all else is. */
const isOfTeamAlone = (reach: readonly Reachable[]): boolean =>
  reach.every(({ products }) => products.length === 0) &&
  reach.some(({ permissions }) => permissions.includes("brokeruser.read"));

function useGroups(typed: string, found: ReturnType<typeof useSearch>["found"]): Group[] {
  const desk = useKeptPages();
  const screen = useTranslations("home.screens");
  const t = useTranslations("home.palette");
  const batch = useTranslations("batches");
  const order = useTranslations("orders.status");
  const card = useTranslations("cards.status");
  const reach = desk?.reach ?? [];
  const screens = screenEntries(reach, { screen });
  if (typed.trim() === "") {
    const kept = (pages: NonNullable<typeof desk>["pages"]) =>
      pages.map((page) => keptEntry(page, reach, { screen })).filter((entry) => entry !== null);
    const pages = desk?.pages ?? [];
    const groups: Group[] = [
      { name: "favourites", entries: kept(pages.filter((page) => page.starred)) },
      { name: "recent", entries: kept(pages.filter((page) => !page.starred && page.visitedAt).slice(0, recentShown)) },
      { name: "screens", entries: screens },
    ];
    return groups.filter((group) => group.entries.length > 0);
  }
  const matching: Group[] = [{ name: "screens", entries: matchingScreens(screens, typed).slice(0, recentShown) }];
  const words = {
    screen,
    batchType: (type: Parameters<typeof batch>[0]) => batch(`type.${type}` as "type.RECARGA"),
    batchStatus: (status: Parameters<typeof batch>[0]) => batch(`status.${status}` as "status.VALID"),
    orderStatus: order,
    cardStatus: card,
    cardNumber: (last4: string) => t("card", { last4 }),
    noHolder: t("noHolder"),
    allPeople: t("allPeople"),
    typed,
  };
  return [...foundGroups(found, words), ...matching.filter((group) => group.entries.length > 0)];
}

type ResultsProps = {
  id: string;
  groups: readonly Group[];
  chosen: number;
  onPoint: (index: number) => void;
  onChoose: (entry: Entry) => void;
};

function Results({ id, groups, chosen, onPoint, onChoose }: ResultsProps) {
  const t = useTranslations("home.palette");
  let index = -1;
  return (
    <div role="listbox" id={`${id}-list`} aria-label={t("results")}>
      {groups.map((group) => (
        <fieldset key={group.name} aria-labelledby={`${id}-${group.name}`} className="min-w-0 px-1.5 pb-1.5">
          <p
            id={`${id}-${group.name}`}
            role="presentation"
            className="px-2.5 pt-1.5 pb-1 text-xs font-medium text-ink-soft"
          >
            {t(group.name)}
          </p>
          {group.entries.map((entry) => {
            index += 1;
            const place = index;
            return (
              <Option
                key={entry.key}
                id={`${id}-${place}`}
                entry={entry}
                chosen={place === chosen}
                onPoint={() => onPoint(place)}
                onChoose={() => onChoose(entry)}
              />
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}

type OptionProps = { id: string; entry: Entry; chosen: boolean; onPoint: () => void; onChoose: () => void };

function Option({ id, entry, chosen, onPoint, onChoose }: OptionProps) {
  return (
    // The keyboard stays in the field above, which says by aria-activedescendant where it is.
    <div
      role="option"
      id={id}
      aria-selected={chosen}
      tabIndex={-1}
      onPointerMove={chosen ? undefined : onPoint}
      onClick={onChoose}
      onKeyDown={(event) => event.key === "Enter" && onChoose()}
      className={classNames(
        "flex min-h-11 cursor-pointer items-center gap-3 rounded-sm px-2.5 py-1.5 text-sm",
        chosen && "bg-primary-soft text-primary",
      )}
    >
      <Icon name={entry.icon} className="shrink-0 text-ink-soft" />
      <span className="min-w-0 flex-1 sm:flex sm:items-baseline sm:justify-between sm:gap-4">
        <span className="block truncate font-medium">{entry.label}</span>
        <span className="block truncate text-xs text-ink-soft">{entry.detail}</span>
      </span>
    </div>
  );
}

function Nothing({ typed, state }: { typed: string; state: ReturnType<typeof useSearch>["state"] }) {
  const t = useTranslations("home.palette");
  if (state === "searching")
    return <p className="animate-late px-4 py-10 text-center text-sm text-ink-soft">{t("searching")}</p>;
  if (holdsCardNumber(typed))
    return <p className="px-6 py-10 text-center text-sm text-pretty text-ink-soft">{t("number")}</p>;
  return (
    <div className="px-6 py-10 text-center">
      <p className="text-base font-medium">{state === "failed" ? t("failed") : t("none", { typed })}</p>
      {state !== "failed" && <p className="mt-1 text-sm text-pretty text-ink-soft">{t("noneText")}</p>}
    </div>
  );
}

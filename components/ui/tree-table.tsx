"use client";
import { useTranslations } from "next-intl";
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type TreePlace, treeMove } from "@/components/ui/tree-keys";
import { TreeLine } from "@/components/ui/tree-line";
import { isChanged, rowsOf, shownRows, type TreeColumn, type TreeNode } from "@/components/ui/tree-rows";
import { TreeTools } from "@/components/ui/tree-tools";

type Props = {
  /** Under this name each ticked box of a leaf is posted, with its flag's value. */
  name: string;
  label: string;
  /** Head of the first column: "Servicio". */
  head: string;
  columns: readonly TreeColumn[];
  nodes: readonly TreeNode[];
  /** Groups that begin open; the outermost where it is not said. */
  open?: readonly string[];
};

/**
 * Groups that fold and leaves with a box a column: what a person may do, service by service. A group's boxes are all, none or some of
 * what is below it. Cells that stand otherwise than they came are marked and counted. Arrow keys as in the ARIA treegrid pattern: up
 * and down the rows, right unfolds and enters a row's boxes, left goes back and folds; Space ticks. Posts plain form fields, and
 * stands unfolded where there is no script.
 */
export function TreeTable({ name, label, head, columns, nodes, open: first }: Props) {
  const t = useTranslations("controls.tree");
  const table = useRef<HTMLTableElement>(null);
  const rows = useMemo(() => rowsOf(nodes), [nodes]);
  const groups = useMemo(() => rows.filter((row) => row.node.children).map((row) => row.node.key), [rows]);
  const begun = useMemo(
    () => new Set(rows.flatMap((row) => row.flags.filter(({ flag }) => flag.on).map(({ flag }) => flag.value))),
    [rows],
  );
  const [on, setOn] = useState<ReadonlySet<string>>(begun);
  const [open, setOpen] = useState<ReadonlySet<string>>(() => new Set(first ?? nodes.map((node) => node.key)));
  const [query, setQuery] = useState("");
  const [onlyChanges, setOnlyChanges] = useState(false);
  const [place, setPlace] = useState<TreePlace>({ key: nodes[0]?.key ?? "", column: -1 });

  const cameAs = useRef(begun);
  // The boxes themselves hold what is on: a draft that is set back, or the browser going back, is followed as a press is.
  useEffect(() => {
    const element = table.current;
    if (!element) return;
    const read = () => setOn(new Set([...boxesOf(element, name)].filter((box) => box.checked).map((box) => box.value)));
    // What came anew from the server goes where nobody has ticked otherwise; what was ticked stays.
    for (const box of boxesOf(element, name))
      if (box.checked === cameAs.current.has(box.value)) box.checked = begun.has(box.value);
    cameAs.current = begun;
    read();
    element.addEventListener("change", read);
    return () => element.removeEventListener("change", read);
  }, [name, begun]);

  const changes = rows
    .flatMap((row) => (row.node.children ? [] : row.flags))
    .filter(({ flag }) => isChanged(flag, on)).length;
  const narrowed = query.trim() !== "" || onlyChanges;
  const shown = shownRows(rows, {
    open,
    query,
    matches: onlyChanges ? (row) => row.flags.some(({ flag }) => isChanged(flag, on)) : undefined,
  });
  const inSight = rows.filter((row) => shown.has(row.node.key));
  const isOpen = (key: string) => narrowed || open.has(key);
  const rest = shown.has(place.key) ? place : { key: inSight[0]?.node.key ?? "", column: -1 };

  // The same all along: rows of which nothing changes are not drawn anew.
  const fold = useCallback((key: string, unfold: boolean) => {
    setOpen((now) => new Set(unfold ? [...now, key] : [...now].filter((one) => one !== key)));
  }, []);
  const setAll = useCallback(
    (values: readonly string[], checked: boolean) => {
      const element = table.current;
      if (!element) return;
      const wanted = new Set(values);
      for (const box of boxesOf(element, name)) if (wanted.has(box.value) && !box.disabled) box.checked = checked;
      element.dispatchEvent(new Event("change", { bubbles: true }));
    },
    [name],
  );

  function press(event: KeyboardEvent<HTMLTableElement>) {
    if (event.key === " " && event.target instanceof HTMLTableRowElement) {
      event.preventDefault();
      event.target.querySelector<HTMLInputElement>("input:enabled")?.click();
      return;
    }
    const move = treeMove(event.key, event.ctrlKey, {
      now: rest,
      rows: inSight.map(({ node, above, flags }) => ({
        key: node.key,
        boxes: 1 + (node.children ? new Set(flags.map((one) => one.column)).size : flags.length),
        group: Boolean(node.children),
        open: isOpen(node.key),
        parent: above.at(-1),
      })),
    });
    if (!move) return;
    event.preventDefault();
    if ("fold" in move) return fold(move.fold, false);
    if ("unfold" in move) return fold(move.unfold, true);
    setPlace(move.to);
    focusOn(table.current, move.to);
  }

  /** A box's whole cell, and its name beside it, are the box's as far as a finger is concerned. */
  function point({ target }: MouseEvent<HTMLTableElement>) {
    if (!(target instanceof Element) || target instanceof HTMLInputElement) return;
    const [box, another] = target.closest("td, [data-named]")?.querySelectorAll("input") ?? [];
    if (box && !another) box.click();
  }

  return (
    <div>
      <TreeTools
        label={label}
        changes={changes}
        query={query}
        onQuery={setQuery}
        onlyChanges={onlyChanges}
        onOnlyChanges={setOnlyChanges}
        onFold={(all) => setOpen(new Set(all ? groups : []))}
      />
      <div className="max-h-[70dvh] overflow-auto rounded-md border bg-surface">
        <table ref={table} role="treegrid" aria-label={label} onKeyDown={press} onClick={point} className="tree-table">
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {columns.map((column) => (
                <th key={column.key} scope="col" data-wide={column.wide}>
                  {column.label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <TreeLine
                key={row.node.key}
                name={name}
                row={row}
                columns={columns}
                on={on}
                hidden={!shown.has(row.node.key)}
                open={isOpen(row.node.key)}
                rest={rest.key === row.node.key ? rest.column : null}
                onFold={fold}
                onAll={setAll}
                onRest={setPlace}
              />
            ))}
          </tbody>
        </table>
        {inSight.length === 0 && (
          <p className="px-4 py-6 text-center text-ink-soft">{t(onlyChanges ? "noChanges" : "none")}</p>
        )}
      </div>
    </div>
  );
}

function boxesOf(table: HTMLTableElement, name: string): HTMLInputElement[] {
  return [...table.querySelectorAll<HTMLInputElement>("tbody input[data-leaf]")].filter((box) => box.name === name);
}

function focusOn(table: HTMLTableElement | null, { key, column }: TreePlace) {
  const row = [...(table?.rows ?? [])].find((one) => one.dataset.key === key);
  (column < 0 ? row : row?.querySelectorAll<HTMLInputElement>("input")[column])?.focus();
}

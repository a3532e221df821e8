"use client";
import { useTranslations } from "next-intl";
import { memo } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import type { TreePlace } from "@/components/ui/tree-keys";
import { isChanged, mixOf, type TreeColumn, type TreeFlag, type TreeRow } from "@/components/ui/tree-rows";

type Props = {
  name: string;
  row: TreeRow;
  columns: readonly TreeColumn[];
  on: ReadonlySet<string>;
  hidden: boolean;
  open: boolean;
  /** Which of its boxes the keyboard rests on, -1 for the row itself; null when it rests elsewhere. */
  rest: number | null;
  onFold: (key: string, unfold: boolean) => void;
  onAll: (values: readonly string[], checked: boolean) => void;
  onRest: (place: TreePlace) => void;
};

const boxClasses = "block size-4 shrink-0 rounded-sm touch:size-5 disabled:opacity-60";

/** One row of a TreeTable: its name with a box for all of it, then a box a column. Drawn anew only when something of it changes. */
export const TreeLine = memo(Line, sameLine);

function sameLine(before: Props, now: Props): boolean {
  const { on: _before, ...others } = before;
  const same = (Object.keys(others) as (keyof typeof others)[]).every((key) => before[key] === now[key]);
  return same && now.row.flags.every(({ flag }) => before.on.has(flag.value) === now.on.has(flag.value));
}

function Line({ name, row, columns, on, hidden, open, rest, onFold, onAll, onRest }: Props) {
  const t = useTranslations("controls.tree");
  const { node, level, position, siblings, flags } = row;
  const group = node.children !== undefined;
  const ofColumn = (column: TreeColumn) => flags.filter((one) => one.column === column.key).map((one) => one.flag);
  let boxes = 0; // as the keyboard counts them, from the left
  const place = (column: number) => ({
    tabIndex: rest === column ? 0 : -1,
    onFocus: () => onRest({ key: node.key, column }),
  });
  return (
    <tr
      data-key={node.key}
      data-group={group || undefined}
      data-folded={hidden || undefined}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-expanded={group ? open : undefined}
      tabIndex={rest === -1 ? 0 : -1}
      onFocus={(event) => event.target === event.currentTarget && onRest({ key: node.key, column: -1 })}
    >
      <th scope="row">
        <span className="flex items-center gap-2" style={{ paddingInlineStart: `${(level - 1) * 1.25}rem` }}>
          {/* The row itself is what the keyboard folds. */}
          <span
            aria-hidden="true"
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => group && onFold(node.key, !open)}
            className={classNames(
              "grid size-6 shrink-0 place-items-center rounded-sm",
              group && "cursor-pointer hover:bg-sunken",
            )}
          >
            {group && <Icon name={open ? "down" : "right"} size={14} className="text-ink-soft" />}
          </span>
          <Mixed
            label={t("all", { label: node.label })}
            flags={flags.map((one) => one.flag)}
            on={on}
            onAll={onAll}
            {...place(0)}
          />
          <span className={classNames("min-w-0", group ? "font-semibold" : "font-normal")}>
            {node.label}
            {node.detail && <span className="block text-xs font-normal text-ink-soft">{node.detail}</span>}
          </span>
        </span>
      </th>
      {columns.map((column) => {
        const here = ofColumn(column);
        if (here.length === 0) return <td key={column.key} data-blank="" className="sm:w-20" />;
        if (group || !column.wide) boxes += 1;
        const spoken = `${node.label}: ${column.label}`;
        const changed = !group && !column.wide && here.some((one) => isChanged(one, on));
        return (
          <td
            key={column.key}
            data-label={column.label}
            data-wide={column.wide}
            data-changed={changed || undefined}
            className={column.wide ? undefined : "sm:w-20"}
          >
            {group ? (
              <Mixed label={spoken} flags={here} on={on} onAll={onAll} {...place(boxes)} />
            ) : column.wide ? (
              <span className="flex flex-wrap gap-x-3.5 gap-y-0.5">
                {here.map((flag) => {
                  boxes += 1;
                  const leaf = { name, flag, on, spoken: `${node.label}: ${flag.label}`, ...place(boxes) };
                  return <Leaf key={flag.value} {...leaf} />;
                })}
              </span>
            ) : (
              here.map((flag) => (
                <Leaf key={flag.value} name={name} flag={flag} on={on} spoken={spoken} {...place(boxes)} />
              ))
            )}
          </td>
        );
      })}
    </tr>
  );
}

type LeafProps = {
  name: string;
  flag: TreeFlag;
  on: ReadonlySet<string>;
  spoken: string;
  tabIndex: number;
  onFocus: () => void;
};

/** The box of one flag: what the form posts. Its name stands beside it where its column does not say it. */
function Leaf({ name, flag, on, spoken, ...place }: LeafProps) {
  const t = useTranslations("controls.tree");
  const changed = isChanged(flag, on);
  const box = (
    <input
      {...place}
      type="checkbox"
      data-leaf=""
      name={name}
      value={flag.value}
      defaultChecked={flag.on}
      disabled={flag.locked !== undefined}
      title={flag.locked}
      aria-label={[spoken, changed && t("changed"), flag.locked].filter(Boolean).join(", ")}
      className={boxClasses}
    />
  );
  if (!flag.label) return box;
  return (
    <span data-named="" data-changed={changed || undefined}>
      {box}
      <span aria-hidden="true">{flag.label}</span>
    </span>
  );
}

type MixedProps = {
  label: string;
  flags: readonly TreeFlag[];
  on: ReadonlySet<string>;
  onAll: Props["onAll"];
  tabIndex: number;
  onFocus: () => void;
};

/** The box of many: ticked when all are on, mixed when some are; a press sets all that may be set. */
function Mixed({ label, flags, on, onAll, ...place }: MixedProps) {
  const mix = mixOf(flags, on);
  const free = flags.filter((flag) => flag.locked === undefined);
  return (
    <input
      {...place}
      type="checkbox"
      ref={(box) => {
        if (box) box.indeterminate = mix === "some";
      }}
      checked={mix === "all"}
      disabled={free.length === 0}
      aria-label={label}
      onChange={() =>
        onAll(
          free.map((flag) => flag.value),
          mixOf(free, on) !== "all",
        )
      }
      className={boxClasses}
    />
  );
}

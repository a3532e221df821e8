"use client";
import { useTranslations } from "next-intl";
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

/** One row of a TreeTable: its name with a box for all of it, then a box a column. */
export function TreeLine({ name, row, columns, on, hidden, open, rest, onFold, onAll, onRest }: Props) {
  const t = useTranslations("ui.tree");
  const { node, level, position, siblings, flags } = row;
  const group = node.children !== undefined;
  const columnsHere = columns.filter((column) => flags.some((one) => one.column === column.key));
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
        const here = flags.filter((one) => one.column === column.key).map((one) => one.flag);
        const [flag] = here;
        const index = columnsHere.indexOf(column) + 1;
        const changed = here.filter((one) => isChanged(one, on)).length;
        const spoken = `${node.label}: ${column.label}`;
        if (!flag) return <td key={column.key} data-blank="" className="sm:w-22" />;
        return (
          <td
            key={column.key}
            data-label={column.label}
            data-changed={(!group && changed > 0) || undefined}
            className="sm:w-22"
          >
            {group ? (
              <Mixed label={spoken} flags={here} on={on} onAll={onAll} {...place(index)} />
            ) : (
              <input
                type="checkbox"
                data-leaf=""
                name={name}
                value={flag.value}
                defaultChecked={flag.on}
                disabled={flag.locked !== undefined}
                title={flag.locked}
                aria-label={[spoken, changed > 0 && t("changed"), flag.locked].filter(Boolean).join(", ")}
                className={boxClasses}
                {...place(index)}
              />
            )}
          </td>
        );
      })}
    </tr>
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

"use client";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { useFormField } from "@/components/ui/form";
import { IconButton } from "@/components/ui/icon-button";
import { TextField } from "@/components/ui/text-field";

export type SlotField = {
  name: string;
  label: string;
  description?: string;
  value: string;
  maxLength: number;
  type?: "email" | "tel";
  required?: boolean;
};
/** A place for one thing: its fields, the first of which it cannot be without. */
export type Slot = { fields: readonly SlotField[]; remove: string };

type Props = { slots: readonly Slot[]; add: string; wide?: boolean };

/** Several things of one kind in a form: those there are, a press for one more, and each can be taken away. */
export function SlotRows({ slots, add, wide }: Props) {
  // Until its person says otherwise, a place stands there when something is in it.
  const [said, setSaid] = useState<Readonly<Record<number, boolean>>>({});
  const more = useRef<HTMLDivElement>(null);
  const filled = (slot: Slot) => slot.fields.some(({ value }) => value !== "");
  const open = slots.map((slot, index) => said[index] ?? (filled(slot) || index === 0));
  const free = open.indexOf(false);
  return (
    <div className="grid gap-4">
      {slots.map((slot, index) => (
        <SlotRow
          key={slot.remove}
          slot={slot}
          open={open[index] === true}
          added={said[index] === true}
          dropped={said[index] === false}
          wide={wide}
          onRemove={() => {
            setSaid({ ...said, [index]: false });
            more.current?.querySelector("button")?.focus();
          }}
        />
      ))}
      <div ref={more}>
        <Button icon="plus" disabled={free === -1} onClick={() => setSaid({ ...said, [free]: true })}>
          {add}
        </Button>
      </div>
    </div>
  );
}

type RowProps = { slot: Slot; open: boolean; added: boolean; dropped: boolean; wide?: boolean; onRemove: () => void };

function SlotRow({ slot, open, added, dropped, wide, onRemove }: RowProps) {
  const [first] = slot.fields;
  const { typed } = useFormField(first?.name);
  // What was typed before the page was loaded anew is there again.
  if (!open && (dropped || !typed)) return null;
  return (
    <div className="flex items-start gap-2">
      <div className={classNames("grid min-w-0 grow items-start gap-4 sm:grid-cols-2", wide && "xl:grid-cols-4")}>
        {slot.fields.map(({ value, ...field }, index) => (
          <TextField
            key={field.name}
            {...field}
            defaultValue={added ? "" : value}
            autoFocus={added && index === 0}
            autoComplete="off"
          />
        ))}
      </div>
      <div className="pt-6">
        <IconButton icon="delete" name={slot.remove} onClick={onRemove} />
      </div>
    </div>
  );
}

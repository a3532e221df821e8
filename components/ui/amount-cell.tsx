"use client";
import { type ComponentProps, useId, useState } from "react";
import { AmountBox } from "@/components/ui/amount-box";
import { classNames } from "@/components/ui/class-names";

type Props = Omit<ComponentProps<typeof AmountBox>, "onHint"> & {
  /** That it has to be mended is said elsewhere. */
  wrong?: boolean;
};

/** An amount in a row, with the sentence about what was typed there and not taken. */
export function AmountCell({ wrong, ...input }: Props) {
  const hintId = useId();
  const [hint, setHint] = useState<string | null>(null);
  return (
    <>
      <AmountBox
        {...input}
        onHint={setHint}
        aria-invalid={wrong ? true : undefined}
        aria-describedby={hint === null ? undefined : hintId}
      />
      <p
        id={hintId}
        aria-live="polite"
        className={classNames("text-start text-xs text-pretty text-ink-soft", hint && "mt-1.5")}
      >
        {hint}
      </p>
    </>
  );
}

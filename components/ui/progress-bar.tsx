import { useId } from "react";

type Props = {
  label: string;
  /** How much is done; without it nobody knows how much there is, and the bar only moves. */
  value?: number;
  max?: number;
  text: string;
};

/** How far a thing is, as a bar and in words ("84.200 de 200.000 líneas"). */
export function ProgressBar({ label, value, max = 100, text }: Props) {
  const id = useId();
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-4 text-xs">
        <span id={id} className="font-medium text-ink">
          {label}
        </span>
        <span className="tabular-nums text-ink-soft">{text}</span>
      </div>
      <progress aria-labelledby={id} aria-valuetext={text} value={value} max={max} className="bar" />
    </div>
  );
}

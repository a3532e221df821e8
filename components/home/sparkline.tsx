import { classNames } from "@/components/ui/class-names";
import { type Tone, toneText } from "@/components/ui/tone";

type Props = {
  /** Whole cents, evenly spaced in time, the oldest first. */
  cents: readonly bigint[];
  /** What the line shows, in a sentence: nobody who hears the page sees it. */
  label: string;
  tone?: Tone;
  className?: string;
};

const width = 240;
const height = 48;
const edge = 3;

/** A line over time, drawn on the server: steps, since a balance stands still between two movements. */
export function Sparkline({ cents, label, tone = "primary", className }: Props) {
  const points = placed(cents);
  const line = points.map(([x, y], index) => (index === 0 ? `M${x} ${y}` : `H${x}V${y}`)).join("");
  const last = points.at(-1) ?? [0, height];
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className={classNames("block h-12 w-full", toneText[tone], className)}
    >
      <path d={`${line}V${height}H0Z`} fill="currentColor" opacity="0.08" />
      <path d={line} fill="none" stroke="currentColor" strokeWidth="1.5" vectorEffect="non-scaling-stroke" />
      <path
        d={`M${last[0]} ${last[1]}h0`}
        stroke="currentColor"
        strokeWidth="5"
        strokeLinecap="round"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}

/** Places of the values in the drawing, the highest at the top; a line without change stands in the middle. */
function placed(cents: readonly bigint[]): [number, number][] {
  const numbers = cents.map(Number);
  const low = Math.min(...numbers);
  const span = Math.max(...numbers) - low;
  const step = (width - edge) / Math.max(1, numbers.length - 1);
  return numbers.map((value, index) => {
    const share = span === 0 ? 0.5 : (value - low) / span;
    return [Math.round(index * step * 10) / 10, Math.round((height - edge - share * (height - 2 * edge)) * 10) / 10];
  });
}

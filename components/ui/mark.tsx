import { classNames } from "@/components/ui/class-names";

/** Two strokes that cross, as two signatures. Drawn in the colours of ink and of consent. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      aria-hidden="true"
      fill="none"
      strokeWidth="3.25"
      strokeLinecap="round"
      className={classNames("shrink-0", className)}
    >
      <path d="M4.5 24.5C10 25.5 12.5 20 16 16s6-8.5 11.5-8.5" className="stroke-primary" />
      <path d="M4.5 8.5C9.5 6 12 11.5 16 16s7 9.5 11.5 7.5" className="stroke-in" />
    </svg>
  );
}

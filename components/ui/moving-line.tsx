import { classNames } from "@/components/ui/class-names";

/** A thin line that moves while something is on its way; it comes after 300 ms, so that a quick answer shows none. */
export function MovingLine({ className }: { className?: string }) {
  return (
    <span aria-hidden="true" className={classNames("block h-0.5 animate-late overflow-hidden rounded-full", className)}>
      <span className="block h-full w-1/4 animate-pass rounded-full bg-primary" />
    </span>
  );
}

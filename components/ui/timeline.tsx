import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { type Tone, toneText } from "@/components/ui/tone";

export type TimelineEvent = { key: string; at: ReactNode; who?: string; what: string; note?: string; tone?: Tone };

/** What happened, in order, with who did it and when. */
export function Timeline({ label, events }: { label: string; events: readonly TimelineEvent[] }) {
  return (
    <ol aria-label={label} className="relative ms-1.5 border-s ps-5">
      {events.map((event) => (
        <li key={event.key} className="relative pb-4 last:pb-0">
          <span
            aria-hidden="true"
            className={classNames(
              "absolute -start-[1.625rem] top-1.5 size-2.5 rounded-full border-2 border-current bg-surface",
              event.tone ? toneText[event.tone] : "text-ink-faint",
            )}
          />
          <p className="font-medium">{event.what}</p>
          <p className="text-xs text-ink-soft">
            {event.who && `${event.who} · `}
            {event.at}
          </p>
          {event.note && <p className="mt-1 text-sm text-ink-soft">{event.note}</p>}
        </li>
      ))}
    </ol>
  );
}

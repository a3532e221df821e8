"use client";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";

const everyMs = 1_000;
const asksPerReading = 4;

/** How a lot, an order or a code's mail that changes by itself stands now. */
export type Moving = { number: string; status: string; linesRead?: number; faultCount?: number };

const Now = createContext<ReadonlyMap<string, Moving>>(new Map());

type Props = {
  /** Where to ask how things stand (`paths.progress`). */
  href: string;
  /** What moved when the page was made; when nothing did, nothing is asked. */
  moving: readonly Moving[];
  children: ReactNode;
};

/**
 * Asks once a second how moving lots and orders stand, while any moves and the page is in view: what is inside shows the
 * latest figures (`useMoving`), and the page is read again when one of them changed its state. Does not keep a session alive.
 */
export function Watch({ href, moving, children }: Props) {
  const router = useRouter();
  const [now, setNow] = useState<ReadonlyMap<string, Moving>>(new Map());
  const known = moving.map(({ number, status }) => `${number} ${status}`).join("|");

  useEffect(() => {
    if (known === "") return;
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    let waits = 0;
    const ask = async () => {
      const latest = document.hidden ? "later" : await fetchMoving(href, left.signal);
      if (left.signal.aborted || latest === "ended") return;
      if (latest !== "later") {
        // What no longer moves keeps its last figures until the page is read again.
        setNow((before) => new Map([...before, ...latest]));
        // A reading under way is given some seconds before the next: this effect begins anew once it arrives.
        if (hasChanged(known, latest) && waits === 0) router.refresh();
        waits = hasChanged(known, latest) ? (waits + 1) % asksPerReading : 0;
      }
      timer = setTimeout(ask, everyMs);
    };
    timer = setTimeout(ask, everyMs);
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [href, known, router]);

  return <Now value={now}>{children}</Now>;
}

/** The latest figures of a moving lot or order; undefined before the first answer and when it does not move. */
export function useMoving(number: string): Moving | undefined {
  return useContext(Now).get(number);
}

function hasChanged(known: string, latest: ReadonlyMap<string, Moving>): boolean {
  const before = known.split("|").map((each) => each.split(" "));
  return before.some(([number = "", status]) => latest.get(number)?.status !== status);
}

async function fetchMoving(
  href: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Moving> | "later" | "ended"> {
  try {
    const answer = await fetch(href, { cache: "no-store", signal });
    if (answer.status === 401 || answer.status === 404) return "ended";
    if (!answer.ok) return "later";
    const { batches, orders, codes }: Record<"batches" | "orders" | "codes", Moving[]> = await answer.json();
    return new Map([...batches, ...orders, ...codes].map((each) => [each.number, each]));
  } catch {
    return "later";
  }
}

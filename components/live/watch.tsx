"use client";
import { useRouter } from "next/navigation";
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from "react";
import { follow, type Moving } from "@/components/live/follow";
import { useAnswers } from "@/components/ui/answers";

const readAgainMs = 4_000;

const Now = createContext<ReadonlyMap<string, Moving>>(new Map());

type Props = {
  /** Where it is told how things stand (`paths.progress`). */
  href: string;
  /** What moved when the page was made; when nothing did, nothing is asked. */
  moving: readonly Moving[];
  children: ReactNode;
};

/**
 * Follows moving lots and orders while any moves and the page is in view: what is inside shows the latest figures (`useMoving`),
 * and the page is read again when one of them changed its state. Does not keep a session alive; says so when it ended.
 */
export function Watch({ href, moving, children }: Props) {
  const router = useRouter();
  const { heard } = useAnswers();
  const ended = useRef(heard);
  ended.current = heard;
  const [now, setNow] = useState<ReadonlyMap<string, Moving>>(new Map());
  const known = moving.map(({ number, status }) => `${number} ${status}`).join("|");

  useEffect(() => {
    if (known === "") return;
    let timer: ReturnType<typeof setTimeout> | null = null;
    // A reading that does not arrive is asked for again; when it does, this effect begins anew.
    const readAgain = () => {
      router.refresh();
      timer = setTimeout(readAgain, readAgainMs);
    };
    const stop = follow(href, {
      onNews: (latest) => {
        // What no longer moves keeps its last figures until the page is read again.
        setNow((before) => new Map([...before, ...latest]));
        if (hasChanged(known, latest) && !timer) readAgain();
      },
      onEnd: (why) => {
        if (timer) clearTimeout(timer);
        if (why === "session") ended.current({ ok: false, sessionEnded: true });
      },
    });
    return () => {
      if (timer) clearTimeout(timer);
      stop();
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

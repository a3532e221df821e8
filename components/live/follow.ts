"use client";

/** How a lot, an order, a code's mail or an account at the bank that changes by itself stands now. */
export type Moving = { number: string; status: string; linesRead?: number; faultCount?: number };

type Heard = {
  onNews: (latest: ReadonlyMap<string, Moving>) => void;
  /** The session ended, or the page is no longer this person's: nothing more will be told. */
  onEnd: (why: "session" | "gone") => void;
};

const everyMs = 1_000;
const streamAgainMs = 60_000;
const streamFailuresMax = 2;
/** A stream says how things stand as soon as it is open: one that says nothing is held back on its way. */
const silentMaxMs = 5_000;

// Where streams do not come through, no page of this document tries one again for a while.
let noStreamBefore = 0;
let failures = 0;

/**
 * Tells how moving lots and orders stand whenever that changes: by a stream of the server's, or, where that fails twice in a row, by
 * asking once a second. Nothing is open or asked while the page is hidden. Returns what ends it.
 */
export function follow(href: string, { onNews, onEnd }: Heard): () => void {
  let stop: (() => void) | null = null;
  let over = false;

  const news = (text: string) => {
    failures = 0;
    onNews(movingOf(text));
  };
  const end = (why: "session" | "gone") => {
    finish();
    onEnd(why);
  };
  const begin = () => {
    stop?.();
    stop = null;
    if (over || document.hidden) return;
    const streams = "EventSource" in window && Date.now() >= noStreamBefore;
    stop = streams ? listen() : ask();
  };

  /** One stream, until it breaks: then how things stand is asked once, which also tells why. */
  const listen = () => {
    const source = new EventSource(href);
    const silent = setTimeout(broken, silentMaxMs);
    let again: ReturnType<typeof setTimeout>;
    const left = new AbortController();
    function close() {
      clearTimeout(silent);
      source.close();
    }
    async function broken() {
      close();
      failures += 1;
      if (failures >= streamFailuresMax) {
        failures = 0;
        noStreamBefore = Date.now() + streamAgainMs;
      }
      const latest = await fetchNews(href, left.signal);
      if (left.signal.aborted) return;
      if (latest.kind === "ended") return end(latest.why);
      if (latest.kind === "news") onNews(latest.moving);
      again = setTimeout(begin, everyMs);
    }
    source.onmessage = ({ data }) => {
      clearTimeout(silent);
      news(String(data));
    };
    source.addEventListener("end", ({ data }) => end(data === "session" ? "session" : "gone"));
    source.onerror = () => void broken();
    return () => {
      left.abort();
      clearTimeout(again);
      close();
    };
  };

  const ask = () => {
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const once = async () => {
      const latest = await fetchNews(href, left.signal);
      if (left.signal.aborted) return;
      if (latest.kind === "ended") return end(latest.why);
      if (latest.kind === "news") onNews(latest.moving);
      timer = setTimeout("EventSource" in window && Date.now() >= noStreamBefore ? begin : once, everyMs);
    };
    timer = setTimeout(once, everyMs);
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  };

  const finish = () => {
    over = true;
    stop?.();
    document.removeEventListener("visibilitychange", begin);
  };
  document.addEventListener("visibilitychange", begin);
  begin();
  return finish;
}

function movingOf(text: string): ReadonlyMap<string, Moving> {
  const told: Record<string, Moving[]> = JSON.parse(text);
  return new Map(
    Object.values(told)
      .flat()
      .map((each) => [each.number, each]),
  );
}

type News =
  | { kind: "news"; moving: ReadonlyMap<string, Moving> }
  | { kind: "later" }
  | { kind: "ended"; why: "session" | "gone" };

async function fetchNews(href: string, signal: AbortSignal): Promise<News> {
  try {
    const answer = await fetch(href, { cache: "no-store", signal });
    if (answer.status === 401) return { kind: "ended", why: "session" };
    if (answer.status === 404) return { kind: "ended", why: "gone" };
    return answer.ok ? { kind: "news", moving: movingOf(await answer.text()) } : { kind: "later" };
  } catch {
    return { kind: "later" };
  }
}

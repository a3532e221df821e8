"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { leftMs, noteAlive, noteUse } from "@/components/session/last-use";
import { askStanding } from "@/components/session/standing";
import { idleWarningSeconds, lifeWarningSeconds, type SessionEnd } from "@/lib/auth/rules";
import { paths } from "@/lib/web/paths";

const idleWarnMs = idleWarningSeconds * 1_000;
const lifeWarnMs = lifeWarningSeconds * 1_000;
const askAgainSeconds = 120;

export type SessionLife = {
  /** The session is over and nobody has signed in again; `why` where the server told. */
  ended: { why: SessionEnd | null } | null;
  /** Seconds until it ends for want of use, once that is near. */
  idleSeconds: number | null;
  /** Whether its hours are almost over, however much it is used. */
  lifeEnds: boolean;
  /** An answer of the server's said that it is over. */
  end: () => void;
  /** Keeps it from ending for want of use. */
  stay: () => Promise<void>;
  /** The same person signed in again: how long the new one lives is asked. */
  begin: () => void;
};

/** Watches the session behind a page by the browser's clock, and asks the server before it believes that clock. */
export function useSessionLife(username: string, endsInSeconds: number, address: string): SessionLife {
  const [ended, setEnded] = useState<SessionLife["ended"]>(null);
  const [idleSeconds, setIdleSeconds] = useState<number | null>(null);
  const [lifeEnds, setLifeEnds] = useState(false);
  const endsAt = useRef(0);
  endsAt.current ||= Date.now() + endsInSeconds * 1_000;

  // A page that was read is a use of the session.
  useEffect(() => {
    if (address) noteUse();
  }, [address]);

  const endBecause = useCallback((why: SessionEnd | null) => {
    setIdleSeconds(null);
    setLifeEnds(false);
    setEnded({ why });
  }, []);

  const ask = useCallback(async () => {
    const standing = await askStanding();
    if (!standing) return;
    if ("over" in standing) return endBecause(standing.why);
    // Somebody else signed in in another tab: this page is not theirs.
    if (standing.username !== username) return window.location.assign(paths.home);
    endsAt.current = Date.now() + standing.secondsLeft * 1_000;
    if (leftMs() <= 0) noteAlive(askAgainSeconds);
    setEnded(null);
  }, [endBecause, username]);

  // Over here, they may sign in again in another tab.
  useEffect(() => {
    if (!ended) return;
    const seen = () => {
      if (!document.hidden) void ask();
    };
    window.addEventListener("storage", seen);
    document.addEventListener("visibilitychange", seen);
    return () => {
      window.removeEventListener("storage", seen);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [ended, ask]);

  useEffect(() => {
    if (ended) return;
    let timer: ReturnType<typeof setTimeout>;
    let gone = false;
    let warned = false;
    const lifeMs = () => endsAt.current - Date.now();
    const look = async () => {
      clearTimeout(timer);
      const near = lifeMs() <= lifeWarnMs && !warned;
      if (leftMs() <= 0 || lifeMs() <= 0 || near) await ask();
      if (gone) return;
      const idle = leftMs();
      const life = lifeMs();
      warned = life <= lifeWarnMs;
      setLifeEnds(warned);
      setIdleSeconds(idle > 0 && idle <= idleWarnMs ? Math.ceil(idle / 1_000) : null);
      const next = Math.min(idle - idleWarnMs, warned ? life : life - lifeWarnMs, 30_000);
      timer = setTimeout(look, idle <= idleWarnMs ? 1_000 : Math.max(next, 1_000));
    };
    const seen = () => {
      if (!document.hidden) void ask().then(look);
    };
    void look();
    window.addEventListener("storage", look);
    document.addEventListener("visibilitychange", seen);
    return () => {
      gone = true;
      clearTimeout(timer);
      window.removeEventListener("storage", look);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [ended, ask]);

  const end = useCallback(() => {
    endBecause(null);
    void ask();
  }, [endBecause, ask]);

  const stay = useCallback(async () => {
    const done = await fetch(paths.session, { method: "POST", body: "{}" }).catch(() => null);
    if (done?.status === 401) return end();
    if (!done?.ok) return;
    noteUse();
    setIdleSeconds(null);
  }, [end]);

  const begin = useCallback(() => {
    noteUse();
    setEnded(null);
    setLifeEnds(false);
    void ask();
  }, [ask]);

  return { ended, idleSeconds, lifeEnds, end, stay, begin };
}

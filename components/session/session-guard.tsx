"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { IdleWarning } from "@/components/session/idle-warning";
import { leftMs, noteAlive, noteUse } from "@/components/session/last-use";
import { SignInAgain } from "@/components/session/sign-in-again";
import { AnswersHeard } from "@/components/ui/answers";
import type { FormAction } from "@/components/ui/form";
import { idleWarningSeconds } from "@/lib/auth/rules";
import type { Outcome } from "@/lib/web/outcome";
import { paths } from "@/lib/web/paths";

type Props = {
  /** Whose page this is. */
  username: string;
  signIn: FormAction;
  children: ReactNode;
};

const warnMs = idleWarningSeconds * 1_000;
const askAgainSeconds = 120;

/**
 * Around the pages behind the session: says when it is about to end for want of use and lets one stay, and, once it has ended, lets the
 * same person sign in again in place, with all that was typed still there.
 */
export function SessionGuard({ username, signIn, children }: Props) {
  const address = `${usePathname()}?${useSearchParams()}`;
  const [ended, setEnded] = useState(false);
  const [asking, setAsking] = useState(false);
  const [secondsLeft, setSecondsLeft] = useState<number | null>(null);

  // A page that was read is a use of the session.
  useEffect(() => {
    if (address) noteUse();
  }, [address]);

  const end = useCallback(() => {
    setSecondsLeft(null);
    setEnded(true);
    setAsking(true);
  }, []);

  const heard = useCallback(
    (outcome: Outcome) => {
      if (outcome && !outcome.ok && outcome.sessionEnded) end();
      else if (!outcome || outcome.ok || !outcome.fields) noteUse();
    },
    [end],
  );

  const isAlive = useCallback(async () => {
    const whose = await whoseSession();
    if (whose === null) end();
    // Somebody else signed in in another tab: this page is not theirs.
    else if (whose !== undefined && whose !== username) window.location.assign(paths.home);
    else if (leftMs() <= 0) noteAlive(askAgainSeconds);
  }, [end, username]);

  useEffect(() => {
    if (ended) return;
    let timer: ReturnType<typeof setTimeout>;
    const look = async () => {
      clearTimeout(timer);
      if (leftMs() <= 0) await isAlive();
      const left = leftMs();
      setSecondsLeft(left > 0 && left <= warnMs ? Math.ceil(left / 1_000) : null);
      timer = setTimeout(look, left <= warnMs ? 1_000 : Math.min(left - warnMs, 30_000));
    };
    const seen = () => {
      if (!document.hidden) void isAlive().then(look);
    };
    void look();
    window.addEventListener("storage", look);
    document.addEventListener("visibilitychange", seen);
    return () => {
      clearTimeout(timer);
      window.removeEventListener("storage", look);
      document.removeEventListener("visibilitychange", seen);
    };
  }, [ended, isAlive]);

  async function stay() {
    const done = await fetch(paths.session, { method: "POST", body: "{}" }).catch(() => null);
    if (done?.status === 401) return end();
    if (!done?.ok) return;
    noteUse();
    setSecondsLeft(null);
  }

  function back(notice: string | undefined) {
    if (!notice) return window.location.assign(paths.home);
    noteUse();
    setEnded(false);
    setAsking(false);
  }

  const answers = useMemo(() => ({ heard, sessionEnded: ended }), [heard, ended]);
  return (
    <>
      <AnswersHeard value={answers}>{children}</AnswersHeard>
      {secondsLeft !== null && <IdleWarning seconds={secondsLeft} logout={paths.logout} onStay={stay} />}
      <SignInAgain
        open={ended && asking}
        username={username}
        action={signIn}
        onBack={back}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

/** The usuario of the session that the browser carries; null for none, undefined where nobody answered. */
async function whoseSession(): Promise<string | null | undefined> {
  try {
    const answer = await fetch(paths.session, { cache: "no-store" });
    if (answer.status === 401) return null;
    if (!answer.ok) return undefined;
    const { usuario }: { usuario: string } = await answer.json();
    return usuario;
  } catch {
    return undefined;
  }
}

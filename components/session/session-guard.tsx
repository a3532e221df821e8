"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useMemo, useState } from "react";
import { IdleWarning } from "@/components/session/idle-warning";
import { noteUse } from "@/components/session/last-use";
import { LifeWarning } from "@/components/session/life-warning";
import { SignInAgain } from "@/components/session/sign-in-again";
import { useSessionLife } from "@/components/session/use-session-life";
import { AnswersHeard } from "@/components/ui/answers";
import type { FormAction } from "@/components/ui/form";
import type { Outcome } from "@/lib/web/outcome";
import { paths } from "@/lib/web/paths";

type Props = {
  /** Whose page this is. */
  username: string;
  /** How long the session lives at most, as the page was made. */
  endsInSeconds: number;
  signIn: FormAction;
  children: ReactNode;
};

/**
 * Around the pages behind the session: says when it is about to end for want of use and lets one stay, says when its hours are almost
 * over, and, once it has ended, lets the same person sign in again in place, with all that was typed still there.
 */
export function SessionGuard({ username, endsInSeconds, signIn, children }: Props) {
  const address = `${usePathname()}?${useSearchParams()}`;
  const { ended, idleSeconds, lifeEnds, end, stay, begin } = useSessionLife(username, endsInSeconds, address);
  const [later, setLater] = useState(false);
  const [asking, setAsking] = useState(false);
  const isOver = ended !== null;
  useEffect(() => setAsking(isOver), [isOver]);

  const heard = useCallback(
    (outcome: Outcome) => {
      if (outcome && !outcome.ok && outcome.sessionEnded) end();
      else if (!outcome || outcome.ok || !outcome.fields) noteUse();
    },
    [end],
  );

  function back(notice: string | undefined) {
    if (!notice) return window.location.assign(paths.home);
    setAsking(false);
    setLater(false);
    begin();
  }

  const answers = useMemo(() => ({ heard, sessionEnded: isOver }), [heard, isOver]);
  return (
    <>
      <AnswersHeard value={answers}>{children}</AnswersHeard>
      {idleSeconds !== null && <IdleWarning seconds={idleSeconds} logout={paths.logout} onStay={stay} />}
      <LifeWarning
        open={lifeEnds && !later && !asking && idleSeconds === null}
        onLater={() => setLater(true)}
        onSignIn={() => setAsking(true)}
      />
      <SignInAgain
        open={asking}
        over={ended}
        username={username}
        action={signIn}
        onBack={back}
        onClose={() => setAsking(false)}
      />
    </>
  );
}

"use client";

import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { HealthTables } from "@/components/operator/health-tables";
import { VerdictBadge } from "@/components/operator/verdict-badge";
import { useAnswers } from "@/components/ui/answers";
import { Notice } from "@/components/ui/notice";
import {
  gravest,
  type Health,
  outsideNames,
  outsideVerdict,
  queueVerdict,
  trailVerdict,
  type Verdict,
  verifyVerdict,
  workersVerdict,
} from "@/lib/health/rules";
import { dateFormat } from "@/lib/messages/date-format";
import { dateLocales, languageOf } from "@/lib/messages/language";

const everyMs = 10_000;

/**
 * How the installation stands, as it was when the page was made and from then on as it is told every ten seconds while the page is in
 * view. Keeps no session alive; says so when it ended.
 */
export function HealthBoard({ first, href, timeZone }: { first: Health; href: string; timeZone: string }) {
  const locale = dateLocales[languageOf(useLocale())];
  const t = useTranslations("health");
  const { health, silent } = useRenewed(first, href);
  const failed = health.queues.reduce((sum, queue) => sum + queue.failed, 0);
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3 text-xs text-ink-soft">
        <p>{t("renews")}</p>
        <p className="tabular-nums">{t("at", { time: timeIn(timeZone, locale).format(new Date(health.now)) })}</p>
      </div>
      {silent && <Notice tone="amber">{t("silent")}</Notice>}
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-5" aria-label={t("summary")}>
        <Part name={t("workers")} verdict={workersVerdict(health)}>
          {t("workersCount", { count: health.workers.length })}
        </Part>
        <Part name={t("queues")} verdict={gravest(health.queues.map((queue) => queueVerdict(queue, health.now)))}>
          {failed > 0
            ? t("failedJobs", { count: failed })
            : t("jobs", { count: health.queues.reduce((sum, { running, due }) => sum + running + due, 0) })}
        </Part>
        <Part name={t("trail")} verdict={trailVerdict(health)}>
          {t("unsealed", { count: health.trail.unsealed })}
        </Part>
        <Part name={t("outside")} verdict={gravest(outsideNames.map((name) => outsideVerdict(health.outside[name])))}>
          {t("outsideNames")}
        </Part>
        <Part name={t("verify")} verdict={verifyVerdict(health)}>
          {health.verify ? t("found", { checks: health.verify.checks, wrong: health.verify.wrong.length }) : t("never")}
        </Part>
      </ul>
      <HealthTables health={health} />
    </div>
  );
}

const timeIn = (timeZone: string, locale: string) =>
  dateFormat(locale, {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });

function Part({ name, verdict, children }: { name: string; verdict: Verdict; children: string }) {
  return (
    <li className="rounded-md border bg-surface px-4 py-3.5">
      <p className="mb-1.5 text-sm font-medium">{name}</p>
      <VerdictBadge verdict={verdict} />
      <p className="mt-1.5 text-xs text-ink-soft">{children}</p>
    </li>
  );
}

function useRenewed(first: Health, href: string): { health: Health; silent: boolean } {
  const { heard } = useAnswers();
  const ended = useRef(heard);
  ended.current = heard;
  const [health, setHealth] = useState(first);
  const [silent, setSilent] = useState(false);
  useEffect(() => {
    const left = new AbortController();
    let timer: ReturnType<typeof setTimeout>;
    const ask = async () => {
      const over = document.hidden ? false : await renew();
      if (!over && !left.signal.aborted) timer = setTimeout(ask, everyMs);
    };
    /** Returns whether nothing more will be told. */
    const renew = async (): Promise<boolean> => {
      try {
        const answer = await fetch(href, { cache: "no-store", signal: left.signal });
        if (answer.status === 401) ended.current({ ok: false, sessionEnded: true });
        if (answer.ok) setHealth((await answer.json()) as Health);
        setSilent(!answer.ok && answer.status !== 401);
        return answer.status === 401 || answer.status === 404;
      } catch {
        if (!left.signal.aborted) setSilent(true);
        return false;
      }
    };
    timer = setTimeout(ask, everyMs);
    return () => {
      left.abort();
      clearTimeout(timer);
    };
  }, [href]);
  return { health, silent };
}

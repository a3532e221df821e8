"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";

type Props = {
  /** When it ends, and what time it was on the server when the page was made; ISO. */
  expiresAt: string;
  now: string;
};

/** How long something still lives, second by second by the server's clock; at its end the page is read again. */
export function Countdown({ expiresAt, now }: Props) {
  const t = useTranslations("portal.countdown");
  const router = useRouter();
  const whole = Math.max(0, Math.ceil((Date.parse(expiresAt) - Date.parse(now)) / 1_000));
  const [seconds, setSeconds] = useState(whole);

  useEffect(() => {
    // The browser's clock may be wrong by minutes: it only counts.
    const endsAt = Date.now() + whole * 1_000;
    const timer = setInterval(() => {
      const left = Math.max(0, Math.ceil((endsAt - Date.now()) / 1_000));
      setSeconds(left);
      if (left > 0) return;
      clearInterval(timer);
      router.refresh();
    }, 1_000);
    return () => clearInterval(timer);
  }, [whole, router]);

  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <span role="timer" className={seconds <= 60 ? "font-medium tabular-nums text-amber" : "tabular-nums"}>
      {seconds > 0 ? t("left", { time }) : t("over")}
    </span>
  );
}

"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useFormField } from "@/components/ui/form";

type Props = {
  /** When the code ends, and what time it was on the server when the page was made; ISO. */
  expiresAt: string;
  now: string;
  triesLeft: number;
  /** Name of the code's field, beside which a wrong try is told. */
  field: string;
};

/** How long the code still lives, second by second, and how many tries it has left. */
export function CodeLife({ expiresAt, now, triesLeft, field }: Props) {
  const t = useTranslations("orders.pay");
  const router = useRouter();
  const wrong = useFormField(field).error;
  const [seconds, setSeconds] = useState(() =>
    Math.max(0, Math.round((Date.parse(expiresAt) - Date.parse(now)) / 1_000)),
  );

  useEffect(() => {
    // By the server's clock: the browser's may be wrong by minutes.
    const endsAt = Date.now() + Date.parse(expiresAt) - Date.parse(now);
    const timer = setInterval(() => {
      const left = Math.max(0, Math.ceil((endsAt - Date.now()) / 1_000));
      setSeconds(left);
      if (left > 0) return;
      clearInterval(timer);
      router.refresh();
    }, 1_000);
    return () => clearInterval(timer);
  }, [expiresAt, now, router]);

  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return (
    <p className="flex flex-wrap gap-x-3 text-xs text-ink-soft">
      <span role="timer" className={seconds <= 60 ? "font-medium tabular-nums text-amber" : "tabular-nums"}>
        {seconds > 0 ? t("life", { time }) : t("over")}
      </span>
      {/* A wrong try says beside the field how many are left. */}
      {!wrong && <span>{t("tries", { left: triesLeft })}</span>}
    </p>
  );
}

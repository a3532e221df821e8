"use client";
import { useTranslations } from "next-intl";
import { Countdown } from "@/components/live/countdown";
import { useFormField } from "@/components/ui/form";

type Props = {
  /** When the code ends, and what time it was on the server when the page was made; ISO. */
  expiresAt: string;
  now: string;
  triesLeft: number;
  /** Name of the code's field, beside which a wrong try is told. */
  field: string;
};

/** How long the code still lives, and how many tries it has left. */
export function CodeLife({ expiresAt, now, triesLeft, field }: Props) {
  const t = useTranslations("orders.pay");
  const wrong = useFormField(field).error;
  return (
    <p className="flex flex-wrap gap-x-3 text-xs text-ink-soft">
      <Countdown expiresAt={expiresAt} now={now} />
      {/* A wrong try says beside the field how many are left. */}
      {!wrong && <span>{t("tries", { left: triesLeft })}</span>}
    </p>
  );
}

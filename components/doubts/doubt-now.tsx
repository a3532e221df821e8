import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { askedOf } from "@/components/doubts/asked";
import { useSaid } from "@/components/doubts/said";
import { DateTime } from "@/components/ui/date-time";
import type { Doubt } from "@/lib/operator/doubt-queries";

type Props = {
  doubt: Doubt;
  now: Date;
  /** What can be done about it. */
  children: ReactNode;
};

/** What is known at this moment: the last answer, or how the doubt ended. */
export function DoubtNow({ doubt, now, children }: Props) {
  const t = useTranslations("doubts.page");
  const orders = useTranslations("orders.status");
  const batches = useTranslations("batches.status");
  const [last] = doubt.answers;
  const said = useSaid({ outcome: last?.outcome ?? null, detail: last?.detail ?? null }, doubt.kind);
  const over = () => {
    if (doubt.kind === "PAYMENT") return t("overPAYMENT", { status: orders(doubt.status) });
    if (doubt.kind === "PAGE") return t("overPAGE", { status: batches(doubt.status) });
    return t("overINSTRUCTION", { status: doubt.status });
  };
  return (
    <section aria-labelledby="now" className="rounded-md border bg-surface px-5 py-5 sm:px-6">
      <h2 id="now" className="text-base font-semibold">
        {t(`now.${askedOf(doubt)}`)}
      </h2>
      {!doubt.open && <p className="mt-2 font-medium">{over()}</p>}
      <p className={doubt.open ? "mt-2 text-lg font-medium text-pretty" : "mt-1 text-sm text-ink-soft"}>{said}</p>
      {last && (
        <p className={doubt.open ? "mb-4 text-sm text-ink-soft" : "text-sm text-ink-soft"}>
          <DateTime at={last.at.toISOString()} now={now.toISOString()} timeZone={doubt.timeZone} />
        </p>
      )}
      {children}
    </section>
  );
}

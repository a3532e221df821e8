import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Money } from "@/components/ui/money";
import type { Context } from "@/lib/context";
import type { MasterToday as Today } from "@/lib/ledger/queries";
import { paths } from "@/lib/web/paths";

type Props = {
  ctx: Pick<Context, "company" | "product" | "actor">;
  today: Today;
  /** What may be done with the account itself. */
  children?: ReactNode;
};

/** What stands on the master account, and what came and went since midnight. */
export function MasterToday({ ctx, today, children }: Props) {
  const t = useTranslations("master.today");
  const { currency } = ctx.product;
  const figures = [
    { label: t("in"), cents: today.inCents, tone: today.inCents > 0n ? ("in" as const) : undefined },
    { label: t("out"), cents: -today.outCents, tone: today.outCents > 0n ? ("out" as const) : undefined },
  ];
  return (
    <section
      aria-labelledby="master-balance"
      className="mb-6 grid gap-x-10 gap-y-4 rounded-md border bg-surface px-5 py-4 sm:grid-cols-[1fr_auto] lg:grid-cols-[1fr_auto_auto] lg:items-center"
    >
      <div>
        <h2 id="master-balance" className="text-xs font-normal text-ink-soft">
          {t("balance")}
        </h2>
        <p className="mt-0.5 text-xl font-semibold">
          <Money cents={today.balanceCents.toString()} currency={currency} />
        </p>
        <p className="mt-0.5 text-xs text-ink-soft">
          {ctx.actor.permissions.has("movement.read") && today.count > 0 ? (
            <Link prefetch={false} href={paths.movements(ctx)} className="hover:text-primary hover:underline">
              {t("count", { count: today.count })}
            </Link>
          ) : (
            t("count", { count: today.count })
          )}
        </p>
      </div>
      <dl className="flex flex-wrap gap-x-10 gap-y-2 lg:border-s lg:ps-10">
        {figures.map(({ label, cents, tone }) => (
          <div key={label}>
            <dt className="text-xs text-ink-soft">{label}</dt>
            <dd className="mt-0.5 text-base font-medium">
              <Money cents={cents.toString()} currency={currency} tone={tone} />
            </dd>
          </div>
        ))}
      </dl>
      {children && <div className="flex flex-wrap gap-2 sm:col-span-2 lg:col-span-1 lg:justify-end">{children}</div>}
    </section>
  );
}

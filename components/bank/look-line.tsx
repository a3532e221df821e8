import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Ago } from "@/components/bank/ago";
import { Icon } from "@/components/ui/icon";
import type { BankAccount } from "@/lib/bank/queries";
import { standingOf } from "@/lib/bank/rules";

type Props = {
  account: Pick<BankAccount, "askedAt" | "answeredAt" | "failedAt">;
  now: Date;
  /** The page itself: looking again asks again. */
  href: string;
};

/** When the bank was last heard about an account, and the truth when it was not. */
export function LookLine({ account, now, href }: Props) {
  const t = useTranslations("bank.look");
  const { answeredAt, failedAt } = account;
  const standing = standingOf(account, now);
  const ago = (at: Date) => <Ago at={at.toISOString()} now={now.toISOString()} />;
  const known: ReactNode = answeredAt ? t.rich("toldBefore", { ago: () => ago(answeredAt) }) : t("never");
  const amber = standing === "failed" || standing === "silent";
  return (
    <p
      role="status"
      className={`flex flex-wrap items-center gap-x-2 gap-y-1 text-xs ${amber ? "text-amber" : "text-ink-soft"}`}
    >
      <Icon name={amber ? "warning" : "clock"} size={14} />
      {standing === "told" && answeredAt && <span>{t.rich("told", { ago: () => ago(answeredAt) })}</span>}
      {standing === "asking" && <span>{t("asking")}</span>}
      {standing === "failed" && failedAt && <span>{t.rich("failed", { ago: () => ago(failedAt) })}</span>}
      {standing === "silent" && <span>{t("silent")}</span>}
      {standing !== "told" && <span>{known}</span>}
      {standing !== "asking" && (
        <Link prefetch={false} href={href} className="text-primary underline">
          {t("again")}
        </Link>
      )}
    </p>
  );
}

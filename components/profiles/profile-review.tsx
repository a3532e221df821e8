"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { GrantList } from "@/components/profiles/grant-list";
import { ProfileConflicts } from "@/components/profiles/profile-conflicts";
import { ReviewTable } from "@/components/review/reviewed-form";
import { Notice } from "@/components/ui/notice";
import type { ReviewLine } from "@/lib/approvals/rules";
import { serviceWord } from "@/lib/catalog";
import { boxesOf, changesBetween, grantsOf, type ProfileShown } from "@/lib/profiles/rules";

type Props = { shown: ProfileShown; lines: readonly ReviewLine[] };

/** A profile as it will be, read before it is confirmed: what changes, whom it reaches, what it lets people do. */
export function ProfileReview({ shown, lines }: Props) {
  const t = useTranslations("profiles");
  const names = useTranslations("access.services");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: "start" });
  }, []);
  const { before, after, people, conflicts, dropped, idle } = shown;
  const { added, removed } = changesBetween(before?.grants ?? {}, after.grants);
  const sessions = Number(lines.find(({ key }) => key === "sessions")?.after ?? 0);
  const plain = lines.filter(({ key }) => key !== "sessions");
  const named = (services: readonly string[]) => services.map((service) => names(serviceWord(service))).join(", ");
  return (
    <div className="grid gap-4">
      <h2 ref={heading} tabIndex={-1} className="scroll-mt-20 text-lg font-semibold outline-none">
        {t("review.title")}: {after.name}
      </h2>
      <p className="text-sm">{before ? t("review.people", { people, sessions }) : t("review.newcomer")}</p>
      {after.status === "INACTIVE" && <Notice tone="plain">{t("review.inactive")}</Notice>}
      <ProfileConflicts conflicts={conflicts} />
      {dropped.length > 0 && (
        <Notice tone="amber" title={t("review.droppedTitle")}>
          {named(dropped)}
        </Notice>
      )}
      {idle.length > 0 && (
        <Notice tone="amber" title={t("review.idleTitle")}>
          {t("review.idle", { services: named(idle) })}
        </Notice>
      )}
      {plain.length > 0 && (
        <ReviewTable
          lines={plain}
          words={{ name: t("form.name"), description: t("form.description"), status: t("form.status") }}
          values={{ ACTIVE: t("statuses.ACTIVE"), INACTIVE: t("statuses.INACTIVE") }}
        />
      )}
      {before && (
        <section className="rounded-md border bg-surface px-4 py-3" aria-label={t("review.change")}>
          <h3 className="font-semibold">{t("review.change")}</h3>
          {added.length + removed.length === 0 && <p className="mt-1 text-sm">{t("review.same")}</p>}
          {added.length > 0 && (
            <div className="mt-2">
              <h4 className="mb-1 text-sm font-medium text-in">{t("review.added", { count: added.length })}</h4>
              <GrantList grants={grantsOf(added)} tone="in" />
            </div>
          )}
          {removed.length > 0 && (
            <div className="mt-3">
              <h4 className="mb-1 text-sm font-medium text-out">{t("review.removed", { count: removed.length })}</h4>
              <GrantList grants={grantsOf(removed)} tone="out" />
            </div>
          )}
        </section>
      )}
      <section className="rounded-md border bg-surface px-4 py-3" aria-label={t("review.everything")}>
        <h3 className="mb-2 font-semibold">{t("review.everything")}</h3>
        {boxesOf(after.grants).length === 0 ? (
          <p className="text-sm">{t("review.nothing")}</p>
        ) : (
          <GrantList grants={after.grants} before={before?.grants} />
        )}
      </section>
    </div>
  );
}

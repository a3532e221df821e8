import { useTranslations } from "next-intl";
import { getTranslations } from "next-intl/server";
import { PaymentOfChange } from "@/components/doubts/payment-of-change";
import { ChangeBadge } from "@/components/operator/change-list";
import { ChangeVerbs } from "@/components/operator/change-verbs";
import { useChangeWords } from "@/components/operator/change-words";
import { DeskFrame } from "@/components/operator/desk-frame";
import { ReviewTable } from "@/components/review/reviewed-form";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { Notice } from "@/components/ui/notice";
import { digestOf } from "@/lib/approvals/confirmations";
import type { ReviewLine } from "@/lib/approvals/rules";
import { type Change, lookAtChange } from "@/lib/operator/change-queries";
import { decisionFacts, printedLines } from "@/lib/operator/changes";
import { deskTimeZone } from "@/lib/operator/rules";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../../passkey";
import { decideChangeAction, withdrawChangeAction } from "../../actions";

export const generateMetadata = titled("operator.changes.title");

export default operatorPage({ asks: "change.ask" }, async (ctx, { params, search }) => {
  const t = await getTranslations("operator.changes");
  const change = await lookAtChange(ctx, params.change ?? "");
  const waits = change.status === "PENDING";
  const seen = (decision: "aprobar" | "rechazar") => digestOf(decisionFacts(change, decision));
  return (
    <DeskFrame
      title={t("page", { kind: t(`kinds.${change.kind}`), company: ctx.tenant.name })}
      badge={<ChangeBadge status={change.status} />}
      within={[{ label: t("title"), href: paths.changes }]}
      notice={await noticeOf(search)}
      actions={
        waits && (
          <ChangeVerbs
            company={ctx.tenant.code}
            change={change.id.toString()}
            own={change.own}
            seen={{ aprobar: seen("aprobar"), rechazar: seen("rechazar") }}
            actions={{ decide: decideChangeAction, withdraw: withdrawChangeAction, askPasskey: await ownPasskey(ctx) }}
          />
        )
      }
    >
      {waits && change.own && (
        <Notice tone="primary" className="mb-4">
          {t("own")}
        </Notice>
      )}
      <Facts company={ctx.tenant.code} change={change} lines={printedLines(ctx, change.kind, change)} now={ctx.now} />
    </DeskFrame>
  );
});

type FactsProps = { company: string; change: Change; lines: readonly ReviewLine[]; now: Date };

function Facts({ company, change, lines, now }: FactsProps) {
  const t = useTranslations("operator.changes");
  const words = useChangeWords();
  const at = (instant: Date) => <DateTime at={instant.toISOString()} now={now.toISOString()} timeZone={deskTimeZone} />;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_26rem]">
      <section aria-labelledby="changes">
        <h2 id="changes" className="mb-3 text-base font-semibold">
          {t("whatChanges")} {change.subject}
        </h2>
        <ReviewTable lines={lines} words={words} />
        {change.kind === "DOUBT" && (
          <PaymentOfChange company={company} order={change.subject} picture={change.before} />
        )}
      </section>
      <section className="rounded-md border bg-surface px-5 py-4">
        <DescriptionList
          items={[
            { label: t("by"), value: change.proposedBy },
            { label: t("proposed"), value: at(change.proposedAt) },
            { label: t("reason"), value: change.reason },
            ...(change.decidedBy ? [{ label: t("decidedBy"), value: change.decidedBy }] : []),
            ...(change.decidedAt ? [{ label: t(`statuses.${change.status}`), value: at(change.decidedAt) }] : []),
            ...(change.answer ? [{ label: t("answer"), value: change.answer }] : []),
          ]}
        />
      </section>
    </div>
  );
}

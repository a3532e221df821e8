import { useTranslations } from "next-intl";
import { LiveReading } from "@/components/batches/live-reading";
import { Notice } from "@/components/ui/notice";
import type { BatchDetail } from "@/lib/batches/queries";

/** How the lot stands, in the sentence that its state needs. */
export function BatchNotices({ batch }: { batch: BatchDetail }) {
  const t = useTranslations("batches.detail");
  const meaning = useTranslations("orders.meaning");
  switch (batch.status) {
    case "RECEIVED":
    case "VALIDATING":
      return (
        <Notice tone="primary" className="mb-5">
          {t("reading")} <LiveReading number={batch.number} linesRead={batch.linesRead} faultCount={batch.faultCount} />
        </Notice>
      );
    case "IN_PROCESS":
      return (
        <Notice tone="primary" className="mb-5">
          {t("processing")}
        </Notice>
      );
    case "INVALID":
      return (
        <Notice tone="out" className="mb-5">
          {batch.lineCount === 0 ? t("refused") : t("invalid", { count: batch.faultCount })}
        </Notice>
      );
    case "VALID":
      return batch.warningCount === 0 ? null : (
        <Notice tone="amber" className="mb-5">
          {t("warned", { count: batch.warningCount })}
        </Notice>
      );
    case "PROCESSED_WITH_REJECTIONS":
      return (
        <Notice tone="amber" className="mb-5">
          {meaning("PROCESSED_WITH_REJECTIONS", { count: batch.rejectedCount })}
        </Notice>
      );
    case "REJECTED":
    case "ANNULLED":
      return <Ended batch={batch} />;
    default:
      return batch.warningsReason && batch.confirmedByName ? (
        <Notice tone="amber" className="mb-5">
          {t("accepted", { name: batch.confirmedByName, reason: batch.warningsReason })}
        </Notice>
      ) : null;
  }
}

function Ended({ batch }: { batch: BatchDetail }) {
  const t = useTranslations("batches.detail");
  if (!batch.endReason) return null;
  const by = batch.status === "REJECTED" ? "rejectedBy" : "annulledBy";
  return (
    <Notice tone="plain" className="mb-5">
      {batch.endedByName
        ? t(by, { name: batch.endedByName, reason: batch.endReason })
        : t("endedReason", { reason: batch.endReason })}
    </Notice>
  );
}

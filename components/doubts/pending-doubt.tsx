import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import type { PendingDoubt as Pending } from "@/lib/operator/doubt-queries";
import { paths } from "@/lib/web/paths";

/** What one operator proposed waits for another. */
export function PendingDoubt({ company, change }: { company: string; change: Pending }) {
  const t = useTranslations("doubts.resolve");
  return (
    <Notice
      tone="primary"
      title={t("pending")}
      action={
        <LinkButton href={paths.change(company, change.id.toString())} icon="detail">
          {t("toChange")}
        </LinkButton>
      }
    >
      <p>
        {t(`pendingStates.${change.state}`, { reference: change.bankReference ?? "" })}{" "}
        {t(change.own ? "pendingOwn" : "pendingOther")}
      </p>
      <p className="mt-1">{change.state.endsWith("DEBITED") ? t("pendingAsked") : t("pendingAskedPage")}</p>
    </Notice>
  );
}

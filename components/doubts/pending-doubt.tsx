import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { Notice } from "@/components/ui/notice";
import type { Doubt, PendingDoubt as Pending } from "@/lib/operator/doubt-queries";
import { paths } from "@/lib/web/paths";

/** What one operator proposed waits for another. */
export function PendingDoubt({ company, about, change }: { company: string; about: Doubt["kind"]; change: Pending }) {
  const t = useTranslations("doubts.resolve");
  const instruction = useTranslations("doubts.instruction");
  const { state } = change;
  const reference = change.bankReference ?? "";
  const said =
    about === "INSTRUCTION" && (state === "DONE" || state === "NOT_DONE")
      ? instruction(`pending.${state}`, { reference: reference || "none" })
      : t(`pendingStates.${state}`, { reference });
  const meanwhile = {
    PAYMENT: t("pendingAsked"),
    PAGE: t("pendingAskedPage"),
    INSTRUCTION: instruction("pendingAsked"),
  };
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
        {said} {t(change.own ? "pendingOwn" : "pendingOther")}
      </p>
      <p className="mt-1">{meanwhile[about]}</p>
    </Notice>
  );
}

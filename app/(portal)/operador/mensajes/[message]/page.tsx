import { getTranslations } from "next-intl/server";
import { AnswerForm } from "@/components/operator/answer-form";
import { DeskFrame } from "@/components/operator/desk-frame";
import { Badge } from "@/components/ui/badge";
import { DateTime } from "@/components/ui/date-time";
import { DescriptionList } from "@/components/ui/description-list";
import { deskTimeZone } from "@/lib/operator/rules";
import { findInquiry } from "@/lib/support/queries";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { answerMessageAction } from "../actions";

export const generateMetadata = titled("support.desk.title");

export default operatorPage({ asks: "message.read" }, async (ctx, { params }) => {
  const t = await getTranslations("support");
  const inquiry = await findInquiry(ctx, params.message ?? "");
  const when = { now: ctx.now.toISOString(), timeZone: deskTimeZone };
  return (
    <DeskFrame
      title={inquiry.subject}
      within={[{ label: t("desk.title"), href: paths.inquiries }]}
      badge={<Badge tone={inquiry.answeredAt ? "in" : "amber"}>{t(inquiry.answeredAt ? "answered" : "waits")}</Badge>}
    >
      <div className="grid max-w-3xl gap-5">
        <section className="rounded-md border bg-surface px-4 py-3.5 sm:px-5" aria-label={t("body")}>
          <DescriptionList
            items={[
              { label: t("company"), value: inquiry.company },
              { label: t("desk.person"), value: inquiry.person },
              { label: t("desk.username"), value: inquiry.username },
              { label: t("desk.sent"), value: <DateTime at={inquiry.sentAt.toISOString()} {...when} /> },
            ]}
          />
          <p className="mt-3 border-t pt-3 text-sm wrap-break-word whitespace-pre-line">{inquiry.body}</p>
        </section>
        {inquiry.answer !== null && inquiry.answeredAt ? (
          <section className="rounded-md border bg-sunken px-4 py-3.5 sm:px-5" aria-label={t("answerOf")}>
            <h2 className="text-sm font-medium">
              {t("answerOf")} ·{" "}
              <span className="font-normal text-ink-soft">
                <DateTime at={inquiry.answeredAt.toISOString()} {...when} />
              </span>
            </h2>
            <p className="mt-1 text-sm wrap-break-word whitespace-pre-line">{inquiry.answer}</p>
          </section>
        ) : (
          ctx.permissions.has("message.answer") && <AnswerForm action={answerMessageAction} message={inquiry.id} />
        )}
      </div>
    </DeskFrame>
  );
});

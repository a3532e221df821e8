import { getTranslations } from "next-intl/server";
import { AnswerList } from "@/components/doubts/answer-list";
import { AskAgain } from "@/components/doubts/ask-again";
import { DoubtFacts } from "@/components/doubts/doubt-facts";
import { DoubtNow } from "@/components/doubts/doubt-now";
import { PageBody } from "@/components/shell/page-body";
import { Badge } from "@/components/ui/badge";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Notice } from "@/components/ui/notice";
import { NotFound } from "@/lib/errors";
import { findDoubt } from "@/lib/operator/doubt-queries";
import { doubtSubject } from "@/lib/operator/doubt-schema";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { askAgainAction } from "./actions";

export const generateMetadata = titled("doubts.title");

export default operatorPage({ asks: "doubt.read" }, async (ctx, { params, search }) => {
  const t = await getTranslations("doubts");
  const subject = doubtSubject.safeParse(params.subject);
  const doubt = subject.success ? await findDoubt(ctx, subject.data) : null;
  if (!doubt) throw new NotFound();
  const notice = await noticeOf(search);
  const { tenant, now } = ctx;
  return (
    <PageBody
      title={doubt.number}
      badge={<Badge tone={doubt.open ? "amber" : "in"}>{t(doubt.open ? "page.open" : "page.over")}</Badge>}
      trail={
        <Breadcrumb
          entries={[
            { label: (await getTranslations("operator"))("title"), href: paths.operator },
            { label: t("title"), href: paths.doubts },
            { label: doubt.number },
          ]}
        />
      }
      intro={t(`page.kinds.${doubt.kind}`)}
    >
      {notice && (
        <Notice tone="in" className="mb-4">
          {notice}
        </Notice>
      )}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <DoubtNow doubt={doubt} now={now}>
          <AskAgain
            company={tenant.code}
            subject={doubt.number}
            asked={doubt.asked}
            open={doubt.open}
            action={askAgainAction}
          />
        </DoubtNow>
        <div className="lg:col-start-2 lg:row-span-3 lg:row-start-1">
          <DoubtFacts doubt={doubt} company={`${tenant.name} (${tenant.code})`} now={now} />
        </div>
        <AnswerList doubt={doubt} now={now} />
      </div>
    </PageBody>
  );
});

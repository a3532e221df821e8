import { getTranslations } from "next-intl/server";
import { PageBody } from "@/components/shell/page-body";
import { SupportContact } from "@/components/shell/support-contact";
import { MessageList } from "@/components/support/message-list";
import { WriteForm } from "@/components/support/write-form";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Notice } from "@/components/ui/notice";
import { readSupport } from "@/lib/parameters/queries";
import { listOwnMessages } from "@/lib/support/queries";
import { ownPage } from "@/lib/web/doors";
import { noticeOf } from "@/lib/web/notice";
import { titled } from "@/lib/web/preferences";
import { writeMessageAction } from "./actions";

export const generateMetadata = titled("support.title");

export default ownPage(async (ctx, { search }) => {
  const t = await getTranslations("support");
  const notice = await noticeOf(search);
  const { companies, messages } = await listOwnMessages(ctx);
  return (
    <PageBody title={t("title")} trail={<Breadcrumb entries={[{ label: t("title") }]} />} intro={t("intro")}>
      <div className="grid max-w-5xl items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <section aria-label={t("own")} className="min-w-0">
          {notice && (
            <Notice tone="in" className="mb-4">
              {notice}
            </Notice>
          )}
          <h2 className="mb-2 text-base font-semibold">{t("own")}</h2>
          <MessageList messages={messages} now={ctx.now.toISOString()} several={companies.length > 1} />
        </section>
        <aside className="grid gap-4 max-lg:order-first">
          {companies.length > 0 ? (
            <WriteForm key={messages[0]?.id ?? ""} companies={companies} action={writeMessageAction} />
          ) : (
            <Notice tone="plain">{t("noCompany")}</Notice>
          )}
          <SupportContact support={await readSupport(ctx)} />
        </aside>
      </div>
    </PageBody>
  );
});

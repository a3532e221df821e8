import { getTranslations } from "next-intl/server";
import { HelpFrame } from "@/components/help/help-frame";
import { SupportContact } from "@/components/shell/support-contact";
import { MessageList } from "@/components/support/message-list";
import { WriteForm } from "@/components/support/write-form";
import { readSupport } from "@/lib/parameters/queries";
import { listOwnMessages } from "@/lib/support/queries";
import { companyPage } from "@/lib/web/company-doors";
import { noticeOf } from "@/lib/web/notice";
import { titled } from "@/lib/web/preferences";
import { writeMessageAction } from "./actions";

export const generateMetadata = titled("support.title");

export default companyPage({ asks: "inquiry.read" }, async (ctx, { search }) => {
  const t = await getTranslations("support");
  const { company, actor } = ctx;
  const messages = await listOwnMessages(ctx);
  return (
    <HelpFrame company={company} title={t("title")} intro={t("intro")} notice={await noticeOf(search)}>
      <div className="grid max-w-5xl items-start gap-6 lg:grid-cols-[1fr_22rem]">
        <section aria-label={t("own")} className="min-w-0">
          <h2 className="mb-2 text-base font-semibold">{t("own")}</h2>
          <MessageList messages={messages} now={ctx.now.toISOString()} timeZone={company.timeZone} />
        </section>
        <aside className="grid gap-4 max-lg:order-first">
          {actor.permissions.has("inquiry.write") && (
            <WriteForm key={messages[0]?.id ?? ""} company={company.code} action={writeMessageAction} />
          )}
          <SupportContact support={await readSupport(ctx)} />
        </aside>
      </div>
    </HelpFrame>
  );
});

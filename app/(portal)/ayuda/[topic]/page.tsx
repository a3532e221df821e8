import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { HelpFrame } from "@/components/help/help-frame";
import { topicSteps, topics } from "@/components/help/topics";
import { Notice } from "@/components/ui/notice";
import { PrintButton } from "@/components/ui/print-button";
import { companyPage } from "@/lib/web/company-doors";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("guides.title");

export default companyPage({ asks: "guide.read" }, async ({ company }, { params }) => {
  const t = await getTranslations("guides");
  const topic = topics.find((one) => one === params.topic);
  if (!topic) notFound();
  return (
    <HelpFrame
      company={company}
      title={t(`topics.${topic}.title`)}
      intro={t(`topics.${topic}.text`)}
      actions={<PrintButton />}
      topic
    >
      <div className="grid max-w-prose gap-5">
        <section aria-label={t("steps")} className="rounded-md border bg-surface px-4 py-4 sm:px-5">
          <ol className="grid list-decimal gap-3 ps-5 marker:font-semibold marker:text-primary">
            {topicSteps.map((step) => (
              <li key={step} className="text-pretty ps-1">
                {t(`topics.${topic}.${step}`)}
              </li>
            ))}
          </ol>
        </section>
        <Notice tone="primary" title={t("remember")}>
          {t(`topics.${topic}.note`)}
        </Notice>
      </div>
    </HelpFrame>
  );
});

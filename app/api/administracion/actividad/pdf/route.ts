import { chainOfCompany } from "@/lib/activity/chain";
import { activityNames, activityPaper } from "@/lib/activity/export";
import { activityPdf } from "@/lib/activity/pdf";
import { activitySearch } from "@/lib/activity/schema";
import { DomainError } from "@/lib/errors";
import { paperRowsMax } from "@/lib/files/rules";
import { companyExport } from "@/lib/web/export";

/** The activity that the address's filters find on paper, all of it; more than a paper holds is refused. */
export const GET = companyExport({ asks: "activity.pdf" }, async (ctx, search) => {
  const { company, actor, now } = ctx;
  const chain = chainOfCompany(ctx);
  const paper = await activityPaper(chain, activitySearch(Object.fromEntries(search)), "exported");
  if (!paper) throw new DomainError("activity.tooManyForPaper", { most: paperRowsMax });
  return {
    name: `${activityNames(chain).file}.pdf`,
    type: "application/pdf",
    async *body() {
      const { language } = actor.user;
      yield await activityPdf({
        ...paper,
        company: company.name,
        timeZone: company.timeZone,
        language,
        printedAt: now,
      });
    },
  };
});

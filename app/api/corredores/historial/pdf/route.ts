import { chainOfBroker } from "@/lib/activity/chain";
import { activityNames, activityPaper } from "@/lib/activity/export";
import { activityPdf } from "@/lib/activity/pdf";
import { teamSearch } from "@/lib/activity/schema";
import { DomainError } from "@/lib/errors";
import { paperRowsMax } from "@/lib/files/rules";
import { brokerExport } from "@/lib/web/export";

/** What of a broker's history the address's filters find, on paper, all of it; more than a paper holds is refused. */
export const GET = brokerExport({ asks: "brokerhistory.export" }, async (ctx, search) => {
  const chain = chainOfBroker(ctx);
  const paper = await activityPaper(chain, teamSearch(Object.fromEntries(search)), "exported");
  if (!paper) throw new DomainError("activity.tooManyForPaper", { most: paperRowsMax });
  const { broker, user, now } = ctx;
  return {
    name: `${activityNames(chain).file}.pdf`,
    type: "application/pdf",
    async *body() {
      yield await activityPdf({
        ...paper,
        company: broker.name,
        timeZone: broker.timeZone,
        language: user.language,
        printedAt: now,
      });
    },
  };
});

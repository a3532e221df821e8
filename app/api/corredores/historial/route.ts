import { chainOfBroker } from "@/lib/activity/chain";
import { activityNames, activityTable, beginActivityExport } from "@/lib/activity/export";
import { teamSearch } from "@/lib/activity/schema";
import { sheetFormat, spreadsheet } from "@/lib/files/spreadsheet";
import { brokerExport } from "@/lib/web/export";

/** What of a broker's history the address's filters find, all of it, as Excel or, with `formato=csv`, as CSV. */
export const GET = brokerExport({ asks: "brokerhistory.export" }, async (ctx, search) => {
  const format = sheetFormat(search);
  const chain = chainOfBroker(ctx);
  const { file, ...names } = activityNames(chain);
  const { extension, type, write } = spreadsheet(format, names, ctx.now);
  const begun = await beginActivityExport(chain, teamSearch(Object.fromEntries(search)), format);
  return {
    name: `${file}.${extension}`,
    type,
    body: (again) => write(activityTable(begun, (work) => again((anew) => work(chainOfBroker(anew))))),
  };
});

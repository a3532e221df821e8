import { beginTeamExport, teamNames, teamTable } from "@/lib/brokers/export";
import { teamSorts } from "@/lib/brokers/list";
import { teamFilter } from "@/lib/brokers/rules";
import { sheetFormat, spreadsheet } from "@/lib/files/spreadsheet";
import { brokerExport } from "@/lib/web/export";
import { sortWanted, textWanted } from "@/lib/web/sorting";

/** The people of the team that the address's filters find, all of them in the list's order, as Excel or, with `formato=csv`, as CSV. */
export const GET = brokerExport({ asks: "brokeruser.export" }, async (ctx, search) => {
  const format = sheetFormat(search);
  const { file, ...names } = teamNames(ctx);
  const { extension, type, write } = spreadsheet(format, names, ctx.now);
  const asked = Object.fromEntries(search);
  const wanted = { ...teamFilter(asked), text: textWanted(asked), sort: sortWanted(asked, teamSorts) };
  const begun = await beginTeamExport(ctx, wanted, format);
  return { name: `${file}.${extension}`, type, body: (again) => write(teamTable(begun, again)) };
});

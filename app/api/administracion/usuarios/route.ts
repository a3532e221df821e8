import { sheetFormat, spreadsheet } from "@/lib/files/spreadsheet";
import { beginPeopleExport, peopleNames, peopleTable } from "@/lib/people/export";
import { peopleSearch } from "@/lib/people/filter";
import { companyExport } from "@/lib/web/export";
import { textWanted } from "@/lib/web/sorting";

/** The people that the address's filters find, all of them, as Excel or, with `formato=csv`, as CSV. */
export const GET = companyExport({ asks: "user.export" }, async (ctx, search) => {
  const format = sheetFormat(search);
  const { file, ...names } = peopleNames(ctx);
  const { extension, type, write } = spreadsheet(format, names, ctx.now);
  const asked = Object.fromEntries(search);
  const begun = await beginPeopleExport(ctx, { ...peopleSearch(asked), text: textWanted(asked) }, format);
  return { name: `${file}.${extension}`, type, body: (again) => write(peopleTable(begun, again)) };
});

import { spreadsheet } from "@/lib/files/spreadsheet";
import { beginStatement, statementTable } from "@/lib/statements/export";
import { productExport } from "@/lib/web/export";

/** A closed month (`mes`) of the product's master account, or of an account at the bank (`cuenta`), as CSV. */
export const GET = productExport({ asks: "statement.export" }, async (ctx, search) => {
  const begun = await beginStatement(ctx, search, "statement.exported");
  const { extension, type, write } = spreadsheet("CSV", { rows: begun.file, about: begun.file }, ctx.now);
  return { name: `${begun.file}.${extension}`, type, body: (again) => write(statementTable(begun, again)) };
});

import { beginStatement } from "@/lib/statements/export";
import { statementPdf } from "@/lib/statements/pdf";
import { productExport } from "@/lib/web/export";

/** The same on paper. */
export const GET = productExport({ asks: "statement.pdf" }, async (ctx, search) => {
  const begun = await beginStatement(ctx, search, "statement.printed");
  return { name: `${begun.file}.pdf`, type: "application/pdf", body: (again) => statementPdf(begun, again) };
});

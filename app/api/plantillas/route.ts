import { acceptedBatchTypes } from "@/lib/batches/layouts";
import { templateOf } from "@/lib/batches/template";
import { NotFound } from "@/lib/errors";
import { companyDownload } from "@/lib/web/company-doors";

/** The template of a type of lot, in the forms of the company's country. */
export const GET = companyDownload({ asks: "template.read" }, async ({ company }, search) => {
  const type = acceptedBatchTypes.find((one) => one === search.get("tipo"));
  if (!type) throw new NotFound();
  return new Response(templateOf(type, company.country), {
    headers: {
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="plantilla-${type.toLowerCase()}.csv"`,
    },
  });
});

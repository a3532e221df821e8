import { findAcceptedTerms } from "@/lib/auth/terms";
import { printTerms } from "@/lib/auth/terms-pdf";
import { NotFound } from "@/lib/errors";
import { attachedPdf } from "@/lib/web/attached";
import { ownDownload } from "@/lib/web/doors";
import { words } from "@/lib/words";

/** The terms that the person accepted, word for word, as a file to keep. */
export const GET = ownDownload({ asks: "self" }, async (ctx) => {
  const accepted = await findAcceptedTerms(ctx);
  if (!accepted) throw new NotFound();
  const { terms, language, version } = accepted;
  return attachedPdf(words(language)("terms.pdf.file", { version }), await printTerms(terms, { language, version }));
});

import { termsVersion } from "@/lib/auth/rules";
import { termsPdf } from "@/lib/auth/terms-pdf";
import { attachedPdf } from "@/lib/web/attached";
import { openRoute } from "@/lib/web/doors";
import { ownWords, preferences } from "@/lib/web/preferences";

/** The terms of use, as a file to keep: for anybody, in the language of the device. */
export const GET = openRoute(async () => {
  const bytes = await termsPdf((await preferences()).language);
  return attachedPdf((await ownWords())("terms.pdf.file", { version: termsVersion }), bytes);
});

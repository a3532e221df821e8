import { termsVersion } from "@/lib/auth/rules";
import { termsPdf } from "@/lib/auth/terms-pdf";
import { openRoute } from "@/lib/web/doors";
import { ownWords, preferences } from "@/lib/web/preferences";

/** The terms of use, as a file to keep: for anybody, in the language of the device. */
export const GET = openRoute(async () => {
  const bytes = await termsPdf((await preferences()).language);
  const say = await ownWords();
  return new Response(bytes, {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": `attachment; filename="${say("terms.pdf.file", { version: termsVersion })}"`,
      "Content-Length": String(bytes.length),
      "Cache-Control": "no-store",
    },
  });
});

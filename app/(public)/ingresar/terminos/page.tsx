import { getTranslations } from "next-intl/server";
import { StageShell } from "@/components/session/stage-shell";
import { TermsText } from "@/components/session/terms-text";
import { termsVersion } from "@/lib/auth/rules";
import { termsDigest, termsIn } from "@/lib/auth/terms";
import { stagePage } from "@/lib/web/doors";
import { ownPath } from "@/lib/web/own-path";
import { preferences, titled } from "@/lib/web/preferences";
import { TermsForm } from "./terms-form";

export const generateMetadata = titled("entry.terms.title");

export default stagePage({ asks: "entry", stage: "TERMS" }, async ({ user }, { search }) => {
  const t = await getTranslations("entry.terms");
  const back = ownPath(typeof search.volver === "string" ? search.volver : undefined);
  const terms = termsIn((await preferences()).language);
  return (
    <StageShell title={t("title")} intro={t("intro")} name={user.name} wide>
      <TermsText {...terms} />
      <TermsForm version={termsVersion} seen={termsDigest(terms)} back={back} />
    </StageShell>
  );
});

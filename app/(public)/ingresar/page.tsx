import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { EndedNotice } from "@/components/session/ended-notice";
import { PublicShell } from "@/components/shell/public-shell";
import { publicPage } from "@/lib/web/doors";
import { ownPath } from "@/lib/web/own-path";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { deviceMark, readIfSignedIn, stageAsked, whyOver } from "@/lib/web/session";
import { LoginForm } from "./login-form";

export const generateMetadata = titled("portal.login.title");

export default publicPage(async ({ search }) => {
  const back = ownPath(typeof search.volver === "string" ? search.volver : undefined);
  const signedIn = await readIfSignedIn(async () => true);
  if (signedIn) redirect(back ?? paths.home);
  const stage = await stageAsked();
  if (stage) redirect(paths.stage(stage, back ?? undefined));
  const t = await getTranslations("portal.login");
  return (
    <PublicShell title={t("title")} intro={t("subtitle")}>
      <EndedNotice why={await whyOver()} />
      <LoginForm back={back} known={await deviceMark()} />
    </PublicShell>
  );
});

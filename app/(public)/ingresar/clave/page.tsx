import { getTranslations } from "next-intl/server";
import { StageShell } from "@/components/session/stage-shell";
import { passwordOwner } from "@/lib/own/password";
import { stagePage } from "@/lib/web/doors";
import { ownPath } from "@/lib/web/own-path";
import { titled } from "@/lib/web/preferences";
import { PasswordForm } from "./password-form";

export const generateMetadata = titled("entry.password.title");

export default stagePage({ asks: "entry", stage: "PASSWORD" }, async (ctx, { search }) => {
  const t = await getTranslations("entry.password");
  const back = ownPath(typeof search.volver === "string" ? search.volver : undefined);
  return (
    <StageShell title={t("title")} intro={t("intro")} name={ctx.user.name}>
      <PasswordForm owner={await passwordOwner(ctx)} back={back} />
    </StageShell>
  );
});

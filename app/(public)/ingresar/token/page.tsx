import { getTranslations } from "next-intl/server";
import { StageGuard } from "@/components/session/stage-guard";
import { PublicShell } from "@/components/shell/public-shell";
import { findFactorKinds } from "@/lib/tokens/queries";
import { stagePage } from "@/lib/web/doors";
import { ownPath } from "@/lib/web/own-path";
import { titled } from "@/lib/web/preferences";
import { TokenForm } from "./token-form";

export const generateMetadata = titled("token.entry.title");

export default stagePage({ asks: "entry", stage: "TOKEN" }, async (ctx, { search }) => {
  const t = await getTranslations("token.entry");
  const { token, passkeys } = await findFactorKinds(ctx);
  const back = ownPath(typeof search.volver === "string" ? search.volver : undefined);
  return (
    <PublicShell title={t("title")} intro={t(token ? "intro" : "introPasskey")}>
      <StageGuard />
      <TokenForm back={back} passkeys={passkeys > 0} />
    </PublicShell>
  );
});

import { getTranslations } from "next-intl/server";
import { PublicShell } from "@/components/shell/public-shell";
import { LinkButton } from "@/components/ui/link-button";
import { Trouble } from "@/components/ui/trouble";
import { publicPage } from "@/lib/web/doors";
import { ownPath } from "@/lib/web/own-path";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("portal.updated.title");

export default publicPage(async ({ search }) => {
  const back = ownPath(typeof search.volver === "string" ? search.volver : undefined);
  const t = await getTranslations("portal.updated");
  return (
    <PublicShell title={t("title")}>
      <Trouble
        icon="retry"
        actions={
          <LinkButton href={back ?? paths.home} variant="primary" icon="retry">
            {t("reload")}
          </LinkButton>
        }
      >
        {t("text")}
      </Trouble>
    </PublicShell>
  );
});

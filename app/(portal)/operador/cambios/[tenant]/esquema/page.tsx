import { getTranslations } from "next-intl/server";
import { SchemeFields } from "@/components/operator/change-fields";
import { ChangeForm } from "@/components/operator/change-form";
import { DeskFrame } from "@/components/operator/desk-frame";
import { lookAtNow } from "@/lib/operator/changes";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../../passkey";
import { proposeChangeAction, reviewChangeAction } from "../../actions";

export const generateMetadata = titled("operator.changes.ask.SCHEME");

export default operatorPage({ asks: "change.ask" }, async (ctx) => {
  const t = await getTranslations("operator.changes");
  const now = await lookAtNow(ctx, "SCHEME", "");
  return (
    <DeskFrame
      title={t("ask.SCHEME")}
      intro={t("askIntro")}
      within={[{ label: ctx.tenant.name, href: paths.registered(ctx.tenant.code) }]}
    >
      <ChangeForm
        label={t("ask.SCHEME")}
        company={ctx.tenant.code}
        kind="SCHEME"
        note={t("schemeNote")}
        actions={{ review: reviewChangeAction, propose: proposeChangeAction, askPasskey: await ownPasskey(ctx) }}
      >
        <SchemeFields now={now} />
      </ChangeForm>
    </DeskFrame>
  );
});

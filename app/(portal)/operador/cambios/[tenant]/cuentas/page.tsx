import { getTranslations } from "next-intl/server";
import { AccountFields } from "@/components/operator/change-fields";
import { ChangeForm } from "@/components/operator/change-form";
import { DeskFrame } from "@/components/operator/desk-frame";
import { lookAtNow } from "@/lib/operator/changes";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../../passkey";
import { proposeChangeAction, reviewChangeAction } from "../../actions";

export const generateMetadata = titled("operator.changes.ask.ACCOUNTS");

export default operatorPage({ asks: "change.ask" }, async (ctx) => {
  const t = await getTranslations("operator.changes");
  const now = await lookAtNow(ctx, "ACCOUNTS", "");
  return (
    <DeskFrame
      title={t("ask.ACCOUNTS")}
      intro={t("askIntro")}
      within={[{ label: ctx.tenant.name, href: paths.registered(ctx.tenant.code) }]}
    >
      <ChangeForm
        label={t("ask.ACCOUNTS")}
        company={ctx.tenant.code}
        kind="ACCOUNTS"
        note={t("accountsNote")}
        actions={{ review: reviewChangeAction, propose: proposeChangeAction, askPasskey: await ownPasskey(ctx) }}
      >
        <AccountFields now={now} />
      </ChangeForm>
    </DeskFrame>
  );
});

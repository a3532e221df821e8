import { getTranslations } from "next-intl/server";
import { FeeFields } from "@/components/operator/change-fields";
import { ChangeForm } from "@/components/operator/change-form";
import { DeskFrame } from "@/components/operator/desk-frame";
import { productName } from "@/lib/operator/change-queries";
import { lookAtNow } from "@/lib/operator/changes";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../../../passkey";
import { proposeChangeAction, reviewChangeAction } from "../../../actions";

export const generateMetadata = titled("operator.changes.kinds.FEES");

export default operatorPage({ asks: "change.ask" }, async (ctx, { params }) => {
  const t = await getTranslations("operator.changes");
  const product = params.product ?? "";
  const title = t("ask.FEES", { product: await productName(ctx, product) });
  const now = await lookAtNow(ctx, "FEES", product);
  return (
    <DeskFrame
      title={title}
      intro={t("askIntro")}
      within={[{ label: ctx.tenant.name, href: paths.registered(ctx.tenant.code) }]}
    >
      <ChangeForm
        label={title}
        company={ctx.tenant.code}
        kind="FEES"
        note={t("feesNote")}
        actions={{ review: reviewChangeAction, propose: proposeChangeAction, askPasskey: await ownPasskey(ctx) }}
      >
        <FeeFields product={product} now={now} />
      </ChangeForm>
    </DeskFrame>
  );
});

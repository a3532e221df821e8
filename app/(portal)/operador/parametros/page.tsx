import { getTranslations } from "next-intl/server";
import { DeskFrame } from "@/components/operator/desk-frame";
import { ParameterFields } from "@/components/operator/parameter-fields";
import { ReviewedForm } from "@/components/review/reviewed-form";
import { readParameters } from "@/lib/parameters/queries";
import { parameterNames } from "@/lib/parameters/rules";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../passkey";
import { changeParametersAction, reviewParametersAction } from "./actions";

export const generateMetadata = titled("parameters.title");

export default operatorPage({ asks: "parameter.read" }, async (ctx, { search }) => {
  const t = await getTranslations("parameters");
  const now = await readParameters(ctx);
  const words = Object.fromEntries(parameterNames.map((name) => [name, t(`names.${name}`)]));
  return (
    <DeskFrame title={t("title")} intro={t("intro")} notice={await noticeOf(search)}>
      <div className="max-w-3xl">
        {ctx.permissions.has("parameter.write") ? (
          <ReviewedForm
            // What was typed goes with what is in force.
            key={JSON.stringify(now)}
            label={t("title")}
            review={reviewParametersAction}
            action={changeParametersAction}
            verb="parameter.change"
            askPasskey={await ownPasskey(ctx)}
            words={words}
            title={t("reviewTitle")}
          >
            <ParameterFields now={now} />
          </ReviewedForm>
        ) : (
          <ParameterFields now={now} readOnly />
        )}
      </div>
    </DeskFrame>
  );
});

import { getTranslations } from "next-intl/server";
import { ParameterFields } from "@/components/operator/parameter-fields";
import { ReviewedForm } from "@/components/operator/reviewed-form";
import { PageBody } from "@/components/shell/page-body";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Notice } from "@/components/ui/notice";
import { readParameters } from "@/lib/parameters/queries";
import { parameterNames } from "@/lib/parameters/rules";
import { noticeOf } from "@/lib/web/notice";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { changeParametersAction, reviewParametersAction } from "./actions";

export const generateMetadata = titled("parameters.title");

export default operatorPage({ asks: "parameter.read" }, async (ctx, { search }) => {
  const t = await getTranslations("parameters");
  const desk = await getTranslations("operator");
  const now = await readParameters(ctx);
  const words = Object.fromEntries(parameterNames.map((name) => [name, t(`names.${name}`)]));
  const notice = await noticeOf(search);
  return (
    <PageBody
      title={t("title")}
      trail={<Breadcrumb entries={[{ label: desk("title"), href: paths.operator }, { label: t("title") }]} />}
      intro={t("intro")}
    >
      <div className="max-w-3xl">
        {notice && (
          <Notice tone="in" className="mb-4">
            {notice}
          </Notice>
        )}
        {ctx.permissions.has("parameter.write") ? (
          <ReviewedForm
            // What was typed goes with what is in force.
            key={JSON.stringify(now)}
            label={t("title")}
            review={reviewParametersAction}
            action={changeParametersAction}
            words={words}
            title={t("reviewTitle")}
          >
            <ParameterFields now={now} />
          </ReviewedForm>
        ) : (
          <ParameterFields now={now} readOnly />
        )}
      </div>
    </PageBody>
  );
});

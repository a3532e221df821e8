import { getTranslations } from "next-intl/server";
import { StandingForm } from "@/components/operator/standing-form";
import { PageBody } from "@/components/shell/page-body";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { findBroker } from "@/lib/operator/broker-queries";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { deskPasskey } from "../../../passkey";
import {
  liftBrokerAction,
  reviewBrokerLiftAction,
  reviewBrokerSuspensionAction,
  suspendBrokerAction,
} from "../actions";

export const generateMetadata = titled("registry.brokers.suspendTitle");

export default operatorPage({ asks: "registry.suspend" }, async (ctx) => {
  const t = await getTranslations("registry");
  const desk = await getTranslations("operator");
  const broker = await findBroker(ctx);
  await ctx.audit("registry.looked", broker.code);
  const suspends = broker.status === "ACTIVE";
  const title = t(suspends ? "brokers.suspendTitle" : "standing.liftTitle");
  return (
    <PageBody
      title={title}
      trail={
        <Breadcrumb
          entries={[
            { label: desk("title"), href: paths.operator },
            { label: t("brokers.title"), href: paths.brokers },
            { label: broker.name, href: paths.broker(broker.code) },
            { label: title },
          ]}
        />
      }
    >
      <div className="max-w-3xl">
        <StandingForm
          label={title}
          tenant={broker.code}
          name={broker.name}
          title={t(suspends ? "standing.suspendReview" : "standing.liftReview", { name: broker.name })}
          review={suspends ? reviewBrokerSuspensionAction : reviewBrokerLiftAction}
          askPasskey={await deskPasskey(ctx)}
          action={suspends ? suspendBrokerAction : liftBrokerAction}
          words={{
            status: t("standing.words.status"),
            reason: t("standing.words.reason"),
          }}
          values={{ ACTIVE: t("brokers.statuses.ACTIVE"), SUSPENDED: t("brokers.statuses.SUSPENDED") }}
        >
          {suspends ? (
            <p>{t("brokers.suspendText", { people: broker.people })}</p>
          ) : (
            <>
              <p>{t("standing.suspendedWhy", { reason: broker.suspendReason ?? "" })}</p>
              <p className="mt-1">{t("brokers.liftText")}</p>
            </>
          )}
        </StandingForm>
      </div>
    </PageBody>
  );
});

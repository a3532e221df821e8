import { getTranslations } from "next-intl/server";
import { DeskFrame } from "@/components/operator/desk-frame";
import { StandingForm } from "@/components/operator/standing-form";
import { findBroker } from "@/lib/operator/broker-queries";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../../passkey";
import {
  liftBrokerAction,
  reviewBrokerLiftAction,
  reviewBrokerSuspensionAction,
  suspendBrokerAction,
} from "../actions";

export const generateMetadata = titled("registry.brokers.suspendTitle");

export default operatorPage({ asks: "registry.suspend" }, async (ctx) => {
  const t = await getTranslations("registry");
  const broker = await findBroker(ctx);
  await ctx.audit("registry.looked", broker.code);
  const suspends = broker.status === "ACTIVE";
  const title = t(suspends ? "brokers.suspendTitle" : "standing.liftTitle");
  return (
    <DeskFrame
      title={title}
      within={[
        { label: t("brokers.title"), href: paths.brokers },
        { label: broker.name, href: paths.broker(broker.code) },
      ]}
    >
      <div className="max-w-3xl">
        <StandingForm
          label={title}
          tenant={broker.code}
          name={broker.name}
          title={t(suspends ? "standing.suspendReview" : "standing.liftReview", { name: broker.name })}
          review={suspends ? reviewBrokerSuspensionAction : reviewBrokerLiftAction}
          askPasskey={await ownPasskey(ctx)}
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
    </DeskFrame>
  );
});

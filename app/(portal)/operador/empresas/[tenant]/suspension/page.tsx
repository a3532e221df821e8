import { getTranslations } from "next-intl/server";
import { DeskFrame } from "@/components/operator/desk-frame";
import { StandingForm } from "@/components/operator/standing-form";
import { countHeld, findRegistered } from "@/lib/operator/company-queries";
import { operatorPage } from "@/lib/web/operator-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";
import { ownPasskey } from "../../../../passkey";
import { liftSuspensionAction, reviewLiftAction, reviewSuspensionAction, suspendCompanyAction } from "../actions";

export const generateMetadata = titled("registry.standing.suspendTitle");

export default operatorPage({ asks: "registry.suspend" }, async (ctx) => {
  const t = await getTranslations("registry.standing");
  const statuses = await getTranslations("registry.statuses");
  const desk = await getTranslations("operator");
  const company = await findRegistered(ctx);
  const held = await countHeld(ctx);
  await ctx.audit("registry.looked", company.code);
  const suspends = company.status === "ACTIVE";
  const title = t(suspends ? "suspendTitle" : "liftTitle");
  return (
    <DeskFrame
      title={title}
      within={[
        { label: desk("companies.title"), href: paths.registry },
        { label: company.name, href: paths.registered(company.code) },
      ]}
    >
      <div className="max-w-3xl">
        <StandingForm
          label={title}
          tenant={company.code}
          name={company.name}
          title={t(suspends ? "suspendReview" : "liftReview", { name: company.name })}
          review={suspends ? reviewSuspensionAction : reviewLiftAction}
          askPasskey={await ownPasskey(ctx)}
          action={suspends ? suspendCompanyAction : liftSuspensionAction}
          words={{ status: t("words.status"), reason: t("words.reason") }}
          values={{ ACTIVE: statuses("ACTIVE"), SUSPENDED: statuses("SUSPENDED") }}
        >
          {suspends ? (
            <>
              <p>{t("suspendIntro")}</p>
              <ul className="mt-1 grid list-disc gap-1 ps-5">
                <li>{t("suspendPeople", { people: held.people })}</li>
                <li>{t("suspendWork")}</li>
                {held.lots + held.payments > 0 && <li>{t("suspendWaits", held)}</li>}
                <li>{t("suspendUnderWay")}</li>
              </ul>
            </>
          ) : (
            <>
              <p>{t("suspendedWhy", { reason: company.suspendReason ?? "" })}</p>
              <p className="mt-1">{t("liftIntro")}</p>
              {held.lots + held.payments > 0 && <p className="mt-1">{t("liftWaits", held)}</p>}
            </>
          )}
        </StandingForm>
      </div>
    </DeskFrame>
  );
});

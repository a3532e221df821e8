import { getTranslations } from "next-intl/server";
import { EventPage } from "@/components/activity/event-page";
import { HouseFrame } from "@/components/administration/house-frame";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/link-button";
import { chainOfCompany } from "@/lib/activity/chain";
import { findActivity } from "@/lib/activity/queries";
import { activityQuery, activitySearch } from "@/lib/activity/schema";
import { tellerIn } from "@/lib/activity/sentences";
import { NotFound } from "@/lib/errors";
import { stampIn } from "@/lib/messages/language";
import { companyPage } from "@/lib/web/company-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("activity.detail.title");

export default companyPage({ asks: "activity.read" }, async (ctx, { params, search }) => {
  const { event: id = "" } = params;
  const event = /^[1-9]\d{0,17}$/.test(id) ? await findActivity(chainOfCompany(ctx), BigInt(id)) : null;
  if (!event) throw new NotFound();
  const t = await getTranslations("activity");
  const { company, actor } = ctx;
  const { language } = actor.user;
  const back = paths.withQuery(paths.activity, {
    empresa: company.code,
    ...activityQuery(activitySearch(search)),
    ver: typeof search.ver === "string" ? search.ver : undefined,
    pagina: typeof search.pagina === "string" ? search.pagina : undefined,
  });
  return (
    <HouseFrame
      company={company}
      part="users"
      within={[{ label: t("title"), href: back }]}
      title={t("detail.title")}
      badge={<Badge tone={event.result === "done" ? "in" : "amber"}>{t(`results.${event.result}`)}</Badge>}
      actions={
        <LinkButton href={back} icon="left">
          {t("detail.back")}
        </LinkButton>
      }
    >
      <EventPage event={event} teller={tellerIn(language)} stamp={stampIn(company.timeZone, language)} />
    </HouseFrame>
  );
});

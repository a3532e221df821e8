import { getTranslations } from "next-intl/server";
import { ActivityFacts } from "@/components/activity/activity-facts";
import { Actor } from "@/components/activity/activity-list";
import { HouseFrame } from "@/components/administration/house-frame";
import { Badge } from "@/components/ui/badge";
import { DescriptionList } from "@/components/ui/description-list";
import { LinkButton } from "@/components/ui/link-button";
import { findActivity } from "@/lib/activity/queries";
import { factsOf, objectOf } from "@/lib/activity/rules";
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
  const event = /^[1-9]\d{0,17}$/.test(id) ? await findActivity(ctx, BigInt(id)) : null;
  if (!event) throw new NotFound();
  const t = await getTranslations("activity");
  const { company, actor } = ctx;
  const { language } = actor.user;
  const teller = tellerIn(language);
  const { changes, more } = factsOf(JSON.parse(event.data), event.subject);
  const back = paths.withQuery(paths.activity, {
    empresa: company.code,
    ...activityQuery(activitySearch(search)),
    ver: typeof search.ver === "string" ? search.ver : undefined,
    pagina: typeof search.pagina === "string" ? search.pagina : undefined,
  });
  const reason = event.code === event.subject ? (teller.reason(event.subject) ?? event.subject) : null;
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
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_26rem]">
        <section aria-label={t("detail.what")} className="rounded-md border bg-surface px-5 py-4 lg:order-last">
          <h2 className="mb-2 text-base font-semibold wrap-anywhere">{teller.sentence(event)}</h2>
          <DescriptionList
            items={[
              { label: t("at"), value: stampIn(company.timeZone, language)(event.at) },
              { label: t("person"), value: <Actor row={event} /> },
              { label: t("service"), value: teller.service(event.service) || "—" },
              { label: t("subject"), value: objectOf(event.subject, event) || "—" },
              ...(reason ? [{ label: t("detail.why"), value: reason }] : []),
              { label: t("address"), value: event.address ?? "—" },
              { label: t("request"), value: <span className="break-all">{event.requestId ?? "—"}</span> },
              { label: t("detail.code"), value: <span className="font-mono text-xs">{event.event}</span> },
            ]}
          />
        </section>
        <ActivityFacts changes={changes} more={more} event={event.event} teller={teller} />
      </div>
    </HouseFrame>
  );
});

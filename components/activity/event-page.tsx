import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ActivityFacts } from "@/components/activity/activity-facts";
import { Actor, Subject } from "@/components/activity/activity-list";
import { DescriptionList } from "@/components/ui/description-list";
import type { ActivityEvent } from "@/lib/activity/queries";
import { factsOf } from "@/lib/activity/rules";
import type { Teller } from "@/lib/activity/sentences";

type Props = {
  event: ActivityEvent;
  teller: Teller;
  stamp: (at: Date) => string;
  /** Of a broker: whom it was done to. */
  ofTeam?: boolean;
  /** What proves it, beneath what it is. */
  proof?: ReactNode;
};

/** One event whole: what happened, who, when and from where at the right; before and after, and whatever else it names. */
export function EventPage({ event, teller, stamp, ofTeam = false, proof }: Props) {
  const t = useTranslations("activity");
  const team = useTranslations("teamhistory");
  const { changes, more } = factsOf(JSON.parse(event.data), event.subject);
  const reason = event.code === event.subject ? (teller.reason(event.subject) ?? event.subject) : null;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_26rem]">
      <div className="grid gap-5 lg:order-last">
        <section aria-label={t("detail.what")} className="rounded-md border bg-surface px-5 py-4">
          <h2 className="mb-2 text-base font-semibold wrap-anywhere">{teller.sentence(event)}</h2>
          <DescriptionList
            items={[
              { label: t("at"), value: stamp(event.at) },
              { label: ofTeam ? team("who") : t("person"), value: <Actor row={event} /> },
              { label: ofTeam ? team("what") : t("service"), value: teller.service(event.service) || "—" },
              { label: ofTeam ? team("whom") : t("subject"), value: <Subject row={event} /> },
              ...(reason ? [{ label: t("detail.why"), value: reason }] : []),
              { label: t("address"), value: event.address ?? "—" },
              { label: t("request"), value: <span className="break-all">{event.requestId ?? "—"}</span> },
              { label: t("detail.code"), value: <span className="font-mono text-xs">{event.event}</span> },
            ]}
          />
        </section>
        {proof}
      </div>
      <ActivityFacts changes={changes} more={more} event={event.event} teller={teller} />
    </div>
  );
}

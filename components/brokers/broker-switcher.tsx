"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { useOwnBrokers } from "@/components/brokers/own-brokers";
import { ContextSwitcher } from "@/components/shell/context-switcher";
import { brokerPlaces } from "@/lib/brokers/rules";
import { paths } from "@/lib/web/paths";

/** Which broker the page is about; who is in several goes from one to the same page of another. */
export function BrokerSwitcher({ broker }: { broker: { code: string; name: string } }) {
  const t = useTranslations("brokers.switcher");
  const path = usePathname();
  const place = brokerPlaces.find((one) => path.startsWith(one.path));
  const others = useOwnBrokers().filter(({ permissions }) => !place?.asks || permissions.includes(place.asks));
  if (others.length < 2)
    return (
      <p>
        {t("label")}: <strong className="font-medium text-ink">{broker.name}</strong>
      </p>
    );
  return (
    <div className="flex flex-wrap items-center gap-x-3">
      {t("label")}:
      <ContextSwitcher
        name={t("change")}
        company={broker.name}
        choices={others.map(({ code, name }) => ({
          label: name,
          // What stands below a list is of one broker alone.
          href: paths.ofCompany(place?.path ?? paths.brokerHome(), code),
          current: code === broker.code,
        }))}
      />
    </div>
  );
}

import { useTranslations } from "next-intl";
import { LinkButton } from "@/components/ui/link-button";
import { Receipt } from "@/components/ui/receipt";
import type { Departure } from "@/lib/brokers/departures";
import { departureReference, effectsOf } from "@/lib/brokers/shown";

type Props = { departure: Departure; broker: string; person: string; stamp: (at: Date) => string };

/** Who left, when, by whom, and each thing that ended with it. */
export function DepartureReceipt({ departure, broker, person, stamp }: Props) {
  const t = useTranslations("member.leave");
  const { number, name, username, madeAt, madeBy, madeByName, heir, heirName, wasIn, elsewhere } = departure;
  return (
    <Receipt
      title={t("receipt.title", { name })}
      reference={departureReference(number)}
      printable
      items={[
        { label: t("receipt.person"), value: `${name} (${username})` },
        { label: t("receipt.broker"), value: broker },
        { label: t("receipt.at"), value: <time dateTime={madeAt}>{stamp(new Date(madeAt))}</time> },
        { label: t("receipt.by"), value: `${madeByName} (${madeBy})` },
        { label: t("receipt.heir"), value: heir ? `${heirName} (${heir})` : t("receipt.nobody") },
        { label: t("effects.place"), value: t(wasIn ? "effects.placeEnded" : "effects.placeOut") },
        ...effectsOf(departure).map(([effect, count]) => ({ label: t(`receipt.${effect}`), value: String(count) })),
      ]}
      actions={<LinkButton href={person}>{t("receipt.back")}</LinkButton>}
    >
      {t(elsewhere ? "receipt.textElsewhere" : "receipt.text")}
    </Receipt>
  );
}

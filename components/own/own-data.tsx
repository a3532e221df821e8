import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DescriptionList } from "@/components/ui/description-list";
import { paths } from "@/lib/web/paths";

type Place = { company: string; profile: string; products: readonly string[] | null };

type Props = {
  name: string;
  username: string;
  document: string;
  /** Masked. */
  mail: string;
  places: readonly Place[];
  /** The brokers they are in. */
  brokers: readonly string[];
  /** What they accepted last: its version, and on which day. */
  terms: { version: number; on: string } | null;
  preferences: ReactNode;
};

/** Who one is to the portal, and where. */
export function OwnData({ name, username, document, mail, places, brokers, terms, preferences }: Props) {
  const t = useTranslations("own.data");
  return (
    <>
      <DescriptionList
        items={[
          { label: t("name"), value: name },
          { label: t("username"), value: username },
          { label: t("document"), value: document },
          {
            label: t("mail"),
            value: (
              <>
                {mail}
                <span className="block text-xs text-ink-soft">{t("mailNote")}</span>
              </>
            ),
          },
          ...(places.length > 0 || brokers.length === 0
            ? [
                {
                  label: t("places", { count: places.length }),
                  value: places.length > 0 ? <Places places={places} /> : t("noPlaces"),
                },
              ]
            : []),
          ...(brokers.length > 0
            ? [{ label: t("brokers", { count: brokers.length }), value: brokers.join(", ") }]
            : []),
          ...(terms
            ? [
                {
                  label: t("terms"),
                  value: (
                    <>
                      {t("termsAccepted", terms)} ·{" "}
                      <a href={paths.acceptedTermsPdf} download className="font-medium text-primary underline">
                        {t("termsPdf")}
                      </a>
                    </>
                  ),
                },
              ]
            : []),
        ]}
      />
      <div className="mt-3 border-t pt-3 sm:grid sm:grid-cols-[11rem_1fr] sm:gap-x-6">
        <p className="py-1.5 text-sm text-ink-soft sm:py-2.5">{t("preferences")}</p>
        <div className="-mx-2.5 max-w-sm">{preferences}</div>
      </div>
    </>
  );
}

function Places({ places }: { places: readonly Place[] }) {
  const t = useTranslations("own.data");
  return (
    <ul className="grid gap-2">
      {places.map(({ company, profile, products }) => (
        <li key={company}>
          {company}
          <span className="block text-xs text-ink-soft">
            {profile} · {products?.join(", ") ?? t("allProducts")}
          </span>
        </li>
      ))}
    </ul>
  );
}

import { useTranslations } from "next-intl";
import { RightsTable } from "@/components/access/rights-table";
import { type Entry, screenEntries } from "@/components/shell/palette-entries";
import { Notice } from "@/components/ui/notice";
import { allowedIn, explain, type Facts } from "@/lib/access/rules";
import { type Channel, isOfHouse, isOfProducts } from "@/lib/catalog";
import type { Reachable } from "@/lib/home/rules";

type Props = {
  facts: Facts & { person: NonNullable<Facts["person"]> };
  company: { code: string; name: string };
  channel: Channel;
};

/** The menu, the screens and the actions that a person has in this company, for somebody else to read: words, no links and no data. */
export function SeeAs({ facts, company, channel }: Props) {
  const t = useTranslations("house.why.as");
  const why = useTranslations("house.why");
  const words = useTranslations("access");
  const areas = useTranslations("portal.areas");
  const screenWords = useTranslations("home.screens");
  const permissions = allowedIn(facts, channel);
  const products = permissions.some(isOfProducts) ? facts.products.filter(({ reached }) => reached) : [];
  const reach: Reachable[] = permissions.length > 0 ? [{ ...company, permissions, products }] : [];
  const shown = { person: facts.person.name, channel: words(`channels.${channel}`) };
  const out = explain(facts, { permission: "guide.read", channel, product: null });
  const barred =
    !out.allowed &&
    ["invited", "personInactive", "membershipInactive", "suspended", "profileInactive"].includes(out.decides)
      ? why(`decides.${out.decides}`, {
          ...shown,
          profile: facts.profile?.name ?? "",
          service: "",
          flag: "",
          product: "",
        })
      : null;
  const entries = screenEntries(reach, { screen: (screen) => screenWords(screen) });
  const menu = [
    areas("home"),
    ...(products.length > 0 ? [areas("cards")] : []),
    ...(permissions.some(isOfHouse) ? [areas("house")] : []),
  ];
  const groups = [
    { place: t("portal"), entries: entries.filter(({ detail }) => detail === "") },
    ...[...new Set(entries.map(placeOf))]
      .filter((place) => place !== "")
      .map((place) => ({ place, entries: entries.filter((entry) => placeOf(entry) === place) })),
  ];
  return (
    <section aria-label={t("sees", shown)} className="grid gap-5">
      <div>
        <h2 className="text-base font-semibold">{t("sees", shown)}</h2>
        <p className="mt-0.5 text-sm text-ink-soft">{t("note")}</p>
      </div>
      {permissions.length === 0 ? (
        <Notice tone="amber" title={t("nothing")}>
          {barred}
        </Notice>
      ) : (
        <>
          <div className="grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-3">
            <Box title={t("menu")} lines={menu.map((label) => ({ key: label, label }))} />
            {groups.map(({ place, entries: listed }) => (
              <Box key={place} title={place} lines={listed} />
            ))}
          </div>
          <div>
            <h3 className="mb-2 text-base font-semibold">{t("actions")}</h3>
            <RightsTable facts={facts} caption={t("actions")} of={[channel]} />
          </div>
        </>
      )}
    </section>
  );
}

/** Where a screen stands: its product, the administration, or nowhere. The product's own start stands in itself. */
const placeOf = ({ key, label, detail }: Entry): string => {
  if (key.startsWith("product ")) return label;
  return detail.split(" · ")[0] ?? "";
};

function Box({ title, lines }: { title: string; lines: readonly { key: string; label: string }[] }) {
  return (
    <div className="rounded-md border bg-surface px-4 py-3">
      <h3 className="text-sm font-semibold text-ink-soft">{title}</h3>
      <ul className="mt-1.5 grid gap-1 text-sm">
        {lines.map(({ key, label }) => (
          <li key={key}>{label}</li>
        ))}
      </ul>
    </div>
  );
}

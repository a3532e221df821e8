import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { BrokerFrame } from "@/components/brokers/broker-frame";
import { TeamFigures } from "@/components/brokers/team-figures";
import { Icon, type IconName } from "@/components/ui/icon";
import { findTeamFigures } from "@/lib/brokers/figures";
import { type BrokerPlace, placesFor } from "@/lib/brokers/rules";
import { brokerPage } from "@/lib/web/broker-doors";
import { paths } from "@/lib/web/paths";
import { titled } from "@/lib/web/preferences";

export const generateMetadata = titled("brokers.menu.home");

const icons: Record<BrokerPlace, IconName> = {
  superusers: "shield",
  settings: "settings",
  team: "person",
  history: "list",
  ownBroker: "company",
  password: "lock",
};

export default brokerPage({ asks: "brokerhome.read" }, async (ctx) => {
  const t = await getTranslations("brokers");
  const administers = ctx.permissions.has("brokeruser.read");
  return (
    <BrokerFrame ctx={ctx} at="home" title={t("menu.home")} intro={t("home.intro")}>
      {administers && <TeamFigures broker={ctx.broker.code} figures={await findTeamFigures(ctx)} />}
      <nav aria-label={t("menu.configuration")}>
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {placesFor(ctx.permissions).map(({ name, path }) => (
            <li
              key={name}
              className="relative flex gap-3 rounded-md border bg-surface px-4 py-3.5 has-[a:hover]:border-edge"
            >
              <Icon name={icons[name]} size={20} className="mt-0.5 shrink-0 text-ink-soft" />
              <div className="min-w-0">
                <Link
                  prefetch={false}
                  href={paths.ofCompany(path, ctx.broker.code)}
                  className="font-medium after:absolute after:inset-0 after:rounded-md"
                >
                  {t(`menu.${name}`)}
                </Link>
                <p className="mt-0.5 text-sm text-ink-soft">
                  {t(`home.places.${name === "settings" && !administers ? "ownSettings" : name}`)}
                </p>
              </div>
            </li>
          ))}
        </ul>
      </nav>
    </BrokerFrame>
  );
});

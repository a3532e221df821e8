import { useTranslations } from "next-intl";
import { ChartCard } from "@/components/ui/chart-card";
import { LinkButton } from "@/components/ui/link-button";
import { Stat } from "@/components/ui/stat";
import type { TeamFigures as Figures } from "@/lib/brokers/figures";
import { filterQuery, teamStandings } from "@/lib/brokers/rules";
import { paths } from "@/lib/web/paths";

const number = new Intl.NumberFormat("es-PE");
const any = { role: null, standing: null, access: null, section: null } as const;
const bars = ["month", "quarter", "before", "never"] as const;

/** The team in figures for whoever administers it; each leads to the people it counts. */
export function TeamFigures({ broker, figures }: { broker: string; figures: Figures }) {
  const t = useTranslations("brokerhouse.figures");
  const { standings, access } = figures;
  const list = (filter: Parameters<typeof filterQuery>[0]) => paths.withQuery(paths.team(broker), filterQuery(filter));
  const active = standings.ACTIVE.total;
  // Who is counted in the title is whom its press shows.
  const [away, never] = [access?.before ?? 0, access?.never ?? 0];
  return (
    <section aria-label={t("title")} className="mb-6 grid gap-3">
      <div className="grid gap-3 sm:grid-cols-3">
        {teamStandings.map((standing) => {
          const { total, more } = standings[standing];
          return (
            <Stat
              key={standing}
              label={t(`standings.${standing}`)}
              value={more ? t("more", { total: number.format(total) }) : number.format(total)}
              href={list({ ...any, standing })}
            />
          );
        })}
      </div>
      {access && active > 0 && (
        <ChartCard
          title={t(away > 0 ? "away" : never > 0 ? "neverCame" : "nobodyAway", {
            away: number.format(away),
            never: number.format(never),
            active: number.format(active),
          })}
          subtitle={t("subtitle")}
          kind="bars"
          unit={t("unit")}
          figures="es-PE"
          along={t("along")}
          series={[{ label: t("people"), tone: "primary" }]}
          points={bars.map((bar) => ({
            label: t(`access.${bar}`),
            values: [access[bar]],
            texts: [number.format(access[bar])],
          }))}
          action={
            away + never > 0 && (
              <LinkButton
                href={list({ ...any, standing: "ACTIVE", access: away > 0 ? "before" : "never" })}
                icon="person"
              >
                {t("see")}
              </LinkButton>
            )
          }
        />
      )}
    </section>
  );
}

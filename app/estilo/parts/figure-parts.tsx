import { ChartCard } from "@/components/ui/chart-card";
import { DateTime } from "@/components/ui/date-time";
import { Money } from "@/components/ui/money";
import { ProgressBar } from "@/components/ui/progress-bar";
import { TableSkeleton } from "@/components/ui/skeleton";
import { Stat } from "@/components/ui/stat";
import { style } from "@/lib/messages/es/style";
import { formatMoney } from "@/lib/money";
import { now, timeZone } from "../sample";
import { Section, Shown, States } from "../section";

const { parts, tray, guide } = style;
const million = 100_000_000n;
const pesos = (millions: number) => formatMoney(BigInt(millions) * million, "COP");

const balances = [920, 905, 905, 640, 655, 610, 598, 590, 1120, 1098, 1075, 1060, 812, 800, 790].map(
  (millions, index) => ({
    label: guide.dayOf.replace("{day}", String(index + 7)),
    values: [millions],
    texts: [pesos(millions)],
  }),
);

const months = guide.month.map((label, index) => {
  const [recharge = 0, debit = 0] =
    [
      [610, 42],
      [598, 55],
      [660, 40],
      [712, 47],
      [745, 44],
      [803, 43],
    ][index] ?? [];
  return { label, values: [recharge, debit], texts: [pesos(recharge), pesos(debit)] };
});

/** Figures, how they move, and what is on its way. */
export function FigureParts() {
  return (
    <>
      <Section name="cifras">
        <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
          <Stat
            label={parts.balance}
            value={<Money cents="125000000050" currency="COP" />}
            trend={{ way: "falls", text: guide.trendDown, news: "bad" }}
            href="/estilo"
          />
          <Stat
            label={parts.today}
            value={<Money cents="1250000000" currency="COP" tone="in" />}
            note={<DateTime at="2026-11-21T14:32:00Z" now={now} timeZone={timeZone} />}
          />
          <Stat label={parts.waiting} value="4" trend={{ way: "same", text: guide.trendSame }} href="/estilo" />
          <Stat
            label={parts.disk}
            value={<Money cents="-1250000" currency="PEN" tone="out" />}
            trend={{ way: "rises", text: guide.trendUp, news: "good" }}
          />
        </div>
        <div className="mt-5 grid gap-x-8 gap-y-4 md:grid-cols-3">
          <ProgressBar label={tray.uploading} value={66} text={tray.bytes} />
          <ProgressBar label={tray.validating} value={42} text={tray.lines} />
          <ProgressBar label={guide.preparing} text={guide.preparingText} />
        </div>
      </Section>
      <Section name="graficas">
        <div className="grid items-start gap-5 lg:grid-cols-2">
          <ChartCard
            title={guide.chartBalance}
            subtitle={guide.chartBalanceOf}
            kind="line"
            unit={guide.millions}
            along={guide.dayAxis}
            series={[{ label: guide.balance, tone: "primary" }]}
            points={balances}
          />
          <ChartCard
            title={guide.chartMonths}
            subtitle={guide.chartMonthsOf}
            kind="bars"
            unit={guide.millions}
            along={guide.monthAxis}
            series={[
              { label: guide.recharges, tone: "in" },
              { label: guide.debits, tone: "out" },
            ]}
            points={months}
          />
        </div>
      </Section>
      <Section name="espera">
        <States>
          <Shown as="loading" wide>
            <TableSkeleton rows={4} />
          </Shown>
        </States>
      </Section>
    </>
  );
}

"use client";
import { useLocale } from "next-intl";
import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import type { ChartProps, ChartTone } from "@/components/ui/chart-card";

export type ChartDrawingProps = Pick<ChartProps, "kind" | "series" | "points" | "figures">;

const colours: Record<ChartTone, string> = {
  primary: "var(--color-primary)",
  in: "var(--color-in)",
  out: "var(--color-out)",
  amber: "var(--color-amber)",
};

/** Beside its colour each line has a stroke of its own. */
const dashes = ["0", "6 4", "2 3", "10 3 2 3"];

const axis = { stroke: "var(--color-rule)", tick: { fill: "var(--color-ink-soft)", fontSize: 12 }, tickLine: false };

/** The drawing of ChartCard, in the colours of the theme; who cannot see it reads the table behind. */
export function ChartDrawing({ kind, series, points, figures }: ChartDrawingProps) {
  const locale = useLocale();
  const figure = new Intl.NumberFormat(figures ?? locale, { maximumFractionDigits: 1 });
  const data = points.map(({ label, values, texts }) => ({ label, texts, ...values }));
  const Chart = kind === "bars" ? BarChart : LineChart;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <Chart data={data} margin={{ top: 8, right: 28, bottom: 4, left: 4 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis {...axis} dataKey="label" minTickGap={kind === "bars" ? 4 : 24} tickMargin={6} />
        <YAxis {...axis} width="auto" axisLine={false} tickFormatter={(value: number) => figure.format(value)} />
        <Tooltip
          isAnimationActive={false}
          cursor={{ fill: "var(--color-sunken)", stroke: "var(--color-rule)" }}
          content={({ active, payload }) => (active ? <Here point={payload?.[0]?.payload} series={series} /> : null)}
        />
        {series.map(({ label, tone }, index) =>
          kind !== "bars" ? (
            <Line
              key={label}
              type={kind === "steps" ? "stepAfter" : "linear"}
              dataKey={String(index)}
              stroke={colours[tone]}
              strokeWidth={2}
              strokeDasharray={dashes[index % dashes.length]}
              dot={false}
              activeDot={{ r: 4 }}
              isAnimationActive={false}
            />
          ) : (
            <Bar
              key={label}
              dataKey={String(index)}
              fill={colours[tone]}
              radius={[3, 3, 0, 0]}
              maxBarSize={36}
              isAnimationActive={false}
            />
          ),
        )}
      </Chart>
    </ResponsiveContainer>
  );
}

type Point = { label: string; texts: readonly string[] };

function Here({ point, series }: { point: Point | undefined; series: ChartProps["series"] }) {
  if (!point) return null;
  return (
    <div className="rounded-md border bg-surface px-3 py-2 text-xs shadow-raised">
      <p className="font-medium">{point.label}</p>
      {series.map(({ label }, index) => (
        <p key={label} className="flex justify-between gap-4 tabular-nums">
          {series.length > 1 && <span className="text-ink-soft">{label}</span>}
          <span>{point.texts[index]}</span>
        </p>
      ))}
    </div>
  );
}

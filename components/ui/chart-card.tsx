"use client";
import { useTranslations } from "next-intl";
import { type ComponentType, type ReactNode, useEffect, useState } from "react";
import type { ChartDrawingProps } from "@/components/ui/chart-drawing";
import { classNames } from "@/components/ui/class-names";

export type ChartTone = "primary" | "in" | "out" | "amber";

export type ChartProps = {
  /** The finding, as a sentence: "El saldo bajó 12 % en noviembre". */
  title: string;
  /** What is shown: "Saldo de la cuenta maestra, por día". */
  subtitle?: string;
  /** `steps`: what stands still until it changes, as a balance does. */
  kind: "line" | "steps" | "bars";
  /** What the figures are, at the axis: "millones de pesos". */
  unit: string;
  /** Whose way of writing figures the axis follows: the currency's, where it is money. */
  figures?: string;
  /** Name of what runs along: "Día". */
  along: string;
  series: readonly { label: string; tone: ChartTone }[];
  /** One a place along, in order; `values` (for the drawing alone, in units) and `texts` (as people read them) by series. */
  points: readonly { label: string; values: readonly number[]; texts: readonly string[] }[];
  /** At the right of the title. */
  action?: ReactNode;
};

const dots: Record<ChartTone, string> = { primary: "bg-primary", in: "bg-in", out: "bg-out", amber: "bg-amber" };

/**
 * A chart whose title says what it shows, with the same figures as a table behind it. The drawing is fetched after the page is there,
 * into a space that is kept for it; where there is no script the table stands open in its place.
 */
export function ChartCard(chart: ChartProps) {
  const t = useTranslations("controls.chart");
  const { title, subtitle, kind, unit, figures, series, points, along, action } = chart;
  const [Drawing, setDrawing] = useState<ComponentType<ChartDrawingProps> | null>(null);

  useEffect(() => {
    let left = false;
    import("@/components/ui/chart-drawing").then(
      (loaded) => !left && setDrawing(() => loaded.ChartDrawing),
      () => undefined, // it could not be fetched: the table is there
    );
    return () => {
      left = true;
    };
  }, []);

  return (
    <figure className="rounded-md border bg-surface">
      <figcaption className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-4 pt-3.5">
        <div className="min-w-0">
          <h2 className="text-sm font-semibold text-pretty">{title}</h2>
          {subtitle && <p className="text-xs text-ink-soft">{subtitle}</p>}
        </div>
        {action}
      </figcaption>
      {series.length > 1 && (
        <ul aria-label={t("series")} className="flex flex-wrap gap-x-5 gap-y-1 px-4 pt-2 text-xs text-ink-soft">
          {series.map(({ label, tone }) => (
            <li key={label} className="flex items-center gap-2">
              <span
                aria-hidden="true"
                className={classNames(kind === "bars" ? "size-2.5 rounded-sm" : "h-0.5 w-4", dots[tone])}
              />
              {label}
            </li>
          ))}
        </ul>
      )}
      <div role="img" aria-label={t("drawn", { title })} className="chart-space px-2 pt-3 pb-1">
        <p className="px-2 text-xs text-ink-soft">{unit}</p>
        {/* While the window changes its size the drawing is as wide as it was, for a moment. */}
        <div className="h-56 overflow-clip">
          {Drawing && <Drawing kind={kind} series={series} points={points} figures={figures} />}
        </div>
      </div>
      <details className="chart-table border-t">
        <summary className="px-4 py-2.5 text-xs font-medium text-primary hover:bg-sunken">{t("table")}</summary>
        <div role="group" aria-label={t("table")} tabIndex={0} className="max-h-72 overflow-auto">
          <table className="grid-table">
            <caption className="sr-only">{title}</caption>
            <thead>
              <tr>
                <th scope="col">{along}</th>
                {series.map(({ label }) => (
                  <th key={label} scope="col" data-align="end">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {points.map(({ label, texts }) => (
                <tr key={label}>
                  <td data-role="title">{label}</td>
                  {series.map((one, index) => (
                    <td key={one.label} data-label={one.label} data-align="end">
                      {texts[index]}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

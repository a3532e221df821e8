import type { figureLocales } from "@/lib/money";

export type FigureLocale = (typeof figureLocales)[keyof typeof figureLocales];

/** Bytes as people read them in the country of `figures`: `9,8 kB` (es-CO), `9.8 kB` (es-PE). */
export function formatBytes(bytes: bigint, figures: FigureLocale = "es-CO"): string {
  const units = ["bytes", "kB", "MB", "GB"];
  let value = Number(bytes);
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const shown = new Intl.NumberFormat(figures, { maximumFractionDigits: unit === 0 ? 0 : 1 }).format(value);
  return `${shown} ${units[unit]}`;
}

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { assert } from "@/lib/assert";

type Theme = "light" | "dark";
type Palette = Map<string, string>;

const css = readFileSync("app/globals.css", "utf8");

function paletteOf(theme: Theme): Palette {
  const pairs = css.matchAll(/--color-([a-z-]+): light-dark\((#[0-9a-f]{6,8}), (#[0-9a-f]{6,8})\);/g);
  return new Map([...pairs].map(([, name = "", light = "", dark = ""]) => [name, theme === "light" ? light : dark]));
}

/** Relative luminance of #rrggbb, as WCAG 2.2 defines it. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((start) => Number.parseInt(hex.slice(start, start + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(palette: Palette, over: string, under: string): number {
  const [front, back] = [palette.get(over), palette.get(under)];
  assert(front !== undefined && back !== undefined, `${over} and ${under} are tokens of globals.css`);
  const [high = 0, low = 0] = [luminance(front), luminance(back)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const papers = ["ground", "surface", "sunken"];

/** Every pair of text and ground that a part may make; 4.5 is AA for text of any size. */
const textPairs: [string, string][] = [
  ...["ink", "ink-soft", "ink-faint", "primary", "primary-strong", "in", "out", "amber"].flatMap((over) =>
    papers.map((under): [string, string] => [over, under]),
  ),
  ...["primary-soft", "in-soft", "out-soft", "amber-soft"].flatMap((under): [string, string][] => [
    ["ink", under],
    ["ink-soft", under],
  ]),
  ["primary", "primary-soft"],
  ["in", "in-soft"],
  ["out", "out-soft"],
  ["amber", "amber-soft"],
  ["on-primary", "primary"],
  ["on-primary", "primary-strong"],
  ["on-out", "out"],
  ["on-out", "out-strong"],
  ["ground", "ink"],
  ["primary", "out-soft"],
];

/** Edges of what is typed in, the ring of focus and meters: 3 is AA for what is not text. */
const edgePairs: [string, string][] = [
  ...papers.slice(0, 2).flatMap((under): [string, string][] => [
    ["edge", under],
    ["primary", under],
    ["in", under],
  ]),
  ...[...papers, "primary-soft", "out-soft"].map((under): [string, string] => ["focus", under]),
];

describe.each(["light", "dark"] as const)("%s theme", (theme) => {
  const palette = paletteOf(theme);

  test.each(textPairs)("text %s on %s reads (AA)", (over, under) => {
    expect(contrast(palette, over, under)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(edgePairs)("edge %s on %s is seen (AA)", (over, under) => {
    expect(contrast(palette, over, under)).toBeGreaterThanOrEqual(3);
  });
});

test("no colour is written outside globals.css", () => {
  const files = ["app", "components"].flatMap((room) =>
    readdirSync(room, { recursive: true, encoding: "utf8" }).map((name) => join(room, name)),
  );
  const coloured = files
    .filter((file) => file.endsWith(".tsx"))
    .filter((file) => /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab)a?\(/i.test(readFileSync(file, "utf8")));
  expect(coloured).toEqual([]);
});

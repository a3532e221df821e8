import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { assert } from "@/lib/assert";
import { classLists, drawnFiles } from "@/tests/ui/class-lists";

type Theme = "light" | "dark";
type Palette = ReadonlyMap<string, string>;
/** What stands on what, and how much of a contrast WCAG 2.2 AA asks of it: 4.5 of text, 3 of what is drawn. */
type Pair = { over: string; under: string; least: number };

const css = ["app/globals.css", "app/tables.css"].map((file) => readFileSync(file, "utf8")).join("\n");

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

/** What a page, a card and a head of a table are: where whatever names no ground of its own may stand. */
const papers = ["ground", "surface", "sunken"];
/** Hairlines, tracks of meters and the veil say nothing by themselves. */
const decoration = new Set(["line", "rule", "veil", "ground", "surface", "sunken"]);
const isSoft = (token: string) => token.endsWith("-soft") && token !== "ink-soft";

const lists = classLists();
const paints = lists.flatMap((list) => list.paints);

/** Text and ground named in one list of classes, in each state that names either; what a state leaves out is as at rest. */
function pairsOfLists(): Pair[] {
  return lists.flatMap(({ paints: here }) => {
    const at = (part: "text" | "ground", state: string) =>
      here.find((one) => one.part === part && one.state === state)?.token ??
      here.find((one) => one.part === part && one.state === "")?.token;
    return [...new Set(here.map((one) => one.state))].flatMap((state): Pair[] => {
      const [over, under] = [at("text", state), at("ground", state)];
      if (over && under) return [{ over, under, least: 4.5 }];
      if (over) return papers.map((paper) => ({ over, under: paper, least: 4.5 }));
      if (under && (papers.includes(under) || isSoft(under)))
        return ["ink", "ink-soft"].map((ink) => ({ over: ink, under, least: 4.5 }));
      return [];
    });
  });
}

/** Grounds that the style sheets give to whole rows and cells, where text may stand that names no ground of its own. */
function pairsOfRows(): Pair[] {
  const rules = css.matchAll(/\.(?:grid|tree)-table[^{}]*\b(?:tbody|td)\b[^{}]*\{([^{}]*)\}/g);
  const grounds = [...rules].flatMap(([, body = ""]) => /background: var\(--color-([a-z-]+)\)/.exec(body)?.[1] ?? []);
  const inks = lists.flatMap(({ paints: here }) =>
    here.some((one) => one.part === "ground") ? [] : here.filter((one) => one.part === "text").map((one) => one.token),
  );
  return grounds.flatMap((under) => ["ink", ...inks].map((over) => ({ over, under, least: 4.5 })));
}

/** Text and ground named in one rule of a style sheet. */
function pairsOfSheets(): Pair[] {
  return [...css.matchAll(/\{([^{}]*)\}/g)].flatMap(([, body = ""]) => {
    const over = /(?:^|[\s;])color: var\(--color-([a-z-]+)\)/.exec(body)?.[1];
    const under = /background: var\(--color-([a-z-]+)\)/.exec(body)?.[1];
    return over ? (under ? [under] : papers).map((paper) => ({ over, under: paper, least: 4.5 })) : [];
  });
}

/** Edges, rings, meters, dots and lines of charts against the papers they are drawn on. */
function pairsOfDrawings(): Pair[] {
  const charts = drawnFiles().flatMap(({ text }) =>
    [...text.matchAll(/var\(--color-([a-z-]+)\)/g)].map(([, token = ""]) => token),
  );
  const grounds = lists.flatMap(({ paints: here }) =>
    here.some((one) => one.part === "text") ? [] : here.filter((one) => one.part === "ground").map((one) => one.token),
  );
  const edges = paints.filter((one) => one.part === "line" && !one.state.includes("disabled")).map((one) => one.token);
  return [...new Set([...charts, ...grounds, ...edges, "focus"])]
    .filter((token) => !decoration.has(token) && !isSoft(token) && !token.startsWith("on-"))
    .flatMap((over) => ["ground", "surface"].map((under) => ({ over, under, least: 3 })));
}

function unique(pairs: readonly Pair[]): Pair[] {
  return [...new Map(pairs.map((pair) => [`${pair.over} ${pair.under} ${pair.least}`, pair])).values()];
}

const focusPairs = [...papers, "primary-soft", "out-soft"].map((under) => ({ over: "focus", under, least: 3 }));
const pairs = unique([...pairsOfLists(), ...pairsOfRows(), ...pairsOfSheets(), ...pairsOfDrawings(), ...focusPairs]);

test("every colour that a class names is a token", () => {
  const tokens = paletteOf("light");
  const unknown = lists.flatMap(({ file, paints: here }) =>
    here.filter((one) => !tokens.has(one.token)).map((one) => `${file}: ${one.state}${one.part} ${one.token}`),
  );
  expect(unknown).toEqual([]);
});

test("the pairs are those of the product, not of nothing", () => {
  const has = (over: string, under: string) => pairs.some((pair) => pair.over === over && pair.under === under);
  expect([
    has("on-primary", "primary"),
    has("ink-soft", "sunken"),
    has("ink", "out-soft"),
    has("amber", "amber-soft"),
  ]).toEqual([true, true, true, true]);
  expect(pairs.length).toBeGreaterThan(60);
});

describe.each(["light", "dark"] as const)("%s theme", (theme) => {
  const palette = paletteOf(theme);

  test.each(pairs)("$over on $under: $least (AA)", ({ over, under, least }) => {
    expect(contrast(palette, over, under)).toBeGreaterThanOrEqual(least);
  });
});

test("no colour is written outside globals.css", () => {
  const coloured = drawnFiles()
    .filter(({ text }) => /#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch|oklab)a?\(/i.test(text))
    .map(({ file }) => file);
  expect(coloured).toEqual([]);
});

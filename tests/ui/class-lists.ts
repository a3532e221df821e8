import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A colour that a class sets: what of (text, ground, line), in which state (`hover:`, or "" at rest), by which token. */
export type Paint = { part: "text" | "ground" | "line"; state: string; token: string };

export type ClassList = { file: string; paints: readonly Paint[] };

const parts: Record<string, Paint["part"]> = {
  text: "text",
  decoration: "text",
  bg: "ground",
  border: "line",
  outline: "line",
  stroke: "line",
  fill: "line",
};

/** What stands after the same beginnings and is no colour: sizes, sides, styles. */
const noColour =
  /^(text-(xs|sm|base|lg|xl|start|end|center|pretty|balance|wrap|nowrap)|border-([trblsexy](-\d+)?|\d+|dashed|collapse|separate|spacing-.*)|border-[trblsexy]|outline-(none|\d+|offset-.*)|stroke-\d+|decoration-(wavy|dotted|\d+)|bg-(fixed|cover))$/;

const keywords = new Set(["transparent", "current"]);

function paintOf(word: string): Paint | null {
  const [, state = "", name = ""] =
    /^((?:[a-z-]+(?:\[[^\]]*\])?:|[a-z-]*-?\[[^\]]*\]:)*)([a-z][a-z0-9[\]().-]*)$/.exec(word) ?? [];
  const [, prefix = "", token = ""] = /^-?(text|decoration|bg|border|outline|stroke|fill)-(.+)$/.exec(name) ?? [];
  const part = parts[prefix];
  if (!part || noColour.test(name)) return null;
  // Of one edge alone: border-e-transparent.
  const bare = part === "line" ? token.replace(/^[trblsexy]-/, "") : token;
  return keywords.has(bare) || bare.startsWith("[") ? null : { part, state, token: bare };
}

/** Every file that draws: screens and parts. */
export function drawnFiles(): { file: string; text: string }[] {
  return ["app", "components"]
    .flatMap((room) => readdirSync(room, { recursive: true, encoding: "utf8" }).map((name) => join(room, name)))
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(file, "utf8") }));
}

/** The lists of classes of every part and screen, each with the colours it sets. */
export function classLists(): ClassList[] {
  return drawnFiles().flatMap(({ file, text }) =>
    [...text.matchAll(/"((?:[^"\\\n]|\\.)*)"|`([^`]*)`/g)]
      .map(([, quoted, template]) => (quoted ?? template ?? "").split(/\s+|\$\{[^}]*\}/))
      .map((words) => ({ file, paints: words.flatMap((word) => paintOf(word) ?? []) }))
      .filter(({ paints }) => paints.length > 0),
  );
}

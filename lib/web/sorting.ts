import { cut } from "@/lib/input";
import type { Sort } from "@/lib/sorting";

type Search = Record<string, string | string[] | undefined>;

/** How an address asks a list to be sorted: `orden=fecha` upwards, `orden=-fecha` downwards; null for what names no column. */
export function sortWanted<Key extends string>(search: Search, keys: readonly Key[]): Sort<Key> | null {
  const asked = typeof search.orden === "string" ? search.orden : "";
  const by = keys.find((key) => key === asked.replace(/^-/, ""));
  return by ? { by, down: asked.startsWith("-") } : null;
}

/** The text that an address searches a list for (`buscar`), or null. */
export function textWanted(search: Search): string | null {
  const text = typeof search.buscar === "string" ? search.buscar.replaceAll("\0", "").trim() : "";
  return text === "" ? null : cut(text, 100);
}

import { readFileSync } from "node:fs";
import path from "node:path";
import { listSources } from "@/tests/house/sources";

const root = path.join(import.meta.dirname, "../..");
const read = (file: string) => JSON.parse(readFileSync(path.join(root, ".next/server", file), "utf8"));

export type Action = { id: string; file: string; name: string; asks: string };
export type Place = { address: string; file: string; kind: "page" | "route"; methods: string[]; asks: string };

/** Server actions as the build itself lists them, each with what its declaration asks; `undeclared` when none made it. */
export function builtActions(): Action[] {
  const manifest = read("server-reference-manifest.json") as {
    node: Record<string, { filename?: string; exportedName?: string; workers: object }>;
  };
  return Object.entries(manifest.node).map(([id, { filename = "", exportedName = "" }]) => {
    const source = sourceOf(filename);
    const declared = new RegExp(
      `^export const ${exportedName} = (?:action|openAction|ownAction|stageAction|operatorAction|operatorReview)\\(\\s*\\{([^}]*)`,
      "m",
    ).exec(source);
    return { id, file: filename, name: exportedName, asks: asksOf(declared?.[1]) };
  });
}

/** Pages and route handlers as the build lists them. Next's own not-found and error pages, and files of metadata, are not ours to declare. */
export function builtPlaces(): Place[] {
  const manifest = read("app-paths-manifest.json") as Record<string, string>;
  return Object.keys(manifest)
    .filter(
      (entry) =>
        !/^\/(_not-found|_global-error)\/page$|^\/(icon|favicon|apple-icon|manifest|robots|sitemap)[^/]*\/route$/.test(
          entry,
        ),
    )
    .map((entry) => {
      const kind = entry.endsWith("/page") ? "page" : "route";
      const file = [`app${entry}.tsx`, `app${entry}.ts`].find((name) => sources.has(name)) ?? `app${entry}`;
      const source = sourceOf(file);
      const address = entry.replace(/\/(page|route)$/, "").replace(/\/\([^)]*\)/g, "") || "/";
      if (kind === "page") {
        const found = /^export default (page|ownPage|publicPage|stagePage|operatorPage)\((\s*\{[^}]*)?/m.exec(source);
        const asks = found?.[1] === "ownPage" ? "self" : found?.[1] === "publicPage" ? "public" : asksOf(found?.[2]);
        return { address, file, kind, methods: ["GET"], asks };
      }
      const exported = [
        ...source.matchAll(/^export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/gm),
      ].map((one) => one[1] ?? "");
      const doors = [
        ...source.matchAll(
          /^export const (GET|POST|PUT|PATCH|DELETE) = (download|operatorDownload|operatorUpload|live|ownDownload|streamed|openRoute|openPost|ownPost)\((\s*\{[^}]*)?/gm,
        ),
      ];
      const asks =
        doors.length === exported.length && doors.length > 0
          ? doors[0]?.[2]?.startsWith("open")
            ? "public"
            : asksOf(doors[0]?.[3])
          : "undeclared";
      return { address, file, kind, methods: exported, asks };
    });
}

const sources = new Map(listSources().map((source) => [source.file, source.text]));
const sourceOf = (file: string) => sources.get(file.replace(`${root}/`, "")) ?? "";
const asksOf = (declaration: string | undefined) => /asks:\s*"([^"]+)"/.exec(declaration ?? "")?.[1] ?? "undeclared";

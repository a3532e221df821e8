import { readFileSync } from "node:fs";
import path from "node:path";
import { base } from "@/lib/app/contract";
import { listSources } from "@/tests/house/sources";

const root = path.join(import.meta.dirname, "../..");
const read = (file: string) => JSON.parse(readFileSync(path.join(root, ".next/server", file), "utf8"));

export type Action = { id: string; file: string; name: string; asks: string };
/** A door of the App's API: which of its operations it says it is. */
export type AppDoor = { address: string; method: string; operation: string };
export type Place = { address: string; file: string; kind: "page" | "route"; methods: string[]; asks: string };

/** Server actions as the build itself lists them, each with what its declaration asks; `undeclared` when none made it. */
export function builtActions(): Action[] {
  const manifest = read("server-reference-manifest.json") as {
    node: Record<string, { filename?: string; exportedName?: string; workers: object }>;
  };
  return Object.entries(manifest.node).map(([id, { filename = "", exportedName = "" }]) => {
    const source = sourceOf(filename);
    const declared = new RegExp(
      `^export const ${exportedName} = (?:action|openAction|ownAction|stageAction|operatorAction|operatorReview|companyAction|companyReview|brokerAction|brokerReview|lookup)\\(\\s*\\{([^}]*)`,
      "m",
    ).exec(source);
    return { id, file: filename, name: exportedName, asks: asksOf(declared?.[1]) };
  });
}

/** Pages and route handlers as the build lists them. Next's own not-found and error pages, and files of metadata, are not ours to declare. */
export function builtPlaces(): Place[] {
  return builtEntries()
    .filter((entry) => !isOfApp(entry))
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
        const found =
          /^export default (page|ownPage|publicPage|stagePage|operatorPage|companyPage|brokerPage)\((\s*\{[^}]*)?/m.exec(
            source,
          );
        const asks = found?.[1] === "ownPage" ? "self" : found?.[1] === "publicPage" ? "public" : asksOf(found?.[2]);
        return { address, file, kind, methods: ["GET"], asks };
      }
      const exported = [
        ...source.matchAll(/^export (?:const|async function|function) (GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/gm),
      ].map((one) => one[1] ?? "");
      const doors = [
        ...source.matchAll(
          /^export const (GET|POST|PUT|PATCH|DELETE) = (download|companyDownload|companyExport|productExport|reportSheet|reportPaperFile|operatorDownload|operatorUpload|brokerUpload|brokerExport|live|ownDownload|streamed|openRoute|openPost|ownPost)\((\s*\{[^}]*)?/gm,
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

const builtEntries = () => Object.keys(read("app-paths-manifest.json") as Record<string, string>);

/** Doors of the App's API, whose caller is a bearer; its document is a place like the others. */
const isOfApp = (entry: string) => entry.startsWith(`${base}/`) && !entry.startsWith(`${base}/openapi.json`);

/** Every handler of the App's API as the build lists it; `undeclared` where no declaration made it. */
export function builtAppDoors(): AppDoor[] {
  return builtEntries()
    .filter(isOfApp)
    .flatMap((entry) => {
      const address = entry.replace(/\/route$/, "").replace(/\[(\w+)\]/g, "{$1}");
      return [...sourceOf(`app${entry}.ts`).matchAll(/^export (?:const|async function|function) (\w+)(.*)$/gm)].map(
        ([, method = "", declared = ""]) => {
          const made = /^ = app(?:Read|Command|Own|Entry)\(\s*"(\w+)"/.exec(declared);
          return { address, method, operation: made?.[1] ?? "undeclared" };
        },
      );
    });
}

const sources = new Map(listSources().map((source) => [source.file, source.text]));
const sourceOf = (file: string) => sources.get(file.replace(`${root}/`, "")) ?? "";
const asksOf = (declaration: string | undefined) => /asks:\s*"([^"]+)"/.exec(declaration ?? "")?.[1] ?? "undeclared";

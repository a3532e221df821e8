import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");
const rooms = ["app", "components", "lib", "prisma", "tests"];

export type Source = { file: string; text: string; imports: Import[] };
export type Import = { from: string; value: boolean };

/** Every source file of the product by its path from the root, generated ones left out. */
export function listSources(): Source[] {
  const files = rooms.flatMap((room) => walk(room)).concat("proxy.ts", "instrumentation.ts", "next.config.ts");
  return files.map((file) => {
    const text = readFileSync(path.join(root, file), "utf8");
    return { file, text, imports: importsOf(file, text) };
  });
}

function walk(folder: string): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const place = `${folder}/${entry.name}`;
    if (place === "lib/generated" || place === "tests/artifacts") return [];
    return entry.isDirectory() ? walk(place) : /\.(ts|tsx|mjs)$/.test(entry.name) ? [place] : [];
  });
}

/** Imports and re-exports; one whose every name is a type is no value. */
function importsOf(file: string, text: string): Import[] {
  const found: Import[] = [];
  for (const match of text.matchAll(/^(?:import|export)\s+(type\s+)?([^;'"]*?)\s*from\s+"([^"]+)"/gm)) {
    const [, type, names = "", from = ""] = match;
    const inBraces = /^\{([^}]*)\}$/.exec(names.trim())?.[1];
    const onlyTypes = inBraces
      ?.split(",")
      .filter((name) => name.trim() !== "")
      .every((name) => name.trim().startsWith("type "));
    found.push({ from: placed(file, from), value: !type && !onlyTypes });
  }
  for (const match of text.matchAll(/(?:^import\s+|import\()"([^"]+)"/gm))
    found.push({ from: placed(file, match[1] ?? ""), value: true });
  return found;
}

/** `@/lib/db` and `./x` as paths from the root; packages as they are. */
function placed(file: string, from: string): string {
  if (from.startsWith("@/")) return from.slice(2);
  if (from.startsWith(".")) return path.posix.join(path.posix.dirname(file), from);
  return from;
}

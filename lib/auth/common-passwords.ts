import { readFile } from "node:fs/promises";
import path from "node:path";

let list: Promise<ReadonlySet<string>> | null = null;

/** The common claves that ship with the product, read when the first is asked for. */
export function commonPasswords(): Promise<ReadonlySet<string>> {
  list ??= load().catch((error: unknown) => {
    list = null;
    throw error;
  });
  return list;
}

async function load(): Promise<ReadonlySet<string>> {
  const text = await readFile(path.join(process.cwd(), "lib/auth/common-passwords.txt"), "utf8");
  return new Set(text.split("\n").filter((line) => line !== "" && !line.startsWith("# ")));
}

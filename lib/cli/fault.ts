import { statfsSync } from "node:fs";
import { ConfigError } from "@/lib/config";
import { cliMessages } from "@/lib/messages/es/cli";
import { sentence } from "@/lib/sentence";

type Code = keyof typeof cliMessages.fault;

/** What a command cannot go on from; the message is the one Spanish sentence that the person reads. */
export class Fault extends Error {
  constructor(code: Code, params: Record<string, string | number> = {}) {
    super(sentence(cliMessages.fault[code], params));
  }
}

/** A refusal already put in words. */
export class Refusal extends Error {}

const megabytesNeeded = 500;

/** @throws Fault diskFull when the disk of the folder holds less than a start needs */
export function claimSpace(folder: string): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < megabytesNeeded * 2 ** 20) throw new Fault("diskFull", { folder, megabytes: megabytesNeeded });
}

/** The sentence for whatever stopped a command; null for a bug, whose stack is worth showing. */
export function explain(error: unknown): string | null {
  if (error instanceof Fault || error instanceof Refusal || error instanceof ConfigError) return error.message;
  if (!(error instanceof Error)) return null;
  const { code, path, address, port } = error as NodeJS.ErrnoException & { address?: string; port?: number };
  const where = path ?? "los datos";
  switch (code) {
    case "ENOSPC":
    case "53100":
      return new Fault("diskFull", { folder: where, megabytes: megabytesNeeded }).message;
    case "EACCES":
    case "EPERM":
      return new Fault("noPermission", { path: where }).message;
    case "EROFS":
      return new Fault("readOnly", { path: where }).message;
    case "ENOENT":
      return new Fault("fileMissing", { path: where }).message;
    case "ECONNREFUSED":
    case "ENOTFOUND":
      return new Fault("databaseUnreachable", { where: address ? `${address}:${port}` : "DATABASE_URL" }).message;
    case "28P01":
    case "28000":
      return new Fault("databaseRefused", { where: "DATABASE_URL" }).message;
    default:
      return null;
  }
}

/** Runs a command's main: whatever stops it is told in one sentence (a bug with its stack too) and the exit code is 1. */
export async function runMain(main: () => Promise<void>): Promise<void> {
  try {
    await main();
  } catch (error) {
    const known = explain(error);
    console.error(known ?? cliMessages.fault.unexpected);
    if (known === null) console.error(error);
    process.exitCode = 1;
  }
}

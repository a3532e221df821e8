import { appendFile, mkdir } from "node:fs/promises";
import path from "node:path";
import { database } from "@/lib/db";
import { log } from "@/lib/log";
import { noteOutside } from "@/lib/worker/outside";

const everyMs = 500;
const eventsAtOnce = 2_000;
type Head = { chain: number; seq: bigint; hash: string };

/** Seals waiting trail events twice a second and writes each chain's new head outside the database as well; all heads when it begins. */
export function startSealer(anchorDir: string) {
  let stopped = false;
  let running: Promise<void> = Promise.resolve();
  const seal = async () => {
    try {
      const heads = await database().$queryRaw<
        Head[]
      >`SELECT chain, seq, hash FROM audit_seal_pending(${eventsAtOnce}::int)`;
      await anchorEach(anchorDir, heads);
    } catch (error) {
      log.warn({ err: error }, "the trail could not be sealed; tried again");
    }
  };
  const anchorAll = async () => {
    try {
      const heads = await database().$queryRaw<Head[]>`SELECT chain, seq, hash FROM audit_heads()`;
      await anchorEach(anchorDir, heads);
    } catch (error) {
      log.warn({ err: error }, "the heads of the trail could not be anchored");
    }
  };
  running = anchorAll();
  const timer = setInterval(() => {
    if (!stopped) running = running.then(seal);
  }, everyMs);
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

async function anchorEach(directory: string, heads: readonly Head[]): Promise<void> {
  try {
    for (const head of heads) await anchor(directory, head);
    if (heads.length > 0) noteOutside("anchors", null);
  } catch (error) {
    noteOutside("anchors", (error as NodeJS.ErrnoException).code ?? "unexpected");
    throw error;
  }
}

/** One line a head: sequence and hash. A file a chain. */
async function anchor(directory: string, { chain, seq, hash }: Head): Promise<void> {
  await mkdir(directory, { recursive: true });
  await appendFile(path.join(directory, `chain-${chain}.txt`), `${seq} ${hash}\n`);
}

import { expect } from "vitest";
import { until } from "@/lib/cli/ports";
import { startSealer } from "@/lib/worker/sealer";
import { asOwner, asWorker } from "@/tests/support/make";

/** How many events wait for their seal. */
export const waiting = async (): Promise<number> =>
  (await asOwner<{ n: number }>("SELECT count(*)::int AS n FROM audit_pending"))[0]?.n ?? -1;

/** Runs the worker's sealer until nothing waits; it writes its anchors to the folder. */
export async function sealAll(folder = process.env.AUDIT_ANCHOR_DIR ?? ""): Promise<void> {
  await asWorker(async () => {
    const sealer = startSealer(folder);
    expect(await until(async () => (await waiting()) === 0, 60_000)).toBe(true);
    await sealer.stop();
  });
}

import "server-only";
import { log } from "@/lib/log";
import { type UnderWay, underWay } from "@/lib/under-way";
import type { Door } from "@/lib/web/declared";
import { countRequest } from "@/lib/web/metrics";
import { requestId } from "@/lib/web/request";

/**
 * The same door, seen: what runs behind it logs under the request's id, and its end is one line of the log and one more in the
 * metrics. Its end is its answer; a body that streams on after it is not waited for.
 */
export function observed<Args extends unknown[], Result>(
  door: Door,
  run: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  return async (...args) => {
    const about: UnderWay = { names: { requestId: await requestId(), kind: door.kind, asks: door.asks } };
    return underWay.run(about, async () => {
      const began = performance.now();
      const end = (outcome: string, status?: number) => tell(door, performance.now() - began, outcome, status);
      try {
        const result = await run(...args);
        const status = result instanceof Response ? result.status : undefined;
        end(about.outcome ?? (status && status >= 400 ? String(status) : "done"), status);
        return result;
      } catch (error) {
        end(about.outcome ?? outcomeOfThrown(error));
        throw error;
      }
    });
  };
}

function tell({ kind, asks }: Door, durationMs: number, outcome: string, status?: number): void {
  const line = { outcome, status, durationMs: Math.round(durationMs) };
  if (outcome === "failed") log.error(line, "request");
  else log.info(line, "request");
  countRequest({ kind, asks, outcome }, durationMs / 1000);
}

/** Next leads elsewhere, and to its own 404, by throwing. */
function outcomeOfThrown(error: unknown): string {
  const digest = error instanceof Error && "digest" in error ? String(error.digest) : "";
  if (digest.startsWith("NEXT_REDIRECT")) return "done";
  if (digest.startsWith("NEXT_HTTP_ERROR_FALLBACK;404")) return "access.notFound";
  return "failed";
}

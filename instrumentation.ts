import type { Instrumentation } from "next";

/** Boot of the portal: configuration, database and its guards, or it does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { bootWeb } = await import("@/lib/web/boot");
  await bootWeb();
}

/** What failed is told by a digest, the reference that its reader sees: a door's is the request's id, React makes up the others. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("@/lib/log");
  const { requestIdHeader } = await import("@/lib/web/request-id");
  const { isBusyDigest } = await import("@/lib/web/busy-digest");
  const reference = error instanceof Error && "digest" in error ? error.digest : undefined;
  const [path] = request.path.split("?");
  const requestId = request.headers[requestIdHeader];
  const line = { requestId, reference, method: request.method, path };
  if (isBusyDigest(typeof reference === "string" ? reference : undefined)) log.warn(line, "a page came at a busy time");
  else log.error({ ...line, err: error }, "a page failed");
};

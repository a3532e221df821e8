import type { Instrumentation } from "next";

/** Boot of the portal: configuration, database and its guards, or it does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { bootWeb } = await import("@/lib/web/boot");
  await bootWeb();
}

/** A page that failed is told by React's digest, the reference that its reader sees; here the log learns it too. */
export const onRequestError: Instrumentation.onRequestError = async (error, request) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { log } = await import("@/lib/log");
  const reference = error instanceof Error && "digest" in error ? error.digest : undefined;
  log.error({ err: error, reference, method: request.method, path: request.path.split("?")[0] }, "a page failed");
};

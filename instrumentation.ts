/** Boot of the portal: configuration, database and its guards, or it does not start. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { bootWeb } = await import("@/lib/web/boot");
  await bootWeb();
}

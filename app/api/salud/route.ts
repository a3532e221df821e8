import { readHealth } from "@/lib/health/queries";
import { operatorDownload } from "@/lib/web/operator-doors";

/** How the installation stands, for the page that watches it: asked every ten seconds, which keeps no session alive. */
export const GET = operatorDownload({ asks: "health.read", background: true }, async (ctx) =>
  Response.json(await readHealth(ctx)),
);

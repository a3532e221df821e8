import "server-only";
import { openDatabase } from "@/lib/db";
import { requireGuards } from "@/lib/guards";
import { log } from "@/lib/log";
import { believeOnly } from "@/lib/web/client-address";
import { settings } from "@/lib/web/request";

/** Opens the database as app_web and compares its guards with the catalogue; a portal without them does not start. */
export async function bootWeb(): Promise<void> {
  try {
    const { databaseUrl, clockOffsetMs, trustedProxies } = settings();
    believeOnly(trustedProxies);
    const database = openDatabase(databaseUrl, { connectionsMax: 12, clockOffsetMs });
    await requireGuards(database);
  } catch (error) {
    log.fatal({ err: error }, "the portal does not start");
    process.exit(1);
  }
}

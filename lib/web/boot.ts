import "server-only";
import { openDatabase } from "@/lib/db";
import { requireGuards } from "@/lib/guards";
import { log } from "@/lib/log";
import { startTracing } from "@/lib/spans";
import { tellBusyPages } from "@/lib/web/busy";
import { believeOnly } from "@/lib/web/client-address";
import { endWhenTold } from "@/lib/web/ending";
import { leadOldForms } from "@/lib/web/old-form";
import { settings } from "@/lib/web/request";
import { nameRequests } from "@/lib/web/request-id";

/** Opens the database as app_web and compares its guards with the catalogue; a portal without them does not start. */
export async function bootWeb(): Promise<void> {
  try {
    const { databaseUrl, clockOffsetMs, slowQueryMs, trustedProxies, traced, stop } = settings();
    if (traced) await startTracing("portal");
    nameRequests();
    believeOnly(trustedProxies);
    leadOldForms();
    tellBusyPages();
    const database = openDatabase(databaseUrl, { connectionsMax: 12, clockOffsetMs, slowQueryMs });
    await requireGuards(database);
    endWhenTold({ ...stop, close: () => database.$disconnect() });
  } catch (error) {
    log.fatal({ err: error }, "the portal does not start");
    process.exit(1);
  }
}

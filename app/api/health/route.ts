import { openRoute } from "@/lib/web/doors";

export const dynamic = "force-dynamic";

/** Alive: this process answers. */
export const GET = openRoute(async () => Response.json({ status: "ok" }));

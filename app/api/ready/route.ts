import { findReadiness } from "@/lib/operation/queries";
import { openRoute } from "@/lib/web/doors";
import { isEnding } from "@/lib/web/ending";

export const dynamic = "force-dynamic";

/** Ready to serve: the database answers, every migration this build knows is applied, a worker has beaten lately, and nobody told this process to end. */
export const GET = openRoute(async () => {
  const readiness = await findReadiness();
  const ready = readiness.ready && !isEnding();
  return Response.json({ ...readiness, ready, ending: isEnding() }, { status: ready ? 200 : 503 });
});

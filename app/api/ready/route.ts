import { findReadiness } from "@/lib/operation/queries";
import { openRoute } from "@/lib/web/doors";

export const dynamic = "force-dynamic";

/** Ready to serve: the database answers, every migration this build knows is applied, a worker has beaten lately. */
export const GET = openRoute(async () => {
  const readiness = await findReadiness();
  return Response.json(readiness, { status: readiness.ready ? 200 : 503 });
});

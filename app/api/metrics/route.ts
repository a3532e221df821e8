import { openRoute } from "@/lib/web/doors";
import { carriesToken, scrape } from "@/lib/web/metrics";
import { settings } from "@/lib/web/request";

export const dynamic = "force-dynamic";

/** For Prometheus, with METRICS_TOKEN as its bearer; where none is configured there is no such address. */
export const GET = openRoute(async (request) => {
  const { metricsToken } = settings();
  if (!metricsToken) return new Response(null, { status: 404 });
  if (!carriesToken(request.headers.get("authorization"), metricsToken))
    return new Response(null, { status: 401, headers: { "WWW-Authenticate": "Bearer" } });
  const { text, type } = await scrape();
  return new Response(text, { headers: { "Content-Type": type } });
});

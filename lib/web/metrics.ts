import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { connectionsNow } from "@/lib/db";
import { type FigureName, findFigures } from "@/lib/operation/queries";
import { slowQueries } from "@/lib/slow-queries";

type RequestLabels = { kind: string; asks: string; outcome: string };

/** What the figures of the database are called here, and the labels that their subject and state become. */
const gauges = {
  jobs: { help: "Jobs of all workers by task and state", labels: ["task", "state"] },
  queue_age_seconds: { help: "How long the oldest due job has been waiting", labels: [] },
  workers_alive: { help: "Workers that gave a sign of life in the last 30 s", labels: [] },
  lots: { help: "Lots of all companies by state", labels: ["state"] },
  orders: { help: "Orders of all companies by state", labels: ["state"] },
  trail_seal_age_seconds: { help: "Time since the trail was last sealed", labels: [] },
  trail_unsealed: { help: "Events of the trail that wait for their seal", labels: [] },
} as const satisfies Record<FigureName, { help: string; labels: readonly ("task" | "state")[] }>;
const figureNames = Object.keys(gauges) as FigureName[];

function makeMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const named = (name: string, help: string) => ({ name: `contrafirma_${name}`, help, registers });
  collectDefaultMetrics({ register: registry });
  new Counter({
    ...named(
      "slow_queries_total",
      "Queries of this process over SLOW_QUERY_MS, by what was asked for or the job's task",
    ),
    labelNames: ["door"],
    collect() {
      this.reset();
      for (const [door, count] of slowQueries) this.inc({ door }, count);
    },
  });
  new Gauge({
    ...named("connections", "This process's connections to the database by state, and how many may be"),
    labelNames: ["state"],
    collect() {
      for (const [state, count] of Object.entries(connectionsNow())) this.set({ state }, count);
    },
  });
  return {
    registry,
    requests: new Counter({
      ...named("requests_total", "Requests of this process by their door and how they ended"),
      labelNames: ["kind", "asks", "outcome"],
    }),
    seconds: new Histogram({
      ...named("request_seconds", "How long the doors of this process took to answer"),
      labelNames: ["kind", "asks"],
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
    }),
    databaseUp: new Gauge(named("database_up", "1 while the database answers")),
    figures: figureNames.map((name) => ({
      name,
      gauge: new Gauge({ ...named(name, gauges[name].help), labelNames: gauges[name].labels }),
    })),
  };
}

// Next bundles a module more than once; the process counts once all the same.
const holder = globalThis as { contrafirmaMetrics?: ReturnType<typeof makeMetrics> };
const metrics = () => {
  holder.contrafirmaMetrics ??= makeMetrics();
  return holder.contrafirmaMetrics;
};

/** One more request that ended. */
export function countRequest(labels: RequestLabels, seconds: number): void {
  metrics().requests.inc(labels);
  metrics().seconds.observe({ kind: labels.kind, asks: labels.asks }, seconds);
}

/** Everything as Prometheus reads it. Without the database what this process knows by itself is told all the same. */
export async function scrape(): Promise<{ text: string; type: string }> {
  const { registry, databaseUp, figures } = metrics();
  const found = await findFigures();
  databaseUp.set(found ? 1 : 0);
  for (const { name, gauge } of figures) {
    gauge.reset();
    for (const { task, state, value } of found?.filter((figure) => figure.name === name) ?? []) {
      gauge.set({ ...(task && { task }), ...(state && { state }) }, value);
    }
  }
  return { text: await registry.metrics(), type: registry.contentType };
}

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether an Authorization header carries the token; compared in constant time. */
export function carriesToken(authorization: string | null, token: string): boolean {
  return timingSafeEqual(digest(authorization ?? ""), digest(`Bearer ${token}`));
}

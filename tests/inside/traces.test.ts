import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trace } from "@opentelemetry/api";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { payOrder } from "@/lib/batches/payment";
import { until } from "@/lib/cli/ports";
import { root, typescript } from "@/lib/cli/processes";
import { seedSimulator } from "@/lib/cli/seed";
import { read } from "@/lib/command";
import { secretsConfig } from "@/lib/config";
import { log } from "@/lib/log";
import { requestPaymentCode } from "@/lib/orders/commands";
import { startSimulator } from "@/lib/simulator/server";
import { inSpan, startTracing, stopTracing } from "@/lib/spans";
import { outcomeOf, startCollector } from "@/tests/inside/collector";
import { capturedLog } from "@/tests/inside/log-lines";
import { asOwner, demonstration, orderedBatch, outcomeOf as outcome, run, signedIn } from "@/tests/support/make";

beforeAll(demonstration);

/** Prints what of OpenTelemetry a process loads. */
const tellsLoads = `data:text/javascript,${encodeURIComponent(`
  import { registerHooks } from "node:module";
  registerHooks({ load(url, context, next) {
    if (url.includes("/@opentelemetry/")) console.log("LOADED " + url);
    return next(url, context);
  } });`)}`;

/** A real worker on this file's database; what it prints is kept. */
function startWorker(env: Record<string, string>): { child: ChildProcess; said: () => string } {
  const { DATABASE_URL: _, ...inherited } = process.env;
  const child = spawn(process.execPath, ["--import", tellsLoads, ...typescript("lib/cli/worker.ts")], {
    cwd: root,
    env: { ...inherited, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => {
    child.kill("SIGKILL");
  });
  let said = "";
  child.stdout?.on("data", (data) => {
    said += data;
  });
  return { child, said: () => said };
}

const beats = async () =>
  (await asOwner("SELECT 1 FROM worker WHERE beat_at > now() - interval '20 seconds'")).length > 0;

/** Tells it to end, and waits until it has. */
async function end(child: ChildProcess): Promise<void> {
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** This process sends its spans to the collector until the test ends. */
async function traced(url: string): Promise<void> {
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = url;
  await startTracing("portal");
  onTestFinished(async () => {
    await stopTracing();
    delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT;
  });
}

test("a payment: the command, its job in the worker, the bank's and the core's calls, each linked to what asked for it", async () => {
  const simulator = await startSimulator({
    port: 0,
    dataDir: mkdtempSync(join(tmpdir(), "traces-")),
    secret: process.env.GATEWAY_SECRET ?? "",
  });
  onTestFinished(() => simulator.close());
  Object.assign(process.env, { BANK_URL: simulator.url, CORE_URL: simulator.url });
  await seedSimulator(process.env);
  const { order } = await orderedBatch(3);
  const payer = await signedIn("pagador1");
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  await traced(collector.url);
  const confirmacion = await run(payer, "order.pay", (ctx) =>
    requestPaymentCode(ctx, { orden: order }, secretsConfig().secretsKeys),
  );
  await inSpan("the press", { kind: "command" }, () =>
    run(payer, "order.pay", (ctx) => payOrder(ctx, { orden: order, confirmacion, codigo: "" })),
  );
  await stopTracing();
  const worker = startWorker({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  const processed = async () =>
    (await asOwner("SELECT 1 FROM service_order WHERE number = $1 AND status = 'PROCESSED'", [order])).length > 0;
  expect(await until(processed, 60_000)).toBe(true);
  await end(worker.child);

  const spans = collector.spans();
  const named = (name: string) => spans.filter((span) => span.name === name);
  const press = named("the press")[0];
  const command = named("order.pay").find((span) => span.parentSpanId === press?.spanId);
  const [settle] = named("settle-payment");
  const [debit] = named("bank.debit");
  const [processing] = named("process-batch");
  const [page] = named("core.submitPage");
  expect(command).toMatchObject({ traceId: press?.traceId, service: "contrafirma-portal" });
  expect(settle?.links).toEqual([expect.objectContaining({ traceId: command?.traceId, spanId: command?.spanId })]);
  expect(settle?.traceId).not.toBe(command?.traceId);
  expect(settle?.service).toBe("contrafirma-worker");
  expect(debit).toMatchObject({ traceId: settle?.traceId, parentSpanId: settle?.spanId });
  expect(processing?.links).toEqual([expect.objectContaining({ traceId: settle?.traceId, spanId: settle?.spanId })]);
  expect(page).toMatchObject({ traceId: processing?.traceId, parentSpanId: processing?.spanId });
  expect([command, settle, debit, page].map(outcomeOf)).toEqual(["done", "done", "confirmed", "done"]);
  // Names, kinds and outcomes, and nothing of the order's.
  const keys = new Set(spans.flatMap(({ attributes }) => attributes.map(({ key }) => key)));
  expect([...keys].sort()).toEqual(
    ["contrafirma.kind", "contrafirma.outcome", "error.type"].filter((key) => keys.has(key)),
  );
  for (const personal of [order, "0012-3456-7890", "pagador1", confirmacion])
    expect(collector.text()).not.toContain(personal);
  expect(worker.said()).toContain("LOADED");
  // The job's line in the log names its trace.
  expect(worker.said()).toMatch(new RegExp(`"task":"settle-payment".*"trace":"${settle?.traceId}".*"outcome":"done"`));
}, 120_000);

test("what an address asks is in no span, be it one of Next's own", async () => {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  await traced(collector.url);
  const target = "/empresas/E1/P1/reportes?buscar=4507991234567893";
  trace
    .getTracer("next.js")
    .startSpan("GET", { attributes: { "http.target": target } })
    .end();
  await stopTracing();
  expect(collector.text()).toContain("/empresas/E1/P1/reportes");
  expect(collector.text()).not.toContain("buscar");
});

test("a refusal is an outcome; what breaks is an error by its kind alone", async () => {
  const collector = await startCollector();
  onTestFinished(() => collector.close());
  await traced(collector.url);
  const reader = await signedIn("consulta1");
  const captured = capturedLog();
  expect(await outcome(read(reader, "batch.sign", async () => undefined))).toBe("access.notAllowed");
  const broken = read(reader, "batch.read", async () => {
    log.info("inside");
    throw new TypeError("no-debe-verse");
  });
  await expect(broken).rejects.toThrow(TypeError);
  await stopTracing();
  const [refused, failed] = collector.spans();
  expect([refused?.name, outcomeOf(refused), refused?.status.code ?? 0]).toEqual([
    "batch.sign",
    "access.notAllowed",
    0,
  ]);
  expect([failed?.name, outcomeOf(failed), failed?.status.code]).toEqual(["batch.read", "failed", 2]);
  expect(failed?.attributes).toContainEqual({ key: "error.type", value: { stringValue: "TypeError" } });
  expect(collector.text()).not.toContain("no-debe-verse");
  expect(captured.lines()[0]).toMatchObject({ msg: "inside", trace: failed?.traceId });
});

test("without an endpoint nothing of OpenTelemetry is loaded, and a job carries no trace", async () => {
  const worker = startWorker({});
  expect(await until(beats, 60_000)).toBe(true);
  await end(worker.child);
  expect(worker.said()).not.toContain("LOADED");
  const { order } = await orderedBatch(3);
  const payer = await signedIn("pagador1");
  await run(payer, "order.pay", (ctx) => requestPaymentCode(ctx, { orden: order }, secretsConfig().secretsKeys));
  const jobs = await asOwner<{ keys: string[] }>(
    "SELECT array(SELECT json_object_keys(payload)) AS keys FROM graphile_worker._private_jobs WHERE payload ->> 'sealedCode' IS NOT NULL ORDER BY id DESC LIMIT 1",
  );
  expect(jobs[0]?.keys.sort()).toEqual(["confirmation", "sealedCode", "tenant"]);
}, 120_000);

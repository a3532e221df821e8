import { context, type Link, ROOT_CONTEXT, type Span, SpanStatusCode, trace } from "@opentelemetry/api";
import { AsyncLocalStorageContextManager } from "@opentelemetry/context-async-hooks";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { defaultResource, resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, type SpanProcessor, TracerProvider } from "@opentelemetry/sdk-trace";
import type { About, Tracing } from "@/lib/spans";
import { outcomeOf } from "@/lib/under-way";

/**
 * OpenTelemetry for this process: our spans, and in the portal Next's own, to OTEL_EXPORTER_OTLP_ENDPOINT as OTLP over HTTP
 * (the exporter reads that and its other variables itself). Only lib/spans loads this file.
 */
export function makeTracing(process: string): Tracing {
  const service = { "service.name": globalThis.process.env.OTEL_SERVICE_NAME ?? `contrafirma-${process}` };
  const provider = new TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes(service)),
    spanProcessors: [withoutQueries, new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(provider);
  const tracer = provider.getTracer("contrafirma");
  return {
    span(name, { kind, askedBy }, work) {
      const options = { attributes: { "contrafirma.kind": kind }, links: linksTo(askedBy) };
      // A job is a trace of its own: it may run hours after the request that asked for it, and many times.
      const parent = kind === "job" ? ROOT_CONTEXT : context.active();
      return tracer.startActiveSpan(name, options, parent, (span) => finished(span, work));
    },
    traceparent() {
      const under = trace.getActiveSpan()?.spanContext();
      return under && `00-${under.traceId}-${under.spanId}-0${under.traceFlags & 1}`;
    },
    async stop() {
      await provider.shutdown();
      trace.disable();
      context.disable();
    },
  };
}

/** What an address asks is what somebody typed, and is not told. */
const withoutQueries: SpanProcessor = {
  onStart(span) {
    for (const [key, value] of Object.entries(span.attributes))
      if (typeof value === "string" && value.includes("?")) span.setAttribute(key, value.slice(0, value.indexOf("?")));
  },
  onEnd: () => undefined,
  forceFlush: async () => undefined,
  shutdown: async () => undefined,
};

async function finished<Result>(span: Span, work: () => Promise<Result>): Promise<Result> {
  try {
    const result = await work();
    span.setAttribute("contrafirma.outcome", answered(result));
    return result;
  } catch (error) {
    const outcome = outcomeOf(error);
    span.setAttribute("contrafirma.outcome", outcome);
    // Refusals are answers. Of what failed only the kind is told: messages may quote what was typed.
    if (outcome === "failed") {
      span.setStatus({ code: SpanStatusCode.ERROR });
      span.setAttribute("error.type", error instanceof Error ? error.name : typeof error);
    }
    throw error;
  } finally {
    span.end();
  }
}

/** Gateways answer with a kind (`confirmed`, `refused`, `unknown` …); the rest is done. */
function answered(result: unknown): string {
  const kind = typeof result === "object" && result !== null && "kind" in result ? result.kind : null;
  return typeof kind === "string" ? kind : "done";
}

/** The link to whoever asked, from the traceparent that came along; none when it is not one. */
function linksTo(askedBy: About["askedBy"]): Link[] {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-0([01])$/.exec(askedBy ?? "") ?? [];
  return traceId && spanId ? [{ context: { traceId, spanId, traceFlags: Number(flags), isRemote: true } }] : [];
}

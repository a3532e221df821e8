/** What a span says beside its name: what kind of work it is, and the traceparent of what asked for it. Never a value of anybody's. */
export type About = { kind: "command" | "read" | "job" | "gateway"; askedBy?: string };

/** Traces as lib/tracing makes them. It is loaded only where an endpoint is configured: until then a span costs nothing. */
export type Tracing = {
  span<Result>(name: string, about: About, work: () => Promise<Result>): Promise<Result>;
  /** W3C traceparent of the span under way. */
  traceparent(): string | undefined;
  stop(): Promise<void>;
};

// Next bundles a module more than once; the process traces once all the same.
const holder = globalThis as { contrafirmaTracing?: Tracing };

/** Sends this process's spans to OTEL_EXPORTER_OTLP_ENDPOINT from here on. Called once, at boot. */
export async function startTracing(process: string): Promise<void> {
  const { makeTracing } = await import("@/lib/tracing");
  holder.contrafirmaTracing = makeTracing(process);
}

/** Sends what is left and ends. */
export async function stopTracing(): Promise<void> {
  await holder.contrafirmaTracing?.stop();
  holder.contrafirmaTracing = undefined;
}

/** Does the work inside a span of that name, or just does it where nothing is traced. */
export function inSpan<Result>(name: string, about: About, work: () => Promise<Result>): Promise<Result> {
  return holder.contrafirmaTracing?.span(name, about, work) ?? work();
}

/** The traceparent of the span under way, to go with a job; nothing where nothing is traced. */
export const traceparent = (): string | undefined => holder.contrafirmaTracing?.traceparent();

/** The trace under way, for a log line. */
export function traceUnderWay(): { trace?: string } {
  const trace = traceparent()?.split("-")[1];
  return trace ? { trace } : {};
}

type Calls = Record<string, (...args: never[]) => Promise<unknown>>;

/** The same gateway, each of its calls a span `name.call`. */
export function spanned<Gateway extends Calls>(name: string, gateway: Gateway): Gateway {
  const calls = Object.entries(gateway).map(([verb, call]) => [
    verb,
    (...args: never[]) => inSpan(`${name}.${verb}`, { kind: "gateway" }, () => call(...args)),
  ]);
  return Object.fromEntries(calls);
}

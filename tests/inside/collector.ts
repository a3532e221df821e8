import { once } from "node:events";
import { createServer } from "node:http";

type Attribute = { key: string; value: { stringValue?: string; intValue?: number } };
export type Span = {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  attributes: Attribute[];
  links?: { traceId: string; spanId: string }[];
  status: { code?: number };
  service: string;
};
type Export = {
  resourceSpans: { resource: { attributes: Attribute[] }; scopeSpans: { spans: Omit<Span, "service">[] }[] }[];
};

const attributeOf = (attributes: Attribute[], name: string): string =>
  attributes.find(({ key }) => key === name)?.value.stringValue ?? "";

export const outcomeOf = (span: Span | undefined): string => attributeOf(span?.attributes ?? [], "contrafirma.outcome");

/** An OTLP collector on a port of its own until it is closed: takes JSON over HTTP, and says what it got. */
export async function startCollector() {
  const bodies: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.url === "/v1/traces" && request.method === "POST") bodies.push(Buffer.concat(chunks).toString());
    response.setHeader("content-type", "application/json").end("{}");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
    text: () => bodies.join("\n"),
    spans: (): Span[] =>
      bodies.flatMap((body) =>
        (JSON.parse(body) as Export).resourceSpans.flatMap(({ resource, scopeSpans }) => {
          const service = attributeOf(resource.attributes, "service.name");
          return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service })));
        }),
      ),
  };
}

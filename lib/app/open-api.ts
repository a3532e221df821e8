import { z } from "zod";
import { base, type Operation, operations } from "@/lib/app/contract";
import { refusedSchema } from "@/lib/app/schema";
import type { Language } from "@/lib/messages/language";
import { words } from "@/lib/words";

type Json = Record<string, unknown>;
const json = (schema: Json) => ({ "application/json": { schema } });
const refused = "refused";

/** The statuses by which an operation can refuse (lib/web/app-refusal.ts); a fault of ours is 500 at all of them. */
export function refusalsOf({ path, asks, method, confirm }: Operation): number[] {
  const entry = asks === "public";
  const ofProduct = !entry && asks !== "self";
  return [
    400,
    401,
    ...(ofProduct || entry ? [403] : []),
    ...(path.includes("{") ? [404] : []),
    ...(method === "POST" ? [409] : []),
    ...(entry || confirm ? [429] : []),
    500,
    503,
  ];
}

/** The JSON Schemas of all that goes in and comes out, by name, as the components of the document. */
function schemasOf(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [name, { input, output }] of Object.entries<Operation>(operations)) {
    if (input) registry.add(input, { id: `${name}Request` });
    if (output) registry.add(output, { id: `${name}Answer` });
  }
  registry.add(refusedSchema, { id: refused });
  const { schemas } = z.toJSONSchema(registry, { io: "input", uri: (id) => `#/components/schemas/${id}` });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _dialect, $id: _address, ...schema }]) => [name, schema]),
  );
}

const schemaRef = (name: string) => ({ $ref: `#/components/schemas/${name}` });

/** What stands in the braces of a path, and what its query may carry. */
function parametersOf({ path, query }: Operation, say: (key: string) => string): Json[] {
  const places = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    description: say(`app.places.${name}`),
    schema: { type: "string" },
  }));
  if (!query) return places;
  const { properties = {} } = z.toJSONSchema(query, { io: "input" });
  const asked = Object.entries(properties).map(([name, schema]) => ({
    name,
    in: "query",
    required: false,
    description: say(`app.asked.${name}`),
    schema,
  }));
  return [...places, ...asked];
}

/** The App's API as an OpenAPI 3.1 document, made of the very schemas by which its doors read and answer. */
export function openApi(language: Language): Json {
  const say = words(language);
  const paths: Record<string, Json> = {};
  for (const [name, operation] of Object.entries<Operation>(operations)) {
    const { method, path, asks, status, input, output } = operation;
    const parameters = parametersOf(operation, say);
    const at = `${base}${path}`;
    paths[at] = {
      ...paths[at],
      [method.toLowerCase()]: {
        operationId: name,
        summary: say(`app.operations.${name}`),
        ...(asks === "public" ? { security: [] } : { description: asks === "self" ? say("app.self") : asks }),
        ...(parameters.length > 0 && { parameters }),
        ...(input && { requestBody: { required: true, content: json(schemaRef(`${name}Request`)) } }),
        responses: {
          [status]: {
            description: say("app.statuses.done"),
            ...(output && { content: json(schemaRef(`${name}Answer`)) }),
          },
          ...Object.fromEntries(
            refusalsOf(operation).map((one) => [one, { $ref: `#/components/responses/refused${one}` }]),
          ),
        },
      },
    };
  }
  const statuses = [...new Set(Object.values<Operation>(operations).flatMap(refusalsOf))].sort();
  return {
    openapi: "3.1.0",
    info: { title: say("app.title"), version: "1.0.0", description: say("app.description") },
    servers: [{ url: "/" }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: "http", scheme: "bearer", description: say("app.bearer") } },
      schemas: schemasOf(),
      responses: Object.fromEntries(
        statuses.map((one) => [
          `refused${one}`,
          { description: say(`app.statuses.${one}`), content: json(schemaRef(refused)) },
        ]),
      ),
    },
  };
}

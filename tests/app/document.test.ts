import { Validator } from "@seriousme/openapi-schema-validator";
import { describe, expect, test } from "vitest";
import { base, type Operation, operations } from "@/lib/app/contract";
import { openApi } from "@/lib/app/open-api";
import type { Door } from "@/lib/web/declared";
import { appAsks } from "@/tests/support/door-list";

// The OpenAPI document against the declared doors, both ways, and before an independent judge.

type Handler = { door: Door };
const modules = import.meta.glob<Record<string, Handler>>("../../app/api/app/v1/**/route.ts", { eager: true });
const methods = ["get", "post", "put", "patch", "delete"] as const;
type Documented = { operationId: string; security?: object[]; responses: Record<string, object> };
const { paths } = openApi("es") as { paths: Record<string, Partial<Record<string, Documented>>> };

/** Every declared door by its address and method, with the operation that it says it is. */
const declared = Object.entries(modules)
  .flatMap(([file, exported]) => {
    const address = file.replace(/^.*\/app(?=\/api\/)/, "").replace(/\/route\.ts$/, "");
    return Object.entries(exported).map(([method, { door }]) => ({
      at: `${method} ${address.replaceAll("[", "{").replaceAll("]", "}")}`,
      door,
    }));
  })
  .filter(({ at }) => at !== `GET ${base}/openapi.json`);

describe.each(["es", "en"] as const)("in %s", (language) => {
  test("an independent validator finds nothing in it", async () => {
    const document = openApi(language);
    const found = await new Validator().validate(JSON.parse(JSON.stringify(document)));
    expect(found).toEqual({ valid: true });
    expect((await new Validator().validate({ ...document, info: {} })).valid).toBe(false);
  });
});

test("it describes every declared door, and no other", () => {
  const described = Object.entries(paths).flatMap(([path, item]) =>
    methods.flatMap((method) => (item[method] ? [`${method.toUpperCase()} ${path} ${item[method].operationId}`] : [])),
  );
  expect(described.sort()).toEqual(declared.map(({ at, door }) => `${at} ${door.operation}`).sort());
  expect(described).toHaveLength(Object.keys(operations).length);
});

test("each door asks for what its operation says, and the document says who needs no bearer", () => {
  for (const { at, door } of declared) {
    const operation: Operation | undefined = door.operation && operations[door.operation];
    if (!operation) throw new Error(`${at} is of no operation`);
    const path = `${base}${operation.path}`;
    expect([at, door.asks, door.confirm]).toEqual([`${operation.method} ${path}`, operation.asks, operation.confirm]);
    const { security } = paths[path]?.[operation.method.toLowerCase()] ?? {};
    expect(security).toEqual(operation.asks === "public" ? [] : undefined);
  }
});

test("every door asks for the permission that is written a second time", () => {
  expect(Object.fromEntries(declared.map(({ door }) => [door.operation, door.asks]))).toEqual(appAsks);
  expect(declared.filter(({ door }) => door.confirm).map(({ door }) => door.operation)).toEqual(
    expect.arrayContaining(["sign", "reject"]),
  );
});

test("bodies and answers take no name that is not described", () => {
  const { components } = openApi("es") as { components: { schemas: Record<string, object> } };
  const open: string[] = [];
  const look = (schema: unknown, where: string) => {
    if (typeof schema !== "object" || schema === null) return;
    const { type, additionalProperties, properties } = schema as Record<string, unknown>;
    if (type === "object" && properties && additionalProperties !== false) open.push(where);
    for (const [name, below] of Object.entries(schema)) look(below, `${where}.${name}`);
  };
  look(components.schemas, "");
  expect(open).toEqual([]);
});

import { randomBytes } from "node:crypto";
import { Ajv2020 } from "ajv/dist/2020.js";
import { base, type OperationName, operations } from "@/lib/app/contract";
import { openApi } from "@/lib/app/open-api";
import { secretHash } from "@/lib/auth/commands";
import { catalog, services } from "@/lib/catalog";
import type { Door } from "@/lib/web/declared";
import { brought } from "@/tests/app/brought";
import { asOwner } from "@/tests/support/make";

// The App at its doors: what it asks is dispatched as Next would, and every answer is held against the OpenAPI document.

type Props = { params: Promise<Record<string, string>> };
type Handler = ((request: Request, props: Props) => Promise<Response>) & { door: Door };
const modules = import.meta.glob<Record<string, Handler>>("../../app/api/app/v1/**/route.ts", { eager: true });
const handlers = new Map(
  Object.values(modules)
    .flatMap((exported) => Object.values(exported))
    .flatMap((handler) => (handler.door.operation ? [[handler.door.operation, handler] as const] : [])),
);

const ajv = new Ajv2020({ strict: false, validateFormats: false });
const document = openApi("es") as {
  paths: Record<string, Record<string, { responses: Record<string, { content?: object; $ref?: string }> }>>;
};
ajv.addSchema(document, "doc");

/** Why an answer is none of those that the document tells of an operation; null when it is. */
function strange(name: OperationName, status: number, body: unknown): string | null {
  const { method, path } = operations[name];
  const told = document.paths[`${base}${path}`]?.[method.toLowerCase()]?.responses[status];
  if (!told) return `${name} answered ${status}, of which the document says nothing`;
  const schema = told.$ref ? "refused" : told.content ? `${name}Answer` : null;
  if (schema === null) return body === null ? null : `${name} answered a body`;
  const holds = ajv.compile({ $ref: `doc#/components/schemas/${schema}` });
  return holds(body) ? null : `${name} ${status}: ${ajv.errorsText(holds.errors)}`;
}

export type Asked = {
  bearer?: string | null;
  /** The secret of a portal's session in its cookie. */
  cookie?: string;
  place?: Record<string, string>;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
};
type Told = { error: { code: string; message: string } };
export type Answered<Body> = { status: number; code: string | null; body: Body; headers: Headers };

/** Asks a door. @throws Error for an answer that the document does not tell of */
export async function ask<Body = Record<string, unknown>>(
  name: OperationName,
  { bearer = null, cookie = "", place = {}, query = "", body, headers = {} }: Asked = {},
): Promise<Answered<Body>> {
  const handler = handlers.get(name);
  if (!handler) throw new Error(`No door is ${name}`);
  const { method, path } = operations[name];
  const at: Record<string, string> = { company: "E1", product: "P1", ...place };
  const address = path.replace(/\{(\w+)\}/g, (_, part: string) => encodeURIComponent(at[part] ?? ""));
  const given = new Headers({
    ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
    ...(method === "POST" && { "content-type": "application/json" }),
    "x-forwarded-for": "203.0.113.7",
    ...headers,
  });
  brought.headers = given;
  brought.cookie = cookie;
  const request = new Request(`http://localhost:3000${base}${address}${query}`, {
    method,
    headers: given,
    ...(method === "POST" && { body: typeof body === "string" ? body : JSON.stringify(body ?? {}) }),
  });
  const response = await handler(request, { params: Promise.resolve(at) });
  const text = await response.text();
  const read: unknown = text === "" ? null : JSON.parse(text);
  const why = strange(name, response.status, read);
  if (why !== null) throw new Error(why);
  const code = response.ok ? null : (read as Told).error.code;
  return { status: response.status, code, body: read as Body, headers: response.headers };
}

/** A bearer of a person of the demonstration, as signing in leaves it. */
export async function bearerOf(username: string): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  await asOwner(
    `INSERT INTO session (token_hash, user_id, address, device, stage, channel, created_at, expires_at)
     SELECT $1, id, '203.0.113.7', 'App', 'DONE', 'APP', now(), now() + interval '15 minutes' FROM app_user WHERE username = $2`,
    [secretHash(secret, "APP"), username],
  );
  return secret;
}

/** A profile's services, or one of them, work in a channel from here on. */
export async function openChannel(profile: string, channel: "WEB" | "PHONE" | "APP"): Promise<void> {
  await asOwner(
    `INSERT INTO profile_permission (tenant_id, profile_id, service, permission)
     SELECT DISTINCT f.tenant_id, f.profile_id, f.service, $2 FROM profile_permission f JOIN profile p ON p.id = f.profile_id
      WHERE p.name = $1 AND f.service = ANY ($3) ON CONFLICT DO NOTHING`,
    [profile, channel, services.filter((service) => channel !== "APP" || catalog[service].app)],
  );
}

/** And no more. */
export async function shutChannel(profile: string, channel: "WEB" | "PHONE" | "APP"): Promise<void> {
  await asOwner(
    "DELETE FROM profile_permission WHERE permission = $2 AND profile_id IN (SELECT id FROM profile WHERE name = $1)",
    [profile, channel],
  );
}

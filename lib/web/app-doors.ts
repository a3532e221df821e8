import "server-only";
import { headers } from "next/headers";
import { z } from "zod";
import { type Operation, type OperationName, operations } from "@/lib/app/contract";
import { confirmPassword, touchSession } from "@/lib/auth/commands";
import { languageAsked } from "@/lib/auth/rules";
import { passwordSchema } from "@/lib/auth/schema";
import type { Permission } from "@/lib/catalog";
import { read, readOwn, runCommand } from "@/lib/command";
import type { Caller, Context, PersonContext } from "@/lib/context";
import { DomainError, NotFound } from "@/lib/errors";
import { refusedByApp } from "@/lib/web/app-refusal";
import { declare } from "@/lib/web/declared";
import { told } from "@/lib/web/doors";
import { jsonOf } from "@/lib/web/form-input";
import { appCallerOf } from "@/lib/web/request";

// Doors of the App's API: JSON over HTTPS, whoever comes is known by the bearer alone. No cookie and no Origin is looked at.

type Of<Name extends OperationName> = (typeof operations)[Name];
type Parsed<Schema> = Schema extends z.ZodType ? z.infer<Schema> : Record<never, never>;
type Place = Record<string, string>;
/** What was asked: the address's parts, its query and the body, strictly read. */
type Ask<Name extends OperationName> = {
  place: Place;
  query: Of<Name> extends { query: infer Schema } ? Parsed<Schema> : Record<never, never>;
  input: Of<Name> extends { input: infer Schema } ? Parsed<Schema> : Record<never, never>;
};
type Answer<Name extends OperationName> = Of<Name>["output"] extends z.ZodType
  ? z.input<Of<Name>["output"]>
  : undefined;
type OnProduct = { [Name in OperationName]: Of<Name>["asks"] extends Permission ? Name : never }[OperationName];

/** A look at a product. */
export function appRead<Name extends OnProduct>(
  name: Name,
  answer: (ctx: Context, ask: Ask<Name>) => Promise<Answer<Name>>,
) {
  const { asks } = operations[name];
  return appDoor(name, (caller, ask) => read(caller, asks, (ctx) => answer(ctx, ask)));
}

const confirmedSchema = z.object({ clave: passwordSchema });

/** A command on a product; where it is confirmed, the clave in the body is verified first, and only for whoever may do it. */
export function appCommand<Name extends OnProduct>(
  name: Name,
  run: (ctx: Context, ask: Ask<Name>) => Promise<Answer<Name>>,
) {
  const { asks } = operations[name];
  return appDoor(name, async (caller, ask) => {
    if ("confirm" in operations[name]) {
      const { clave } = confirmedSchema.parse(ask.input);
      await read(caller, asks, async () => undefined);
      await confirmPassword(caller, clave);
    }
    return runCommand(caller, asks, (ctx) => run(ctx, ask));
  });
}

/** A look at what is the person's own, in no company. */
export function appOwn<Name extends OperationName>(name: Name, answer: (ctx: PersonContext) => Promise<Answer<Name>>) {
  return appDoor(name, (caller) => readOwn(caller, answer));
}

/** Where a session begins or ends: opens its transactions itself. */
export function appEntry<Name extends "openSession" | "closeSession">(
  name: Name,
  work: (caller: Caller, ask: Ask<Name>) => Promise<Answer<Name>>,
) {
  return appDoor(name, work);
}

type RouteProps = { params: Promise<Place> };

function appDoor<Name extends OperationName>(
  name: Name,
  work: (caller: Caller, ask: Ask<Name>) => Promise<Answer<Name>>,
) {
  const { asks, confirm, status, query: queried, input: sent, output }: Operation = operations[name];
  return declare(
    { kind: "route", asks, confirm, operation: name },
    async (request: Request, { params }: RouteProps): Promise<Response> => {
      const place = await params;
      const caller = await appCallerOf(place);
      let language = languageAsked((await headers()).get("accept-language"));
      try {
        if (asks !== "public") {
          language = await readOwn(caller, async ({ user }) => user.language);
          await touchSession(caller);
        }
        const query = strictly(queried, queryOf(request));
        const input = sent ? strictly(sent, await bodyOf(request)) : {};
        const answer = await work(caller, { place, query, input } as Ask<Name>);
        return output
          ? Response.json(output.parse(answer), { status, headers: noStore })
          : new Response(null, { status, headers: noStore });
      } catch (error) {
        return refusedByApp(await told(caller, asks, error), caller, language);
      }
    },
  );
}

const noStore = { "Cache-Control": "no-store" } as const;
const bytesMax = 256 * 1024;

/** @throws DomainError app.field naming what does not fit; without a schema nothing does */
function strictly(schema: z.ZodType | undefined, given: object): unknown {
  if (!schema) {
    const [field] = Object.keys(given);
    if (field !== undefined) throw new DomainError("app.field", { field });
    return {};
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const unknown = issue?.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const field = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])].join(".");
  throw new DomainError("app.field", { field: field.slice(0, 60) });
}

/** A query's values by name. @throws DomainError app.field for a name that stands twice */
function queryOf(request: Request): Record<string, string> {
  const { searchParams } = new URL(request.url);
  const names = [...searchParams.keys()];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new DomainError("app.field", { field: twice.slice(0, 60) });
  return Object.fromEntries(searchParams);
}

/** @throws DomainError app.notJson for whatever is no JSON object of at most 256 KB */
async function bodyOf(request: Request): Promise<object> {
  const type = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const body = type === "application/json" ? await jsonOf(request, bytesMax) : null;
  if (typeof body !== "object" || body === null || Array.isArray(body)) throw new DomainError("app.notJson");
  return body;
}

/** A part of an address as it must look. @throws NotFound */
export function partOf(place: Place, name: string, shape: z.ZodType<string>): string {
  const part = shape.safeParse(place[name]);
  if (!part.success) throw new NotFound();
  return part.data;
}

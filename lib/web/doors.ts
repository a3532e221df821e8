import "server-only";
import { headers } from "next/headers";
import { redirect, unstable_rethrow } from "next/navigation";
import type { ReactNode } from "react";
import { z } from "zod";
import { type Method, methodOf } from "@/lib/approvals/methods";
import { guarded, keysOf } from "@/lib/auth/attempts";
import { confirmPassword, type Opened, touchSession } from "@/lib/auth/commands";
import type { AskedStage } from "@/lib/auth/rules";
import { passwordSchema } from "@/lib/auth/schema";
import type { Permission } from "@/lib/catalog";
import { alreadyRecorded, inStage, read, readOwn, recordRefusal, runCommand, stageOf } from "@/lib/command";
import type { Caller, Context, PersonContext, StageContext } from "@/lib/context";
import { cameAtBusyTime } from "@/lib/db";
import { secretFields } from "@/lib/drafts/rules";
import { DomainError, NotSignedIn } from "@/lib/errors";
import { holdsCardNumber } from "@/lib/mask";
import type { NoticeKey } from "@/lib/messages/es/notices";
import { noteOutcome, outcomeOf } from "@/lib/under-way";
import { askedOf } from "@/lib/web/asked";
import { type Asks, declare } from "@/lib/web/declared";
import { jsonOf, parseForm, type Texts, textsOf } from "@/lib/web/form-input";
import { streamTo } from "@/lib/web/listeners";
import { noticeText } from "@/lib/web/notice";
import type { Outcome } from "@/lib/web/outcome";
import { paths } from "@/lib/web/paths";
import { ownWords } from "@/lib/web/preferences";
import { refusedForm, refusedPage, refusedRoute, sentencesOf } from "@/lib/web/refusal";
import { callerOf, requireOwnOrigin, settings } from "@/lib/web/request";
import { afterEntry, keepSession } from "@/lib/web/session";

type Params = Record<string, string>;
type Search = Record<string, string | string[] | undefined>;
export type PageProps = { params: Promise<Params>; searchParams: Promise<Search> };
export type At = { params: Params; search: Search };

/** Where a done form leads, and what it says on arrival; without an address the page stays and says it, or its script has its `answer`. */
export type Arrival = { to?: string; notice?: NoticeKey; answer?: string };
export const arrive = (to: string, notice?: NoticeKey): Arrival => ({ to, notice });

/** A page on a product: one transaction for all that it reads. Not signed in = login; not theirs or not allowed = 404. */
export function page(door: { asks: Permission | "any" }, render: (ctx: Context, at: At) => Promise<ReactNode>) {
  return declare({ kind: "page", ...door }, async ({ params, searchParams }: PageProps) => {
    const at = { params: await params, search: await searchParams };
    return answered(at.params, door.asks, (caller) => read(caller, door.asks, (ctx) => render(ctx, at)));
  });
}

/** A page of the person's own, in no company. */
export function ownPage(render: (ctx: PersonContext, at: At) => Promise<ReactNode>) {
  return declare({ kind: "page", asks: "self" }, async ({ params, searchParams }: PageProps) => {
    const at = { params: await params, search: await searchParams };
    return answered({}, "self", (caller) => readOwn(caller, (ctx) => render(ctx, at)));
  });
}

/** A page for anybody. */
export function publicPage(render: (at: At) => Promise<ReactNode>) {
  return declare({ kind: "page", asks: "public" }, async ({ params, searchParams }: PageProps) =>
    render({ params: await params, search: await searchParams }),
  );
}

/** A page of a stage on the way in: only for a session that is in exactly that one. */
export function stagePage(
  door: { asks: "entry"; stage: AskedStage },
  render: (ctx: StageContext, at: At) => Promise<ReactNode>,
) {
  return declare({ kind: "page", ...door }, async ({ params, searchParams }: PageProps) => {
    const at = { params: await params, search: await searchParams };
    return answered({}, "entry", (caller) => inStage(caller, door.stage, (ctx) => render(ctx, at)));
  });
}

/** A page, for whoever comes: their session is kept alive, what is refused is told. */
export async function answered(
  place: Params,
  asks: Asks,
  work: (caller: Caller) => Promise<ReactNode>,
): Promise<ReactNode> {
  const caller = await callerOf(place);
  try {
    await touchSession(caller);
    return await work(caller);
  } catch (error) {
    unstable_rethrow(error);
    const refusal = await told(caller, asks, error);
    if (refusal instanceof NotSignedIn) redirect(await entryPath(caller));
    return refusedPage(refusal, caller);
  }
}

/** The stage in which the session still is, else the login; both remember the page to come back to. */
async function entryPath(caller: Caller): Promise<string> {
  const stage = await stageOf(caller);
  const from = new URL((await headers()).get("x-contrafirma-path") ?? paths.home, settings().publicOrigin);
  const asked = from.pathname.startsWith(paths.login) ? from.searchParams.get("volver") : from.pathname + from.search;
  const back = asked === paths.home ? undefined : (asked ?? undefined);
  return stage ? paths.stage(stage, back) : paths.withQuery(paths.login, { volver: back });
}

/** Where a form acts: a company's product, or at the operator's desk a company or broker alone. */
const placeSchema = z.object({ empresa: z.string().max(20), producto: z.string().max(20).optional() });

/**
 * A form's door: own origin, the company and product that the form carries, strict input, the clave typed again where the
 * verb asks for it, then one command. What is refused comes back as a sentence with everything typed.
 */
export function action<Schema extends z.ZodType>(
  door: {
    asks: Permission;
    input: Schema;
    /** What the verb asks for (lib/approvals/methods.ts) is asked here; its other doors only open or accept. */
    confirm?: true;
    /** A transaction of its own before the command's, whose effect and trail stay when it refuses: a try at a code. */
    before?: (ctx: Context, input: z.infer<Schema>) => Promise<DomainError | null>;
  },
  run: (ctx: Context, input: z.infer<Schema>) => Promise<Arrival>,
) {
  const { asks, input, before } = door;
  const confirm = door.confirm && methodOf(asks);
  const typed = confirm === "password" ? passwordTyped : null;
  return declare({ kind: "action", asks, confirm }, async (_previous: Outcome, form: FormData): Promise<Outcome> => {
    return handled(asks, form, input, typed, async (caller, parsed) => {
      if (before) await triedCode(caller, asks, () => runCommand(caller, asks, (ctx) => before(ctx, parsed)));
      return runCommand(caller, asks, (ctx) => run(ctx, parsed));
    });
  });
}

/** A code counts against its own tries and against its person's; it leaves its own trail. */
async function triedCode(caller: Caller, asks: Permission, verify: () => Promise<DomainError | null>): Promise<void> {
  const keys = await read(caller, asks, async ({ actor, company }) =>
    keysOf(caller, actor.user.username, company.code),
  );
  await guarded(caller, "code", keys, async () => {
    const refusal = await verify();
    return refusal === null || alreadyRecorded(refusal);
  });
}

/**
 * A form's door outside any company that opens its transactions itself. `confirmedBy`: what confirms stands among its fields, and the
 * work verifies it.
 */
export function openAction<Schema extends z.ZodType>(
  door: { asks: "public" | "self"; input: Schema; confirmedBy?: Method },
  run: (caller: Caller, input: z.infer<Schema>) => Promise<Arrival>,
) {
  const { asks, input, confirmedBy: confirm } = door;
  return declare({ kind: "action", asks, confirm }, async (_previous: Outcome, form: FormData): Promise<Outcome> => {
    return handled(asks, form, input, null, run);
  });
}

/** A form's door of a stage on the way in: what it did leads to the next stage, or in. `confirmedBy` as in `openAction`. */
export function stageAction<Schema extends z.ZodType>(
  door: { asks: "entry"; stage: AskedStage; input: Schema; confirmedBy?: Method },
  run: (caller: Caller, input: z.infer<Schema>) => Promise<Opened | { answer: string }>,
) {
  const { asks, stage, input, confirmedBy: confirm } = door;
  return declare(
    { kind: "action", asks, stage, confirm },
    async (_previous: Outcome, form: FormData): Promise<Outcome> => {
      const back = form instanceof FormData ? form.get("volver") : null;
      if (form instanceof FormData) form.delete("volver");
      return handled(asks, form, input, null, async (caller, parsed) => {
        await inStage(caller, stage, async () => undefined);
        const opened = await run(caller, parsed);
        if ("answer" in opened) return opened;
        await keepSession(opened);
        return arrive(afterEntry(opened, typeof back === "string" ? back : undefined));
      });
    },
  );
}

const passwordTyped = z.strictObject({ clave: passwordSchema });

/**
 * What every form's door does around its work. `confirms` names the fields by which the person confirms: read apart from the others,
 * and a clave among them is verified before the work. `besides` says what rules refuse of fields while others do not even fit the schema.
 */
export async function handled<Schema extends z.ZodType, Confirms extends z.ZodObject>(
  asks: Asks,
  form: unknown,
  schema: Schema,
  confirms: Confirms | null,
  work: (caller: Caller, input: z.infer<Schema>, confirmed: z.infer<Confirms> | null) => Promise<Arrival>,
  besides: (caller: Caller, texts: Texts) => Promise<readonly DomainError[]> = async () => [],
): Promise<Outcome> {
  let caller = await callerOf();
  let values: Record<string, string> = {};
  let arrival: Arrival;
  try {
    requireOwnOrigin(await headers());
    const texts = textsOf(form);
    if (!texts) throw new DomainError("access.malformed");
    const place = placeSchema.safeParse(texts).data;
    caller = await callerOf({ company: place?.empresa, product: place?.producto });
    values = keptValues(texts);
    const { empresa, producto, ...typed } = texts;
    const say = await ownWords();
    const [rest, proof] = apart(typed, Object.keys(confirms?.shape ?? {}));
    const parsed = parseForm(schema, rest, say);
    const confirmed = confirms && parseForm(confirms, proof, say);
    if (!parsed.ok || confirmed?.ok === false) {
      const fields = { ...(parsed.ok ? {} : parsed.fields), ...(confirmed?.ok === false ? confirmed.fields : {}) };
      // What no field of ours can show (a name we do not know) is told above the form.
      if (Object.keys(fields).length === 0) throw new DomainError("access.malformed");
      const ruled = await sentencesOf(await besides(caller, rest));
      noteOutcome("form.fields");
      return { ok: false, fields: { ...ruled, ...fields }, values };
    }
    await touchSession(caller);
    if (typeof confirmed?.input.clave === "string") await confirmPassword(caller, confirmed.input.clave);
    arrival = await work(caller, parsed.input, confirmed?.input ?? null);
  } catch (error) {
    return refusedForm(await told(caller, asks, error), caller, values);
  }
  if (arrival.to) redirect(arrival.notice ? paths.withNotice(arrival.to, arrival.notice) : arrival.to);
  const { notice, answer } = arrival;
  return { ok: true, notice: notice && (await noticeText(notice)), ...(answer !== undefined && { answer }) };
}

/** A form's texts in two: those of other names, and those of these. */
function apart(texts: Record<string, string | string[]>, names: readonly string[]) {
  const all = Object.entries(texts);
  const named = ([name]: [string, unknown]) => names.includes(name);
  return [Object.fromEntries(all.filter((one) => !named(one))), Object.fromEntries(all.filter(named))] as const;
}

/**
 * How a door was refused or failed: for its line in the log and for metrics, and a refusal for the trail. Returns what the
 * person is told: too many at once is no fault of anybody's, and is tried again.
 */
export async function told(caller: Caller, asks: Asks, thrown: unknown): Promise<unknown> {
  const error = cameAtBusyTime(thrown) ? new DomainError("access.busy") : thrown;
  noteOutcome(outcomeOf(error));
  await recordRefusal(caller, asks, error);
  return error;
}

/** What was typed, to be kept in the form: texts only, never what is secret, nor a card's whole number in whichever field. */
function keptValues(texts: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(texts).filter(
      (pair): pair is [string, string] =>
        typeof pair[1] === "string" && !secretFields.has(pair[0]) && !holdsCardNumber(pair[1]),
    ),
  );
}

/** What a fetch that was refused is answered. */
export async function refusedFetch(caller: Caller, asks: Asks, error: unknown): Promise<Response> {
  return refusedRoute(await told(caller, asks, error), caller);
}

type RouteProps = { params: Promise<Params> };

/** A file or figures to fetch: one read transaction, 404 alike for what is not there and what is not theirs. */
export function download(
  door: { asks: Permission; background?: boolean },
  answer: (ctx: Context, at: { params: Params; search: URLSearchParams }) => Promise<Response>,
) {
  return declare({ kind: "route", ...door }, async (request: Request, { params }: RouteProps): Promise<Response> => {
    const place = await params;
    const caller = await callerOf(place);
    try {
      if (!door.background) await touchSession(caller);
      return await read(caller, door.asks, (ctx) => answer(ctx, { params: place, search: askedOf(request.url) }));
    } catch (error) {
      return refusedRoute(await told(caller, door.asks, error), caller);
    }
  });
}

type Live<Shared, Own> = {
  /** How things stand for all who may open this door on a product. */
  shared: (ctx: Context) => Promise<Shared>;
  /** What is this person's alone. */
  own: (ctx: Context, search: URLSearchParams) => Promise<Own>;
  tell: (shared: Shared, own: Own) => object;
};

/**
 * How things stand, for a page that watches: once, as JSON, or for as long as it looks, as server-sent events (`streamTo`), whichever it
 * accepts. Never keeps a session alive.
 */
export function live<Shared, Own>(door: { asks: Permission }, { shared, own, tell }: Live<Shared, Own>) {
  const { asks } = door;
  return declare(
    { kind: "route", asks, background: true },
    async (request: Request, { params }: RouteProps): Promise<Response> => {
      const place = await params;
      const caller = await callerOf(place);
      const searchParams = askedOf(request.url);
      try {
        const first = await read(caller, asks, async (ctx) => ({
          person: ctx.actor.user.id,
          shared: await shared(ctx),
          own: await own(ctx, searchParams),
        }));
        if (!request.headers.get("accept")?.includes("text/event-stream"))
          return Response.json(tell(first.shared, first.own));
        return streamTo({
          about: `${asks} ${caller.company}/${caller.product}`,
          person: first.person,
          first,
          look: () => read(caller, asks, shared),
          check: () => read(caller, asks, (ctx) => own(ctx, searchParams)),
          tell,
          request,
        });
      } catch (error) {
        return refusedRoute(await told(caller, asks, error), caller);
      }
    },
  );
}

/** What belongs to the person alone, to fetch: one read transaction, in no company. */
export function ownDownload(
  door: { asks: "self"; background?: boolean },
  answer: (ctx: PersonContext, search: URLSearchParams) => Promise<Response>,
) {
  return declare({ kind: "route", ...door }, async (request: Request): Promise<Response> => {
    const caller = await callerOf();
    try {
      if (!door.background) await touchSession(caller);
      return await readOwn(caller, (ctx) => answer(ctx, askedOf(request.url)));
    } catch (error) {
      return refusedRoute(await told(caller, door.asks, error), caller);
    }
  });
}

/** A body that streams in: own origin and the permission before a byte of it is looked at, then the handler opens transactions of its own, each entering as the caller. */
export function streamed(
  door: { asks: Permission },
  receive: (caller: Caller, request: Request, params: Params) => Promise<Response>,
) {
  return declare({ kind: "route", ...door }, async (request: Request, { params }: RouteProps): Promise<Response> => {
    const place = await params;
    const caller = await callerOf(place);
    try {
      requireOwnOrigin(request.headers);
      await touchSession(caller);
      await read(caller, door.asks, async () => undefined);
      return await receive(caller, request, place);
    } catch (error) {
      return refusedRoute(await told(caller, door.asks, error), caller);
    }
  });
}

/**
 * A small JSON post of the person's own, in no company: own origin, a live session, strict input, one transaction; 204. Unlike an
 * action its address stays the same from build to build, so a page of an earlier build can still ask it.
 */
export function ownPost<Schema extends z.ZodType>(
  door: { asks: "self"; input: Schema; bytesMax: number; background?: boolean },
  run: (ctx: PersonContext, input: z.infer<Schema>) => Promise<void>,
) {
  const { asks, background } = door;
  return declare({ kind: "route", asks, background }, async (request: Request): Promise<Response> => {
    const caller = await callerOf();
    try {
      requireOwnOrigin(request.headers);
      await readOwn(caller, async () => undefined);
      const input = door.input.safeParse(await jsonOf(request, door.bytesMax));
      if (!input.success) throw new DomainError("access.malformed");
      if (!background) await touchSession(caller);
      await readOwn(caller, (ctx) => run(ctx, input.data));
      return new Response(null, { status: 204 });
    } catch (error) {
      return refusedRoute(await told(caller, door.asks, error), caller);
    }
  });
}

/** A post by anybody from this portal's own pages that must write the answer's headers itself: logout. */
export function openPost(answer: (caller: Caller) => Promise<Response>) {
  return declare({ kind: "route", asks: "public" }, async (request: Request): Promise<Response> => {
    const caller = await callerOf();
    try {
      requireOwnOrigin(request.headers);
      return await answer(caller);
    } catch (error) {
      return refusedRoute(await told(caller, "public", error), caller);
    }
  });
}

/** An answer for anybody: signs of life, and what brings a token of its own. */
export function openRoute(answer: (request: Request) => Promise<Response>) {
  return declare({ kind: "route", asks: "public" }, answer);
}

import "server-only";
import { notFound, redirect, unstable_rethrow } from "next/navigation";
import { whySessionEnded } from "@/lib/auth/standing";
import type { Caller } from "@/lib/context";
import { DomainError, FieldErrors, hungUp, NotFound, NotSignedIn } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Language } from "@/lib/messages/language";
import { answerBusy } from "@/lib/web/busy";
import { busyDigest } from "@/lib/web/busy-digest";
import type { Outcome } from "@/lib/web/outcome";
import { paths } from "@/lib/web/paths";
import { preferences } from "@/lib/web/preferences";
import { refusalSentence, words } from "@/lib/words";

// Before a company is known its currency and hours are not either; no sentence shown then holds an amount.
const anywhere = { currency: "COP", timeZone: "America/Bogota" } as const;

/** Refusals that HTTP has a status of its own for; the others are conflicts. */
const statuses: Record<string, number> = {
  "access.notAllowed": 404,
  "access.foreignOrigin": 403,
  "access.busy": 503,
  "access.triesEndedSession": 401,
  "access.tooManyTries": 429,
};

type Shown = { status: number; message: string; reference?: string; field?: string };

/** What a person reads of anything that went wrong; what they need not read goes to the log under the reference shown. */
function shown(error: unknown, caller: Caller | null, language: Language): Shown {
  unstable_rethrow(error);
  const place = { ...anywhere, language };
  if (error instanceof DomainError) {
    const status = statuses[error.code] ?? 409;
    return { status, message: refusalSentence(error, place), field: error.field };
  }
  if (error instanceof NotFound)
    return { status: 404, message: refusalSentence(new DomainError("access.notFound"), place) };
  if (error instanceof NotSignedIn)
    return { status: 401, message: refusalSentence(new DomainError("access.sessionEnded"), place) };
  const reference = caller?.requestId ?? "";
  if (hungUp(error)) log.info({ err: error, requestId: reference }, "whoever asked hung up");
  else log.error({ err: error, requestId: reference }, "request failed");
  return { status: 500, message: words(language)("portal.failed"), reference };
}

/** A refusal as a form's outcome, with what was typed. */
export async function refusedForm(
  error: unknown,
  caller: Caller | null,
  values: Record<string, string>,
): Promise<Outcome> {
  const { status, message, reference, field } = shown(error, caller, (await preferences()).language);
  if (status === 401) return { ok: false, message, values, sessionEnded: true };
  if (error instanceof FieldErrors) return { ok: false, fields: await sentencesOf([error, ...error.others]), values };
  if (field) return { ok: false, fields: { [field]: message }, values };
  return { ok: false, message, reference, values };
}

/** A sentence beside each field that rules refuse, the first of each. */
export async function sentencesOf(faults: readonly DomainError[]): Promise<Record<string, string>> {
  const place = { ...anywhere, language: (await preferences()).language };
  const fields: Record<string, string> = {};
  for (const fault of faults) if (fault.field) fields[fault.field] ??= refusalSentence(fault, place);
  return fields;
}

/** A refusal as a route's answer. */
export async function refusedRoute(error: unknown, caller: Caller | null): Promise<Response> {
  const { status, message, reference } = shown(error, caller, (await preferences()).language);
  // A database that does not answer now has no reasons to tell either.
  const why = status === 401 && caller ? await whySessionEnded(caller).catch(() => null) : undefined;
  return Response.json({ message, reference, why }, { status, headers: { "Cache-Control": "no-store" } });
}

/** On a page, what is not there and what is not theirs are the same 404; the rest is the error page's, which shows the request's id. */
export function refusedPage(error: unknown, caller: Caller): never {
  if (error instanceof NotFound) notFound();
  if (error instanceof DomainError && error.code === "access.notAllowed") notFound();
  // The Bandeja says which company is suspended, and has what else is theirs.
  if (error instanceof DomainError && error.code === "access.suspended") redirect(paths.home);
  throw withReference(error, caller.requestId);
}

/** React hands an error's digest to the page that tells of it, and makes one up where there is none: ours is the request's id, marked where it came at a busy time. */
export function withReference(error: unknown, requestId: string): unknown {
  const busy = error instanceof DomainError && error.code === "access.busy";
  if (busy) answerBusy(requestId);
  return error instanceof Error ? Object.assign(error, { digest: busy ? busyDigest(requestId) : requestId }) : error;
}

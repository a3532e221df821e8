import "server-only";
import { notFound, unstable_rethrow } from "next/navigation";
import type { Caller } from "@/lib/context";
import { DomainError, hungUp, NotFound, NotSignedIn } from "@/lib/errors";
import { log } from "@/lib/log";
import { answerBusy } from "@/lib/web/busy";
import { busyDigest } from "@/lib/web/busy-digest";
import type { Outcome } from "@/lib/web/outcome";
import { type Place, refusalSentence, words } from "@/lib/words";

// Before a company is known its currency and hours are not either; no sentence shown then holds an amount.
const anywhere: Place = { currency: "COP", timeZone: "America/Bogota" };

/** Refusals that HTTP has a status of its own for; the others are conflicts. */
const statuses: Record<string, number> = {
  "access.notAllowed": 404,
  "access.foreignOrigin": 403,
  "access.busy": 503,
};

type Shown = { status: number; message: string; reference?: string; field?: string };

/** What a person reads of anything that went wrong; what they need not read goes to the log under the reference shown. */
export function shown(error: unknown, caller: Caller | null, place: Place = anywhere): Shown {
  unstable_rethrow(error);
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
  return { status: 500, message: words(place.language)("portal.failed"), reference };
}

/** A refusal as a form's outcome, with what was typed. */
export function refusedForm(
  error: unknown,
  caller: Caller | null,
  values: Record<string, string>,
  place?: Place,
): Outcome {
  const { status, message, reference, field } = shown(error, caller, place);
  if (status === 401) return { ok: false, message, values, sessionEnded: true };
  if (field) return { ok: false, fields: { [field]: message }, values };
  return { ok: false, message, reference, values };
}

/** A refusal as a route's answer. */
export function refusedRoute(error: unknown, caller: Caller | null, place?: Place): Response {
  const { status, message, reference } = shown(error, caller, place);
  return Response.json({ message, reference }, { status, headers: { "Cache-Control": "no-store" } });
}

/** On a page, what is not there and what is not theirs are the same 404; the rest is the error page's, which shows the request's id. */
export function refusedPage(error: unknown, caller: Caller): never {
  if (error instanceof NotFound) notFound();
  if (error instanceof DomainError && error.code === "access.notAllowed") notFound();
  throw withReference(error, caller.requestId);
}

/** React hands an error's digest to the page that tells of it, and makes one up where there is none: ours is the request's id, marked where it came at a busy time. */
export function withReference(error: unknown, requestId: string): unknown {
  const busy = error instanceof DomainError && error.code === "access.busy";
  if (busy) answerBusy(requestId);
  return error instanceof Error ? Object.assign(error, { digest: busy ? busyDigest(requestId) : requestId }) : error;
}

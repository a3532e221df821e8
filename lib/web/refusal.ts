import "server-only";
import { notFound, unstable_rethrow } from "next/navigation";
import type { Caller } from "@/lib/context";
import { DomainError, NotFound, NotSignedIn } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Outcome } from "@/lib/web/outcome";
import { type Place, refusalSentence, words } from "@/lib/words";

// Before a company is known its currency and hours are not either; no sentence shown then holds an amount.
const anywhere: Place = { currency: "COP", timeZone: "America/Bogota" };

type Shown = { status: number; message: string; reference?: string; field?: string };

/** What a person reads of anything that went wrong; what they need not read goes to the log under the reference shown. */
export function shown(error: unknown, caller: Caller | null, place: Place = anywhere): Shown {
  unstable_rethrow(error);
  if (error instanceof DomainError) {
    const status = error.code === "access.notAllowed" ? 404 : error.code === "access.foreignOrigin" ? 403 : 409;
    return { status, message: refusalSentence(error, place), field: error.field };
  }
  if (error instanceof NotFound)
    return { status: 404, message: refusalSentence(new DomainError("access.notFound"), place) };
  if (error instanceof NotSignedIn)
    return { status: 401, message: refusalSentence(new DomainError("access.sessionEnded"), place) };
  const reference = caller?.requestId ?? "";
  log.error({ err: error, requestId: reference }, "request failed");
  return { status: 500, message: words(place.language)("portal.failed"), reference };
}

/** A refusal as a form's outcome, with what was typed. */
export function refusedForm(
  error: unknown,
  caller: Caller | null,
  values: Record<string, string>,
  place?: Place,
): Outcome {
  const { message, reference, field } = shown(error, caller, place);
  if (field) return { ok: false, fields: { [field]: message }, values };
  return { ok: false, message, reference, values };
}

/** A refusal as a route's answer. */
export function refusedRoute(error: unknown, caller: Caller | null, place?: Place): Response {
  const { status, message, reference } = shown(error, caller, place);
  return Response.json({ message, reference }, { status, headers: { "Cache-Control": "no-store" } });
}

/** On a page, what is not there and what is not theirs are the same 404; the rest is the error page's. */
export function refusedPage(error: unknown): never {
  if (error instanceof NotFound) notFound();
  if (error instanceof DomainError && error.code === "access.notAllowed") notFound();
  throw error;
}

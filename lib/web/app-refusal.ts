import "server-only";
import type { Caller } from "@/lib/context";
import { DomainError, hungUp, NotFound, NotSignedIn, type RefusalCode } from "@/lib/errors";
import { log } from "@/lib/log";
import type { Language } from "@/lib/messages/language";
import { refusalSentence, words } from "@/lib/words";

// Before a company is known its currency and hours are not either; no sentence shown here holds an amount.
const anywhere = { currency: "COP", timeZone: "America/Bogota" } as const;

/** Refusals that HTTP has a status of its own for; the others are conflicts. */
const statuses: Partial<Record<RefusalCode, number>> = {
  "app.notJson": 400,
  "app.field": 400,
  "app.signedOut": 401,
  "access.credentials": 401,
  "access.triesEndedSession": 401,
  "app.stagesLeft": 403,
  "access.notAllowed": 403,
  "access.suspended": 403,
  "confirm.wrongPassword": 403,
  "confirm.wrongPasswordLeft": 403,
  "confirm.wrongToken": 403,
  "token.used": 403,
  "token.wrongRecovery": 403,
  "token.blocked": 403,
  "token.noneHeld": 403,
  "access.notFound": 404,
  "access.tooManyTries": 429,
  "access.busy": 503,
};

/** The status of a refusal at the App's doors. */
export const appStatusOf = (code: RefusalCode): number => statuses[code] ?? 409;

function refusalIn(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (error instanceof NotFound) return new DomainError("access.notFound");
  return error instanceof NotSignedIn ? new DomainError("app.signedOut") : null;
}

/** What the App is answered of anything that went wrong: a code for it, a sentence for its person, and no detail of a fault of ours. */
export function refusedByApp(error: unknown, caller: Caller, language: Language): Response {
  const refusal = refusalIn(error);
  if (!refusal) {
    if (hungUp(error)) log.info({ err: error, requestId: caller.requestId }, "whoever asked hung up");
    else log.error({ err: error, requestId: caller.requestId }, "request failed");
    return answer(500, "app.failed", words(language)("portal.failed"));
  }
  const { code, params } = refusal;
  const status = appStatusOf(code);
  const seconds = status === 503 ? 5 : typeof params.minutes === "number" ? params.minutes * 60 : 60;
  return answer(status, code, refusalSentence(refusal, { ...anywhere, language }), {
    ...(status === 401 && { "WWW-Authenticate": "Bearer" }),
    ...((status === 429 || status === 503) && { "Retry-After": String(seconds) }),
  });
}

const answer = (status: number, code: string, message: string, more: Record<string, string> = {}): Response =>
  Response.json({ error: { code, message } }, { status, headers: { "Cache-Control": "no-store", ...more } });

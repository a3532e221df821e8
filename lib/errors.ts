import type { refusals } from "@/lib/messages/es/refusals";

type Refusals = typeof refusals;

/** `domain.reason`: each has a sentence in the catalogue, or it does not compile. */
export type RefusalCode = {
  [Domain in keyof Refusals & string]: `${Domain}.${keyof Refusals[Domain] & string}`;
}[keyof Refusals & string];

/** Figures of a refusal's sentence. `…Cents` print as money, `…At` as local time, the rest as they are. */
export type RefusalParams = Record<string, string | number | bigint | Date>;

/** The work was refused for a reason a person can read. Rolls back whatever the command did. */
export class DomainError extends Error {
  constructor(
    readonly code: RefusalCode,
    readonly params: RefusalParams = {},
    /** The form field the sentence belongs beside, when it is one field's. */
    readonly field?: string,
  ) {
    super(code);
  }
}

/** Several fields that rules refuse at once: as the first of them, with a sentence beside each. */
export class FieldErrors extends DomainError {
  constructor(
    first: DomainError,
    readonly others: readonly DomainError[],
  ) {
    super(first.code, first.params, first.field);
  }
}

/** @throws DomainError the one fault there is, or FieldErrors of them all; nothing where there is none */
export function requireNone([first, ...others]: readonly DomainError[]): void {
  if (first) throw others.length > 0 ? new FieldErrors(first, others) : first;
}

/** What was asked for does not exist, or not for this person: both answer alike. */
export class NotFound extends Error {}

/** Another worker took over what this one held: nothing was written, and the job is the other's now. */
export class FenceLost extends Error {}

/** No live session stands behind the request. */
export class NotSignedIn extends Error {}

/** A body that its sender cut off: nobody reads the answer, and nothing is wrong here. */
export function hungUp(error: unknown): boolean {
  return (
    error instanceof Error && (error as NodeJS.ErrnoException).code === "ECONNRESET" && error.message === "aborted"
  );
}

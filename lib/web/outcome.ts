/**
 * What a server action tells the form that called it: done (with a notice to show), or refused (a sentence above the
 * form, a reference when the log holds the rest, sentences by field name, and what was typed, to be kept).
 * Null before the first press.
 */
export type Outcome =
  | { ok: true; notice?: string /** What the script that asked is told, in no words of ours. */; answer?: string }
  | {
      ok: false;
      message?: string;
      reference?: string;
      fields?: Record<string, string>;
      values?: Record<string, string>;
      /** No live session stood behind the request: whoever signs in again may press again. */
      sessionEnded?: boolean;
    }
  | null;

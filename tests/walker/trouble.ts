// When the ground was pulled away, and from under what: an answer that fails meanwhile says nothing about the product.

type Span = { what: string; from: number; to: number };

export type Trouble = ReturnType<typeof makeTrouble>;

/** Keeps the stretches of time in which something was down, or somebody inactive. Times are milliseconds since 1970. */
export function makeTrouble() {
  const spans: Span[] = [];
  return {
    /** Something goes down now; the answer ends that. */
    begin(what: string): () => void {
      const span: Span = { what, from: Date.now(), to: Number.POSITIVE_INFINITY };
      spans.push(span);
      return () => {
        span.to = Math.min(span.to, Date.now());
      };
    },
    /** Whether any of these was down at some moment between the two. */
    touched: (what: readonly string[], from: number, to: number): boolean =>
      spans.some((span) => what.includes(span.what) && span.from <= to && span.to >= from),
    /** Whether it was down all the time between the two. */
    covered: (what: string, from: number, to: number): boolean =>
      spans.some((span) => span.what === what && span.from <= from && span.to >= to),
    isDown: (what: string): boolean => spans.some((span) => span.what === what && span.to === Number.POSITIVE_INFINITY),
  };
}

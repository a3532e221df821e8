import type { InstructionShown } from "@/lib/instructions/queries";

type Cents = "cents" | "toldCents" | "bookCents";
type Times = "requestedAt" | "resolvedAt";

/** An instruction as it travels to the browser: money in decimal digits of cents, times in ISO. */
export type InstructionTold = Omit<InstructionShown, Cents | Times> &
  Record<Cents, string | null> & { requestedAt: string; resolvedAt: string | null };

const digits = (cents: bigint | null): string | null => cents?.toString() ?? null;

/** The same for the browser. */
export function toldOf({
  cents,
  toldCents,
  bookCents,
  requestedAt,
  resolvedAt,
  ...rest
}: InstructionShown): InstructionTold {
  return {
    ...rest,
    cents: digits(cents),
    toldCents: digits(toldCents),
    bookCents: digits(bookCents),
    requestedAt: requestedAt.toISOString(),
    resolvedAt: resolvedAt?.toISOString() ?? null,
  };
}

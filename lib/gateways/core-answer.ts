import { z } from "zod";
import { centsSchema } from "@/lib/gateways/wire";

const rejectedSchema = z.strictObject({
  reference: z.string(),
  result: z.literal("rejected"),
  reason: z.enum(["cardUnknown", "cardBlocked", "cardCancelled", "limit", "personInvalid"]),
});
const creditedSchema = z.strictObject({ reference: z.string(), result: z.literal("ok") });
/** A card that the core made, as it tells of it. */
export const issuedCard = {
  cardReference: z.string().regex(/^[0-9]{10}$/),
  bin: z.string().regex(/^[0-9]{6}([0-9]{2})?$/),
  last4: z.string().regex(/^[0-9]{4}$/),
  // A whole card number must never come in, whatever the core calls it.
  token: z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,80}$/)
    .refine((token) => !/[0-9]{12}/.test(token)),
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/),
};
const issuedSchema = z.strictObject({ reference: z.string(), result: z.literal("ok"), ...issuedCard });

const page = { reference: z.string(), batch: z.string(), product: z.string(), acceptedCents: centsSchema };

/** The core's answer about a page. `acceptedCents` is the sum of the lines it calls ok. */
export const coreAnswerSchema = z.discriminatedUnion("type", [
  z.strictObject({
    ...page,
    type: z.literal("RECARGA"),
    lines: z.array(z.discriminatedUnion("result", [creditedSchema, rejectedSchema])).min(1),
  }),
  z.strictObject({
    ...page,
    type: z.literal("EMISION"),
    lines: z
      .array(z.discriminatedUnion("result", [issuedSchema, rejectedSchema]))
      .min(1)
      .refine(eachCardOnce),
  }),
]);

export type CoreAnswer = z.infer<typeof coreAnswerSchema>;

function eachCardOnce(lines: ({ result: "rejected" } | { result: "ok"; cardReference: string })[]): boolean {
  const cards = lines.flatMap((line) => (line.result === "ok" ? [line.cardReference] : []));
  return new Set(cards).size === cards.length;
}

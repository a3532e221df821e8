import { z } from "zod";
import { debitRefusals } from "@/lib/gateways/bank";
import { cardRefusals } from "@/lib/gateways/core-cards";

export const operations = [
  "debit",
  "debitStatus",
  "credit",
  "creditStatus",
  "accountBalance",
  "movements",
  "page",
  "pageStatus",
  "instruction",
  "instructionStatus",
  "cardBalance",
] as const;
export type Operation = (typeof operations)[number];

const after = { /** Do the work first, then misbehave. */ afterWork: z.boolean().optional() };
const waitMs = z.number().int().min(0).max(600_000);
const patterns = z.array(z.string().min(1).max(100)).min(1);

/** What one request meets instead of a plain answer. */
export const behaviourSchema = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("answer") }),
  z.strictObject({ do: z.literal("fail"), ...after }),
  z.strictObject({ do: z.literal("empty"), ...after }),
  z.strictObject({ do: z.literal("html"), ...after }),
  z.strictObject({ do: z.literal("redirect"), ...after }),
  z.strictObject({ do: z.literal("nonsense"), ...after }),
  z.strictObject({ do: z.literal("hang"), ...after }),
  z.strictObject({ do: z.literal("disconnect"), ...after }),
  z.strictObject({ do: z.literal("repeat"), ...after }),
  z.strictObject({ do: z.literal("slow"), ms: waitMs }),
  z.strictObject({ do: z.literal("late"), ms: waitMs }),
  z.strictObject({ do: z.literal("badSignature") }),
  z.strictObject({ do: z.literal("otherAmount") }),
  z.strictObject({ do: z.literal("otherReference") }),
  z.strictObject({ do: z.literal("missingLine") }),
  z.strictObject({ do: z.literal("repeatedLine") }),
  z.strictObject({ do: z.literal("refuse"), reason: z.enum([...debitRefusals, ...cardRefusals]) }),
  z.strictObject({
    do: z.literal("reject"),
    reason: z.enum(["cardUnknown", "cardBlocked", "cardCancelled", "limit", "personInvalid"]),
    lines: patterns.optional(),
    cards: patterns.optional(),
  }),
]);

export const scriptSchema = z.strictObject({
  target: z.enum(["bank", "core"]),
  operation: z.enum(operations).optional(),
  /** How many matching requests; 1 when absent. */
  times: z.union([z.number().int().min(1), z.literal("always")]).optional(),
  match: z
    .strictObject({ reference: z.string().optional(), account: z.string().optional(), card: z.string().optional() })
    .optional(),
  behaviour: behaviourSchema,
});

export type Behaviour = z.infer<typeof behaviourSchema>;
export type Script = z.infer<typeof scriptSchema>;
/** What a request is about, for the patterns of scripts. */
export type Facts = {
  target: "bank" | "core";
  operation: Operation;
  /** Ours; of a balance or movements, the card's or account's name. */
  reference: string;
  account: string | null;
  cards: string[];
};

export type ScriptBook = {
  add(scripts: Script[]): void;
  reset(): void;
  take(facts: Facts): Behaviour;
  pending(): number;
};

/** The behaviours still to be played: the oldest that matches a request is played and counted down. Not kept over a restart. */
export function makeScriptBook(): ScriptBook {
  let book: { script: Script; left: number }[] = [];
  return {
    add(scripts) {
      for (const script of scripts) {
        book.push({ script, left: script.times === "always" ? Number.POSITIVE_INFINITY : (script.times ?? 1) });
      }
    },
    reset() {
      book = [];
    },
    take(facts) {
      const entry = book.find(({ script }) => applies(script, facts));
      if (!entry) return { do: "answer" };
      entry.left -= 1;
      if (entry.left === 0) book = book.filter((other) => other !== entry);
      return entry.script.behaviour;
    },
    pending: () => book.length,
  };
}

function applies(script: Script, facts: Facts): boolean {
  const { target, operation, match } = script;
  if (target !== facts.target || (operation !== undefined && operation !== facts.operation)) return false;
  if (match?.reference !== undefined && !matches(match.reference, facts.reference)) return false;
  if (match?.account !== undefined && (facts.account === null || !matches(match.account, facts.account))) return false;
  const card = match?.card;
  return card === undefined || facts.cards.some((one) => matches(card, one));
}

/** Whether `text` is the pattern, in which `*` stands for any characters. */
export function matches(pattern: string, text: string): boolean {
  const [head = "", ...rest] = pattern.split("*");
  const tail = rest.pop();
  if (tail === undefined) return pattern === text;
  if (!text.startsWith(head)) return false;
  let from = head.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return text.length - tail.length >= from && text.endsWith(tail);
}

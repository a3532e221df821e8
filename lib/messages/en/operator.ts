import type { operator as es } from "@/lib/messages/es/operator";
import type { Words } from "@/lib/messages/shape";

export const operator = {
  title: "Operator's desk",
  intro: "Companies, products and brokers on the register, and what is in doubt or waits for a decision.",
  counts: {
    companies: "{count, plural, one {company registered} other {companies registered}}",
    changes: "{count, plural, one {change to decide} other {changes to decide}}",
    doubts: "{count, plural, one {payment in verification} other {payments in verification}}",
    messages: "{count, plural, one {message without an answer} other {messages without an answer}}",
  },
} as const satisfies Words<typeof es>;

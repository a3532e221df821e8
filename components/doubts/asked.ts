import { ofBank } from "@/lib/instructions/rules";
import type { Doubt } from "@/lib/operator/doubt-queries";

/** Who is asked about it. */
export const askedOf = (doubt: Doubt): "bank" | "core" =>
  doubt.kind === "PAYMENT" || (doubt.kind === "INSTRUCTION" && ofBank(doubt.asks)) ? "bank" : "core";

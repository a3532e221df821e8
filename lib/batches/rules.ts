import { DomainError } from "@/lib/errors";
import type { BatchStatus } from "@/lib/generated/prisma/enums";
import { type FeeBasis, feeFor } from "@/lib/money";

/** The states in which each verb is allowed: asked by the button and by the command. */
export const batchVerbs = {
  confirm: ["VALID"],
  delete: ["RECEIVED", "VALIDATING", "VALID", "INVALID"],
  sign: ["CONFIRMED", "PARTLY_SIGNED"],
  reject: ["CONFIRMED", "PARTLY_SIGNED"],
  withdraw: ["PARTLY_SIGNED"],
  annul: ["CONFIRMED", "PARTLY_SIGNED"],
} as const satisfies Record<string, readonly BatchStatus[]>;

export type BatchVerb = keyof typeof batchVerbs;

/** Every state, in the order of a lot's life. */
export const batchStatuses = [
  "RECEIVED",
  "VALIDATING",
  "INVALID",
  "VALID",
  "CONFIRMED",
  "PARTLY_SIGNED",
  "AUTHORIZED",
  "IN_PROCESS",
  "PROCESSED",
  "PROCESSED_WITH_REJECTIONS",
  "REJECTED",
  "ANNULLED",
  "EXPIRED",
] as const satisfies readonly BatchStatus[];

/** States in which a lot is still on its way; INVALID is not. */
export const openStatuses = [
  "RECEIVED",
  "VALIDATING",
  "VALID",
  "CONFIRMED",
  "PARTLY_SIGNED",
  "AUTHORIZED",
  "IN_PROCESS",
] as const;

/** Whether a lot changes its state by itself, so that a page watches it. */
export const batchMoves = (status: BatchStatus): boolean =>
  status === "RECEIVED" || status === "VALIDATING" || status === "IN_PROCESS";

export const batchAllows = (verb: BatchVerb, status: BatchStatus): boolean =>
  (batchVerbs[verb] as readonly BatchStatus[]).includes(status);

type Stated = { number: string; status: BatchStatus };

/** @throws DomainError batch.stateChanged when the verb is not for the state the lot is in now */
export function requireState(verb: BatchVerb, batch: Stated): void {
  if (batchAllows(verb, batch.status)) return;
  throw new DomainError("batch.stateChanged", { number: batch.number, status: batch.status });
}

type Signable = Stated & {
  signaturesRequired: number | null;
  /** Documents of who uploaded, repaired or confirmed it. */
  makers: readonly string[];
  signers: readonly string[];
};

/**
 * The state a lot has after this person's signature.
 * @throws DomainError batch.stateChanged, batch.makerSigns, batch.alreadySigned
 */
export function statusAfterSignature(
  batch: Signable,
  person: { document: string },
  company: { makerMaySign: boolean },
): "PARTLY_SIGNED" | "AUTHORIZED" {
  requireState("sign", batch);
  const required = batch.signaturesRequired ?? 2;
  const makerMaySign = company.makerMaySign && required === 1;
  if (!makerMaySign && batch.makers.includes(person.document))
    throw new DomainError("batch.makerSigns", { number: batch.number });
  if (batch.signers.includes(person.document)) throw new DomainError("batch.alreadySigned", { number: batch.number });
  return batch.signers.length + 1 >= required ? "AUTHORIZED" : "PARTLY_SIGNED";
}

/** A lot is confirmed when it is VALID and its warnings are accepted with a reason. @throws DomainError */
export function requireConfirmable(batch: Stated & { warningCount: number }, reason: string): void {
  if (batch.status === "INVALID") throw new DomainError("batch.hasFaults", { number: batch.number });
  requireState("confirm", batch);
  if (batch.warningCount > 0 && reason.length < 5) throw new DomainError("batch.reasonNeeded", {}, "motivo");
}

export type Calculation = { amountCents: bigint; commissionCents: bigint; taxCents: bigint; totalCents: bigint };

/** Commission, tax and total of one lot, rounded once; a CARGO takes money out of cards, so its order totals commission and tax. */
export function calculate(
  lot: Omit<FeeBasis, "fixedCents" | "basisPoints" | "taxBasisPoints"> & { type: string },
  fee: Pick<FeeBasis, "fixedCents" | "basisPoints" | "taxBasisPoints">,
): Calculation {
  const { commissionCents, taxCents } = feeFor({ ...fee, lineCount: lot.lineCount, totalCents: lot.totalCents });
  const ordered = lot.type === "CARGO" ? 0n : lot.totalCents;
  return { amountCents: lot.totalCents, commissionCents, taxCents, totalCents: ordered + commissionCents + taxCents };
}

export type Grouping = "batch" | "type";

/** Lots that share an order: each alone, or all of a type together that are paid from the same account. */
export function groupsForOrders<Lot extends { type: string; bankAccount: string | null }>(
  lots: readonly Lot[],
  grouping: Grouping,
): Lot[][] {
  if (grouping === "batch") return lots.map((lot) => [lot]);
  return [...Map.groupBy(lots, (lot) => `${lot.type} ${lot.bankAccount}`).values()];
}

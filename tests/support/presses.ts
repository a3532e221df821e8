import type { batchStatusLabels } from "@/lib/messages/es/batches";
import type { orderStatusLabels } from "@/lib/messages/es/orders";
import { clave } from "@/tests/support/login";
import { batchOf, prepare } from "@/tests/support/make";
import type { Person } from "@/tests/support/person";
import { type Press, says } from "@/tests/support/racing";

// The buttons of a lot and of an order with what their forms carry, and what they say when they come too late.

/** The second press of a signature: its statement is on the screen already. */
export const signing = async (who: Person, lot: string): Promise<Press> => [
  who,
  "signBatchesAction",
  { confirmacion: await prepare(who, [lot]) },
];
export const ending = async (
  who: Person,
  action: "annulBatchAction" | "rejectBatchAction",
  lote: string,
): Promise<Press> => {
  const { version } = await batchOf(who, lote);
  return [who, action, { lote, version: String(version), motivo: "Ya no hace falta", clave }];
};
export const withdrawing = async (who: Person, lote: string): Promise<Press> => {
  const { version } = await batchOf(who, lote);
  return [who, "withdrawSignatureAction", { lote, version: String(version), clave }];
};
export const deleting = (who: Person, lote: string): Press => [who, "deleteBatchAction", { lote }];
export const paying = (who: Person, code: Record<string, string>): Press => [who, "payOrderAction", code];
export const lotIs = (number: string, status: keyof typeof batchStatusLabels) =>
  says("batch.stateChanged", { number, status });
export const orderIs = (number: string, status: keyof typeof orderStatusLabels) =>
  says("order.stateChanged", { number, status });
